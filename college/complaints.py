"""Complaints, suggestions and questions (投诉建议): anybody sends one, the desk answers, the sender follows it by a number and a code.

The code is known to the sender alone; we keep its hash. How to reach the sender may be left out, and is forgotten a year after the answer.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, IntegerField, Max, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from college import workdays
from college.errors import DomainError, Invalid, NotAllowed, NotFound
from college.models import Complaint, User
from college.roles import Role, has_role

DESK = (Role.DESK, Role.STAFF, Role.ADMINISTRATOR)  # who reads and answers
ANSWER_WITHIN = 5  # working days
CONTACT_KEPT = timedelta(days=365)  # after the answer
LONGEST = 2000  # characters of a text and of an answer
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read wrongly: no 0 and O, no 1, I and L
CODE_LENGTH = 8  # 40 bits; tries are counted
ROUNDS = 20_000
TRIES = 50  # people who send in the same instant


class AlreadyAnswered(DomainError):
    """The sender may have read the answer: it is not changed under her eyes."""

    code = "already_answered"
    message = _("This has been answered already. The answer stands above; the sender may have read it.")


class Unknown(NotFound):
    """No complaint has this number and code. Which of the two is wrong is not said."""

    message = _("We find nothing under this number and code. Please compare both with your receipt, sign by sign.")


class Crowded(DomainError):
    """Nobody got a number for too long."""

    code = "crowded"
    status = 503
    message = _("Too many people write to us at this moment. Please send it again.")


@dataclass(frozen=True)
class Receipt:
    """What the sender takes home. The code is nowhere else."""

    complaint: Complaint
    code: str


def send(*, kind: str, text: str, page: str = "", contact: str = "", author: User | None = None, now: datetime) -> Receipt:
    """Take in a complaint and give it the next number of its year. Raises Invalid for an empty or much too long text."""
    words = text.strip()
    if not 0 < len(words) <= LONGEST or kind not in Complaint.Kind.values:
        raise Invalid
    code = "".join(secrets.choice(SIGNS) for _place in range(CODE_LENGTH))
    day = timezone.localtime(now).date()
    values = {
        "kind": kind,
        "text": words,
        "page": page[:200],
        "contact": contact.strip()[:80],
        "author": author,
        "received_at": now,
        "due_on": workdays.after(day, ANSWER_WITHIN),
    }
    return Receipt(_numbered(day.year, code, values), f"{code[:4]}-{code[4:]}")


def _numbered(year: int, code: str, values: Mapping[str, object]) -> Complaint:
    """Two people at once want the same number: the database gives it to one, and the other takes the next."""
    for _try in range(TRIES):
        number = _next_number(year)
        try:
            with transaction.atomic():
                return Complaint.objects.create(number=number, code=hashed(number, code), **values)
        except IntegrityError:
            if not Complaint.objects.filter(number=number).exists():
                raise
    raise Crowded


def _next_number(year: int) -> str:
    taken = Complaint.objects.filter(number__startswith=f"{year}-").aggregate(last=Max(Cast(Substr("number", 6), IntegerField())))["last"]
    return f"{year}-{(taken or 0) + 1:05d}"


def hashed(number: str, code: str) -> str:
    """64 hexadecimal digits. The number is the salt, so that equal codes do not look equal."""
    return hashlib.pbkdf2_hmac("sha256", code.encode(), number.encode(), ROUNDS).hex()


def follow(*, number: str, code: str) -> Complaint:
    """The complaint for whoever holds its receipt. Raises Unknown, after the same work, whether the number or the code is wrong."""
    wanted, typed = _plain(number), _plain(code).replace("-", "")
    found = Complaint.objects.filter(number=wanted).first()
    matches = hmac.compare_digest(hashed(wanted, typed), found.code if found else "")
    if found is None or not matches:
        raise Unknown
    return found


def _plain(typed: str) -> str:
    """As people copy it from paper: full-width digits, small letters, blanks."""
    return "".join(unicodedata.normalize("NFKC", typed).upper().split()).replace("–", "-").replace("—", "-")[:40]


# ---- the desk


def may_answer(user: User) -> bool:
    return has_role(user, *DESK)


def for_desk(*, by: User) -> QuerySet[Complaint]:
    """All complaints, open ones first and among them the one whose answer is due first. Raises NotFound for everybody but the desk."""
    if not may_answer(by):
        raise NotFound
    return Complaint.objects.select_related("author", "answered_by").order_by(F("answered_at").desc(nulls_first=True), "due_on", "pk")


def open_complaints() -> QuerySet[Complaint]:
    return Complaint.objects.exclude(state=Complaint.State.ANSWERED)


def take_up(*, complaint_id: int, by: User) -> None:
    """Tell the sender that somebody is at it. A second time changes nothing; raises AlreadyAnswered."""
    _must_be_desk(by)
    taken = open_complaints().filter(pk=complaint_id).update(state=Complaint.State.WORKING)
    if not taken:
        raise AlreadyAnswered


def answer(*, complaint_id: int, text: str, by: User, now: datetime) -> None:
    """Answer for good: of two people who answer at once, the second is told so (AlreadyAnswered). Raises Invalid for an empty or too long answer."""
    _must_be_desk(by)
    words = text.strip()
    if not 0 < len(words) <= LONGEST:
        raise Invalid
    values = {"state": Complaint.State.ANSWERED, "answer": words, "answered_by": by, "answered_at": now}
    if not open_complaints().filter(pk=complaint_id).update(**values):
        raise AlreadyAnswered


def _must_be_desk(user: User) -> None:
    if not may_answer(user):
        raise NotAllowed


def forget_contacts(*, now: datetime) -> int:
    """Delete how to reach a sender, a year after the answer. Returns how many were deleted."""
    old = Complaint.objects.filter(answered_at__lt=now - CONTACT_KEPT).exclude(contact="")
    return old.update(contact="")
