"""Holding a reading: one worker at a time, for as long as it says so. Whoever lost the hold can change nothing any more."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db.models import F, Q, QuerySet

from courses.catalogue.models import Reading
from courses.catalogue.reading import scans
from courses.catalogue.rules.readings import EDITION, LEASE_SECONDS, MAX_TRIES, Reason

State = Reading.State


class LostClaim(Exception):
    """The reading is no longer ours: our lease ran out and another worker took it, or its file was deleted."""


@dataclass(slots=True)
class Lease:
    """Our hold on a reading. Every write says `claim`."""

    reading: Reading
    claim: str
    now: datetime
    began: float = field(default_factory=time.monotonic)
    renewed: float = field(default_factory=time.monotonic)

    def time(self) -> datetime:
        """The caller's clock, moved on by what has passed since."""
        return self.now + timedelta(seconds=time.monotonic() - self.began)

    def write(self, **fields: Any) -> None:
        if not Reading.objects.filter(pk=self.reading.pk, claim=self.claim).update(**fields):
            raise LostClaim

    def tick(self) -> None:
        """Called four times a second while a program runs."""
        if time.monotonic() - self.renewed >= LEASE_SECONDS / 6:
            self.write(lease_until=self.time() + timedelta(seconds=LEASE_SECONDS))
            self.renewed = time.monotonic()

    def release(self, **fields: Any) -> None:
        self.write(claim="", lease_until=None, **fields)


def free_at(now: datetime) -> QuerySet[Reading]:
    """What a worker may take: what waits, what a worker that ended has left, what an older reader made, and scanned pages where we can recognise words."""
    wanted = Q(pk__in=Reading.objects.claimable_at(now).values("pk")) | Q(pk__in=Reading.objects.outdated().values("pk"))
    if scans.can_read():
        wanted |= Q(state=State.READY, pages__unread=True)
    return Reading.objects.filter(wanted).distinct()


def claim(reading_id: int, now: datetime) -> Lease | None:
    """Take a free reading; None when there is nothing to take. One that was tried too often has failed."""
    reading = free_at(now).filter(pk=reading_id).first()
    if reading is None:
        return None
    unchanged = Reading.objects.filter(pk=reading_id, state=reading.state, claim=reading.claim, attempts=reading.attempts, edition=reading.edition)
    if reading.attempts >= MAX_TRIES:
        give_up(reading, unchanged, now)
        return None
    lease = Lease(reading, uuid4().hex, now)
    until = now + timedelta(seconds=LEASE_SECONDS)
    held = unchanged.update(state=State.WORKING, claim=lease.claim, lease_until=until, started_at=now, attempts=F("attempts") + 1, reason="")
    return lease if held else None


def is_made(reading: Reading) -> bool:
    """Whether our reader has made its page already: what is left are the words of scanned pages."""
    return bool(reading.how) and reading.edition == EDITION


def give_up(reading: Reading, unchanged: QuerySet[Reading], now: datetime) -> None:
    """A page that is there stays as it is, without the words of its scans."""
    if is_made(reading):
        reading.pages.update(unread=False)
        unchanged.update(state=State.READY, claim="", lease_until=None, attempts=0)
    else:
        unchanged.update(**failed(Reason.GAVE_UP, now))


def failed(reason: Reason, now: datetime) -> dict[str, Any]:
    """The fields of a reading that could not be made."""
    return {"state": State.FAILED, "reason": reason, "finished_at": now, "edition": EDITION, "claim": "", "lease_until": None, "attempts": 0}
