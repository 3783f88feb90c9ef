"""The ledger by person, for the office. Whoever is found can read that she was looked at."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from college import access
from college.errors import Invalid, NotAllowed
from college.models import AccessLog, User
from college.roles import Role, has_role, is_keeper
from courses.credits.domain.report import LEDGER_TOPIC
from courses.credits.models import Account, Entry

MOST_PEOPLE, MOST_ENTRIES = 20, 200


class TooManyPeople(Invalid):
    """So many people fit that the search says nothing about anybody."""

    code = "too_many_people"
    message = _("Many people fit. Please write more of the name, or the user name.")


def find_entries(*, typed: str, by: User, now: datetime) -> list[tuple[User, list[Entry]]]:
    """The entries (latest first) of up to 20 people by a part of the name, or by user name or phone number. Three queries.

    Raises NotAllowed for everybody but the office, and TooManyPeople when more people fit: their entries are nobody's business then.
    """
    if not is_keeper(by):
        raise NotAllowed
    fits = Q(owner__display_name__icontains=typed) | Q(owner__username=typed) | Q(owner__phone=typed) | Q(owner__phone=f"+86{typed}")
    accounts = list(Account.objects.filter(fits, owner__isnull=False).select_related("owner")[: MOST_PEOPLE + 1])
    if len(accounts) > MOST_PEOPLE:
        raise TooManyPeople
    found: dict[int, list[Entry]] = {account.pk: [] for account in accounts}
    for entry in Entry.objects.filter(account__in=found).select_related("evidence", "rule_set").order_by("-number")[:MOST_ENTRIES]:
        found[entry.account_id].append(entry)
    role = Role.STAFF if has_role(by, Role.STAFF) else Role.ADMINISTRATOR
    subjects = [account.owner_id for account in accounts if account.owner_id]
    access.record(actor=by, role=role, subjects=subjects, action=AccessLog.Action.VIEW, topic=LEDGER_TOPIC, now=now)
    return [(account.owner, found[account.pk]) for account in accounts if account.owner]
