"""Holding a recording: one worker at a time, for seconds, renewed while it works. Whoever lost the hold can change nothing any more."""

import time
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from media import rules
from media.failures import Failure
from media.models import Recording
from media.signals import recording_changed, work_waiting

RENEWAL_SECONDS = 2.0
Step, State = Recording.Step, Recording.State
# The others leave a complete replay as it is.
WORKING = {Step.PROBE: State.CHECKING, Step.FIRST: State.ENCODING, Step.LADDER: State.ENCODING, Step.CUT: State.ENCODING}


class LostClaim(Exception):
    """The recording is no longer ours: it was replaced, cancelled, deleted, or taken over after our lease ran out."""


@dataclass(slots=True)
class Lease:
    """Our hold on a recording. Every write says `claim`."""

    recording_id: int
    claim: str
    now: datetime
    step: str = Step.PROBE
    tries: int = 1
    began: float = field(default_factory=time.monotonic)
    renewed: float = field(default_factory=time.monotonic)
    progress: int = 0

    def time(self) -> datetime:
        """The caller's clock, moved on by what has passed since."""
        return self.now + timedelta(seconds=time.monotonic() - self.began)

    def write(self, **fields: Any) -> None:
        """Change our recording. Raises LostClaim when it is not ours."""
        if not Recording.objects.filter(pk=self.recording_id, claim=self.claim).update(updated_at=self.time(), **fields):
            raise LostClaim
        self.renewed = time.monotonic()

    def row(self) -> Recording:
        """Our recording as it is now. Raises LostClaim when it is not ours."""
        recording = Recording.objects.filter(pk=self.recording_id, claim=self.claim).first()
        if recording is None:
            raise LostClaim
        return recording

    def renew(self, **fields: Any) -> None:
        until = self.time() + timedelta(seconds=rules.LEASE_SECONDS)
        self.write(**{"lease_until": until, "progress": 100 if self.step in rules.OPTIONAL else self.progress, **fields})

    def tick(self) -> None:
        """Called four times a second while a program runs."""
        if time.monotonic() - self.renewed >= RENEWAL_SECONDS:
            self.renew()

    def note(self, progress: int) -> None:
        """Called by the reader of ffmpeg's report, in another thread: only remembered here, written by the next tick."""
        self.progress = min(99, max(self.progress, progress))

    def begin(self, step: str, **fields: Any) -> None:
        """We go on with the next step, and write down what the last one found."""
        self.step, self.tries, self.progress = step, 1, 0
        self.renew(**{**fields, **begun(step, self.time())}, attempts=1, attempt="", live=False)

    def release(self, **fields: Any) -> None:
        self.write(claim="", lease_until=None, attempt="", live=False, **fields)


def begun(step: str, now: datetime) -> dict[str, Any]:
    """The fields of a recording on which a step begins."""
    state = {"state": WORKING[Step(step)]} if step in WORKING else {}
    return {"step": step, "step_began_at": now, **state}


def claim(recording_id: int, now: datetime, steps: Collection[str]) -> Lease | None:
    """Take a free recording whose next step is one of these; None when there is nothing to take.

    When the step was tried too often and there is no replay without it, the recording has failed.
    """
    recording = Recording.objects.filter(pk=recording_id, step__in=steps).claimable_at(now).first()
    if recording is None:
        return None
    free = Recording.objects.filter(pk=recording_id, step=recording.step, attempts=recording.attempts, claim=recording.claim).claimable_at(now)
    lease = Lease(recording_id, uuid4().hex, now, recording.step, recording.attempts + 1)
    if recording.attempts >= rules.MAX_TRIES and recording.step not in rules.OPTIONAL:
        given_up = free.update(**unmade(recording, Failure.GAVE_UP), claim="", lease_until=None, attempt="", live=False, updated_at=now)
        if given_up:
            tell_change(recording_id)
            tell_waiting(recording_id)
        return None
    progress = {} if recording.step in rules.OPTIONAL else {"progress": 0}
    held = {"claim": lease.claim, "lease_until": now + timedelta(seconds=rules.LEASE_SECONDS), "attempt": "", "live": False, "updated_at": now, **progress}
    return lease if free.update(attempts=F("attempts") + 1, **begun(recording.step, now), **held) else None


def unmade(recording: Recording, failure: Failure) -> dict[str, Any]:
    """The fields of a recording whose step could not be done. Without a cut the replay of before goes on playing, and what follows goes on too."""
    if recording.step == Step.CUT and recording.folder:
        left = {**recording.left_out, Step.CUT.value: failure.value}
        return {"state": State.READY, "error_code": "", "progress": 100, "step": rules.after(Step.CUT), "attempts": 0, "left_out": left}
    return {"state": State.FAILED, "error_code": failure.value, "progress": 0}


def tell_waiting(recording_id: int) -> None:
    transaction.on_commit(partial(work_waiting.send, Recording, recording_id=recording_id))


def tell_change(recording_id: int) -> None:
    transaction.on_commit(partial(recording_changed.send, Recording, recording_id=recording_id))
