"""The worker's verb: claim a recording, do what is next and what follows; or give it back, or say why not."""

import errno
import logging
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from media import processes, rules, storages, transcoding
from media.domain import enriching, recutting
from media.domain import steps as required
from media.domain.leases import Lease, LostClaim, claim, tell_change, tell_waiting, unmade
from media.domain.steps import Result
from media.failures import RETRIED, Failure
from media.models import Recording
from media.probing import Unusable

logger = logging.getLogger(__name__)
WORK: dict[str, Callable[[Lease, processes.Watch], Result]] = {
    "probe": required.probe,
    "first": required.first,
    "ladder": required.ladder,
    "cut": recutting.cut,
    "extras": enriching.extras,
    "slides": enriching.find_slides,
    "text": enriching.text,
}


def process(*, recording_id: int, now: datetime, stop: processes.Stop, steps: Collection[str] = rules.STEPS) -> None:
    """Do the next of these steps on one recording, if it is free, and those that follow. Twice, or at once in two places, is harmless.

    A step ends done, tried again later (after a stop, which is not counted as a try, or a failure that may pass), left out when the replay
    can be without it, or the recording has failed (with a code).
    """
    lease = claim(recording_id, now, steps)
    watch = processes.Watch(stop=stop, on_tick=lease.tick) if lease else None
    try:
        while lease and watch and _did(lease, watch, steps):
            pass
    except LostClaim:
        logger.info("recording %s: no longer ours", recording_id)


def _did(lease: Lease, watch: processes.Watch, steps: Collection[str]) -> bool:
    """One step. True when we hold the recording still, for the next one."""
    try:
        if lease.tries > rules.MAX_TRIES:
            return _fault(lease, steps, Failure.GAVE_UP)
        with storages.borrowing(watch.tick):
            return _finish(lease, steps, WORK[lease.step](lease, watch))
    except processes.Stopped:
        return _give_back(lease)
    except (Unusable, transcoding.NotMade) as fault:
        return _fault(lease, steps, Failure(fault.code), fault.detail)
    except processes.TimedOut:
        return _fault(lease, steps, Failure.TOO_SLOW)
    except storages.StoreAway as away:
        return _fault(lease, steps, Failure.STORE_AWAY, away.detail)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
        return _fault(lease, steps, Failure.DISK_FULL if full else Failure.ENCODER_FAILED, repr(error))


def _finish(lease: Lease, steps: Collection[str], result: Result) -> bool:
    """Write down what the step made, and that the next one is due, in one transaction."""
    try:
        with transaction.atomic():
            former = Recording.objects.select_for_update(of=("self",), no_key=True).get(pk=lease.recording_id).folder  # rows that name it can come meanwhile
            result.record()
            stays = _go_on(lease, steps, result.fields, _following(lease, result.fields))
    except BaseException:
        if result.published:
            storages.discard_published(lease.recording_id, result.published)
        raise
    if result.fields.get("folder", former) != former:
        storages.retire_published(lease.recording_id, former)
        tell_change(lease.recording_id)
    return stays


def _following(lease: Lease, fields: dict[str, Any]) -> str:
    """The next step. A replay that is whole, and is to be, is ready without a cut."""
    following = rules.after(lease.step)
    if following != Recording.Step.CUT:
        return following
    row = lease.row()
    is_whole = fields.get("folder", row.folder) == fields.get("whole", row.whole)
    return rules.after(following) if is_whole and not row.edits_wanted else following


def _go_on(lease: Lease, steps: Collection[str], fields: dict[str, Any], following: str) -> bool:
    if following in steps:
        lease.begin(following, **fields)
        return True
    if following and following not in rules.OPTIONAL:
        fields = {**fields, "state": Recording.State.UPLOADED, "progress": 0}
    lease.release(step=following, attempts=0, queued_at=lease.time(), **fields)
    if following:
        tell_waiting(lease.recording_id)
    return False


# ---- how else it may end


def _give_back(lease: Lease) -> bool:
    """The worker ends; the recording waits for the next one, and this was no try."""
    return _wait(lease, attempts=F("attempts") - 1)


def _fault(lease: Lease, steps: Collection[str], failure: Failure, detail: str = "") -> bool:
    logger.warning("recording %s, %s: %s %s", lease.recording_id, lease.step, failure.value, detail)
    if failure in RETRIED and lease.tries < rules.MAX_TRIES:
        return _wait(lease, at_once=failure != Failure.STORE_AWAY)
    if lease.step in rules.OPTIONAL:
        return _go_on(lease, steps, {"left_out": {**lease.row().left_out, lease.step: failure.value}}, rules.after(lease.step))
    fields = unmade(lease.row(), failure)
    tell_change(lease.recording_id)
    following, _tries = fields.pop("step", ""), fields.pop("attempts", 0)
    if following:
        return _go_on(lease, steps, fields, following)
    lease.release(**fields)
    return False


def _wait(lease: Lease, *, at_once: bool = True, **fields: Any) -> bool:
    """The next try; not `at_once`: when the sweep finds the recording, some minutes later."""
    waiting = {} if lease.step in rules.OPTIONAL else {"state": Recording.State.UPLOADED, "progress": 0}
    lease.release(queued_at=lease.time(), **waiting, **fields)
    if at_once:
        tell_waiting(lease.recording_id)
    return False
