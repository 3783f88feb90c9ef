"""What people decide about a recording: who was asked, whether it may be downloaded, a part that is to be made again, and what was done before."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from media import storages
from media.domain.receiving import announce, waiting
from media.domain.refusals import NoReplay, NothingLeftOut
from media.joins import Join
from media.models import Recording
from media.signals import recording_changed

MEASURED_AT_ONCE = 100  # in one sweep


def answer(*, recording: Recording, consent: Recording.Consent, may_download: bool, by: Any) -> Recording:
    """Say whether those who can be seen or heard agreed, and whether learners may keep the file. Raises NoReplay when the recording is gone.

    The answer is for the newest file; an older one that is still shown until the new one is ready stays shown. Who takes an agreement back takes it back
    for the recordings to which this one is joined too: the same people are seen there, until somebody has looked and answered again.
    """
    is_back = consent == Recording.Consent.UNSAID
    with transaction.atomic():
        keys = {recording.pk, *(_joined_to(recording.pk) if is_back else ())}
        rows = {row.pk: row for row in Recording.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")}
        row = rows.pop(recording.pk, None)
        if row is None or row.removed_at:
            raise NoReplay
        shown = [row.playing_sha256] if row.is_agreed else []
        _answered(row, consent, [] if is_back else sorted({*shown, row.sha256}), by, may_download=may_download)
        for joined in rows.values():
            _answered(joined, consent, [], by)
    recording.refresh_from_db()
    return recording


def _answered(row: Recording, consent: Recording.Consent, agreed: list[str], by: Any, **more: bool) -> None:
    Recording.objects.filter(pk=row.pk).update(consent=consent, consent_to=agreed, **more)
    note(recording=row, action="media.answer", by=by, consent=consent.value, may_download=more.get("may_download", row.may_download))
    transaction.on_commit(partial(recording_changed.send, Recording, recording_id=row.pk))


def _joined_to(recording_id: int) -> set[int]:
    """The keys of all recordings in which this one is seen, also by way of a third one."""
    found: set[int] = set()
    new = {recording_id}
    while new:
        new = set(Join.objects.filter(second__in=new).values_list("recording_id", flat=True)) - found
        found |= new
    return found


def redo(*, recording: Recording, step: str, by: Any, now: datetime) -> Recording:
    """Make a part again that could not be made, and those that follow it. What can be watched stays. Raises NothingLeftOut."""
    with transaction.atomic():
        row = Recording.objects.select_for_update(of=("self",)).filter(pk=recording.pk, state=Recording.State.READY, step="", removed_at=None).first()
        if row is None or step not in row.left_out:
            raise NothingLeftOut
        left = {name: code for name, code in row.left_out.items() if name != step}
        # A cut is told from its queue on; the others leave a complete replay as it is.
        state = waiting(now) if step == Recording.Step.CUT else {"attempts": 0, "queued_at": now, "updated_at": now}
        Recording.objects.filter(pk=row.pk).update(step=step, left_out=left, **state)
        note(recording=row, action="media.redo", by=by, step=step)
        announce(row.pk)
    recording.refresh_from_db()
    return recording


# ---- history


def note(*, recording: Recording, action: str, by: Any, **data: Any) -> None:
    """Write down what somebody did; `action` is one of media.admin.actions."""
    log(recording, action, user=by, data=data)


def history(recording: Recording) -> list[ModelLogEntry]:
    """What was done, latest first, with who did it. Two queries."""
    return list(ModelLogEntry.objects.for_instance(recording).select_related("user").order_by("-timestamp", "-pk"))


# ---- the disk


def measure(*, recording: Recording, now: datetime) -> None:
    """Count the bytes of the original and of all folders, and keep the sum for the lists."""
    try:
        original = recording.original.size if recording.original else 0
    except storages.StoreAway:
        raise
    except OSError:
        original = 0  # it is lost; its own state says so
    Recording.objects.filter(pk=recording.pk).update(stored_bytes=original + storages.bytes_of(recording.pk), measured_at=now)


def measure_changed(now: datetime) -> None:
    """The same for recordings that were worked on since, and that nobody works on now."""
    changed = Recording.objects.filter(Q(measured_at=None) | Q(updated_at__gt=F("measured_at")), claim="").order_by("pk")
    for recording in changed[:MEASURED_AT_ONCE]:
        measure(recording=recording, now=now)
