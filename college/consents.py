"""What people may agree to, in words with a version, and when each of them did. Nothing here is needed to learn; all of it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.errors import NotFound
from college.models import Consent, User


@dataclass(frozen=True)
class Text:
    """One thing to agree to: a code, the version of its words, and the words. `asked` is False for what is told at sign-up and ends with the account."""

    code: str
    version: str
    title: object
    words: object
    asked: bool = True


TEXTS = (
    Text(
        "account",
        "2026-11",
        _("My account"),
        _("The college keeps my name, the ways in which I sign in, the courses I pick, what I attend and the credits I earn, in order to run its courses."),
        asked=False,
    ),
    Text("calls", "2026-11", _("Calls about courses"), _("The front desk may call me or write to me when a course that fits me opens.")),
    Text("pictures", "2026-11", _("Pictures and recordings"), _("I may be seen in recordings of my classes and in pictures that the college shows.")),
    Text(
        "research", "2026-11", pgettext_lazy("consent", "Planning"), _("My answers and courses may be counted, without my name, when new courses are planned.")
    ),
)
BY_CODE = {text.code: text for text in TEXTS}


@dataclass(frozen=True)
class Standing:
    """One text with what somebody has said to it: the row in force, if there is one, and whether she agreed to older words."""

    text: Text
    consent: Consent | None

    @property
    def is_old(self) -> bool:
        return self.consent is not None and self.consent.version != self.text.version


def standing(user: User) -> list[Standing]:
    """All texts in their order. One query."""
    held = {consent.kind: consent for consent in Consent.objects.filter(user=user, withdrawn_at=None)}
    return [Standing(text, held.get(text.code)) for text in TEXTS]


def history(user: User) -> QuerySet[Consent]:
    """Everything that she has agreed to and taken back, latest first."""
    return Consent.objects.filter(user=user)


def give(*, user: User, code: str, now: datetime) -> None:
    """Agree to a text in its present version. Twice is once; older words are ended by it. Raises NotFound for a code that is none."""
    text = BY_CODE.get(code)
    if text is None:
        raise NotFound
    try:
        with transaction.atomic():
            mine = Consent.objects.filter(user=user, kind=code, withdrawn_at=None)
            mine.exclude(version=text.version).update(withdrawn_at=now)
            if not mine.exists():
                Consent.objects.create(user=user, kind=code, version=text.version, given_at=now)
    except IntegrityError:  # the same click twice at once
        return


def withdraw(*, user: User, code: str, now: datetime) -> None:
    """Take it back. What cannot be taken back without the account raises NotFound; twice is once."""
    text = BY_CODE.get(code)
    if text is None or not text.asked:
        raise NotFound
    Consent.objects.filter(user=user, kind=code, withdrawn_at=None).update(withdrawn_at=now)
