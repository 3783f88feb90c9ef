"""Audiences in words, and the roles that decide about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from college.models import Duty, User
from college.models.duties import BUILDING_CHOICES, ROLE_CHOICES
from college.rules import audience as rules

WORDS: dict[str, Any] = dict([*BUILDING_CHOICES, *ROLE_CHOICES])
CHOICES = [(code, WORDS[code]) for code in rules.tidy(rules.KNOWN)]


def in_words(audience: Collection[str]) -> str:
    """“For heads of a building and grid workers”; empty for everybody."""
    names = [str(WORDS[code]) for code in rules.tidy(audience)]
    if not names:
        return ""
    comma = pgettext("between roles", ", ")
    listed = names[0] if len(names) == 1 else pgettext("audience", "%(some)s and %(last)s") % {"some": comma.join(names[:-1]), "last": names[-1]}
    return _("For: %(people)s") % {"people": listed}


def held_by(people: Iterable[int], *, day: date | None = None) -> dict[int, set[str]]:
    """The codes of the roles that each of these people holds on a day (today); two queries, whatever their number."""
    wanted = set(people)
    day = day or timezone.localdate()
    held: dict[int, set[str]] = {pk: set() for pk in wanted}
    live: dict[int, set[str]] = {pk: set() for pk in wanted}
    for duty in Duty.objects.live().filter(user__in=wanted).only("user_id", "role", "valid_from", "valid_until"):
        live[duty.user_id].add(duty.role)
        if duty.valid_from <= day and (duty.valid_until is None or duty.valid_until >= day):
            held[duty.user_id].add(duty.role)
    through: Any = User.groups.through
    for user, name in through.objects.filter(user_id__in=wanted).values_list("user_id", "group__name"):
        if name not in live[user]:
            held[user].add(name)
    return held


def fits(audience: Collection[str], user_id: int) -> bool:
    """Whether somebody belongs to an audience today; no query when it is everybody."""
    return not audience or rules.fits(audience, held_by([user_id])[user_id])
