"""Operations of this room."""

from __future__ import annotations

from datetime import date
from typing import Literal, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import AwareDatetime

from college.api import Refusal, limit, signed_in
from college.models import User
from courses.credits import domain
from courses.credits.api_report import ByKind
from courses.credits.models import Entry
from courses.credits.words import what_for

router = Router(tags=["credits"])


class Line(Schema):
    """One entry of the ledger. `amount` in hundredths of a credit; `reverses` and `reversed_by` are numbers of entries; `evidence` is the proof's SHA-256."""

    number: int
    title: str
    amount: int
    kind: Literal["award", "reversal", "correction"]
    category: Literal["required", "elective", "project"]
    effective_on: date
    booked_at: AwareDatetime
    rules: str
    evidence: str
    reverses: int | None
    reversed_by: int | None
    hash: str


class Statement(Schema):
    """A year in hundredths of a credit. `needed` and `missing` are 0 for people of whom nobody asks credits; `life` is everything ever earned."""

    year: int
    as_of: date
    rules: str | None
    earned: ByKind
    needed: ByKind
    missing: ByKind
    life: int
    entries: list[Line]


@router.get(
    "/statement",
    auth=signed_in,
    operation_id="statement",
    response={200: Statement, 401: Refusal, 422: Refusal, 429: Refusal},
    summary="My credits of a year",
)
def statement(request: HttpRequest, year: int | None = Query(None, ge=2000, le=2099)) -> Statement:
    """Without a year, this one. The last entries first; a mistake and its reversal both stand in it."""
    limit(request)
    now = timezone.now()
    found = domain.statement(learner=cast(User, request.user), year=year or timezone.localdate(now).year, now=now)
    return Statement(
        year=found.year,
        as_of=found.as_of,
        rules=found.rules.version if found.rules else None,
        earned=ByKind(**found.earned._asdict()),
        needed=ByKind(**found.need._asdict()),
        missing=ByKind(**found.missing._asdict()),
        life=found.life,
        entries=[_line(entry) for entry in found.entries],
    )


def _line(entry: Entry) -> Line:
    return Line(
        number=entry.number,
        title=what_for(entry.evidence.snapshot),
        amount=entry.amount,
        kind=entry.kind,
        category=entry.category,
        effective_on=entry.effective_on,
        booked_at=entry.booked_at,
        rules=entry.rule_set.version,
        evidence=entry.evidence.sha256,
        reverses=entry.reverses_id,
        reversed_by=entry.reversed_by.number if hasattr(entry, "reversed_by") else None,
        hash=entry.hash,
    )
