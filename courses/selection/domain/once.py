"""A request that is sent again with the same key (`Idempotency-Key`) is done once and answered the same.

The verb writes the answer in its own transaction, as the last thing in it: a second request with the key does its work in vain, meets the row,
is undone whole, and gives the answer of the first. So a key costs one journey at most, and nothing where none is sent. A refusal is kept as well,
after the verb has been undone: else an answer that was overtaken on the way could contradict the one that was read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from college.compiled import asked
from college.errors import DomainError, Invalid
from college.models import User
from courses.selection.models import Enrolment, KeptAnswer, WaitlistEntry

KEPT_FOR = timedelta(hours=24)
COLUMNS = ("account_id", "key", "request", "answer", "at")
INSERT = """
INSERT INTO courses_keptanswer (account_id, key, request, answer, at) VALUES (%s, %s, %s, %s, %s) ON CONFLICT (account_id, key) DO NOTHING RETURNING id
"""
FIELDS = ("offering_id", "learner_id", "state", "picked_at", "dropped_at", "joined_at", "settled_at")
TRIES = 3  # a row that has just become too old, or was swept away while it was looked at, makes room for another try

type Done = Enrolment | WaitlistEntry


class KeyReused(Invalid):
    code = "key_reused"
    message = _("This Idempotency-Key was sent before with another request. Please make a new one for each thing that you want done.")


class BadKey(Invalid):
    code = "bad_key"
    message = _("An Idempotency-Key is 1 to 255 plain characters.")


class Repeated(DomainError):
    """A refusal that was given before, given again."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.code, self.status = answer["refused"], answer["status"]
        super().__init__(answer["message"])


class AnsweredBefore(Exception):
    """The key has an answer: what was just done is to be undone."""


@dataclass(frozen=True)
class Keep:
    """Where a verb puts its answer: `keep(row)` at the end of its transaction. Raises AnsweredBefore."""

    key: str
    account_id: int
    request: str
    at: datetime

    def __call__(self, row: Done) -> None:
        self.write(answer_of(row))

    def write(self, answer: dict[str, Any]) -> None:
        if not asked(INSERT, self.values(answer)).rows():
            raise AnsweredBefore

    def values(self, answer: dict[str, Any]) -> Sequence[Any]:
        """For COLUMNS, in their order, as the database takes them."""
        row = KeptAnswer(account_id=self.account_id, key=self.key, request=self.request, answer=answer, at=self.at)
        return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in KeptAnswer._meta.concrete_fields if field.attname in COLUMNS]

    def refused(self, refusal: DomainError) -> None:
        """Raises AnsweredBefore when another request with the key was faster."""
        self.write({"refused": refusal.code, "status": refusal.status, "message": str(refusal)})

    def earlier(self) -> Done | None:
        """The row that was answered with before, as it was then; raises the refusal that was given. None: the answer is gone, or too old."""
        kept = KeptAnswer.objects.filter(account=self.account_id, key=self.key).first()
        if kept is None:
            return None
        if kept.at <= self.at - KEPT_FOR:
            kept.delete()
            return None
        if kept.request != self.request:
            raise KeyReused
        if "refused" in kept.answer:
            raise Repeated(kept.answer)
        return row_of(kept.answer)


def answer_of(row: Done) -> dict[str, Any]:
    kind = "seat" if isinstance(row, Enrolment) else "place"
    facts = {name: getattr(row, name, None) for name in FIELDS}
    return {"of": kind, **{name: value.isoformat() if isinstance(value, datetime) else value for name, value in facts.items() if value is not None}}


def row_of(answer: dict[str, Any]) -> Done:
    facts = {name: datetime.fromisoformat(value) if name.endswith("_at") else value for name, value in answer.items() if name != "of"}
    return Enrolment(**facts) if answer["of"] == "seat" else WaitlistEntry(**facts)


def once[T: Done](verb: Callable[..., T], *, key: str, account: User, offering_id: int, learner: User, now: datetime, body: bytes = b"") -> T:
    """Call `verb(offering_id=, learner=, now=, keep=)`; for a key of this account (empty: none) that was answered within a day, answer the same.

    Raises what the verb raises, Repeated for a refusal given before, and KeyReused when the key came with another verb, offering, learner or body.
    """
    if not key:
        return verb(offering_id=offering_id, learner=learner, now=now)
    asked_for = "\n".join([verb.__name__, str(offering_id), str(learner.pk)]).encode()
    keep = Keep(key, account.pk, sha256(asked_for + b"\n" + body).hexdigest(), now)
    for _try in range(TRIES):
        try:
            return _kept(verb, keep, offering_id, learner, now)
        except AnsweredBefore:
            earlier = keep.earlier()
            if earlier is not None:
                return earlier  # type: ignore[return-value]  # the digest says that it is this verb's
    raise AnsweredBefore  # pragma: no cover


def _kept[T: Done](verb: Callable[..., T], keep: Keep, offering_id: int, learner: User, now: datetime) -> T:
    try:
        return verb(offering_id=offering_id, learner=learner, now=now, keep=keep)
    except DomainError as refusal:
        keep.refused(refusal)
        raise


def forget_answers(now: datetime) -> int:
    """Delete the answers that are older than KEPT_FOR; how many."""
    return KeptAnswer.objects.filter(at__lte=now - KEPT_FOR).delete()[0]
