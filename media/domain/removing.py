"""Removing a recording: it is gone for everybody at once, can be taken back for a while, and is then deleted with all that was made of it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from media import storages
from media.domain.receiving import announce, waiting
from media.domain.refusals import AlreadyRemoved, NotRemoved
from media.keeping import GRACE, RecordingPolicy
from media.models import Recording
from media.places import Place, places
from media.rules.retention import years_after, years_before
from media.signals import recording_changed

AT_ONCE = 50  # of one kind in one sweep


def remove(*, recording: Recording, by: Any, now: datetime) -> Recording:
    """Take a recording from its lesson and out of everybody's sight; a worker notices and ends. `by` is None for the rule. Raises AlreadyRemoved."""
    with transaction.atomic():
        row = Recording.objects.select_for_update(of=("self",)).filter(pk=recording.pk, removed_at=None).first()
        if row is None:
            raise AlreadyRemoved
        free = _let_go(row, now)
        Recording.objects.filter(pk=row.pk).update(**free, removed_at=now, was_at=places().leave(row))
        log(row, "media.remove", user=by, data={"by_rule": by is None})
        transaction.on_commit(partial(_hide, row.pk))
        transaction.on_commit(partial(recording_changed.send, Recording, recording_id=row.pk))
    recording.refresh_from_db()
    return recording


def _let_go(row: Recording, now: datetime) -> dict[str, Any]:
    """The fields of a recording that nobody holds. What is complete stays so, what was in work waits."""
    if row.state == Recording.State.READY:
        return {"claim": "", "lease_until": None, "attempt": "", "live": False, "updated_at": now}
    return {} if row.state == Recording.State.FAILED else waiting(now)


def take_back(*, recording: Recording, by: Any, now: datetime) -> bool:
    """Undo a removal. True when the recording has its lesson again, False when that is gone or has another one. Raises NotRemoved."""
    with transaction.atomic():
        row = Recording.objects.select_for_update(of=("self",)).filter(pk=recording.pk).exclude(removed_at=None).first()
        if row is None:
            raise NotRemoved
        storages.show(row.pk)  # before it is said; the sweep hides again what is not said in the end
        word, row.was_at = row.was_at, ""
        Recording.objects.filter(pk=row.pk).update(removed_at=None, was_at="", queued_at=now)
        returned = places().take_back(row, word, by) if word else False
        log(row, "media.take_back", user=by)
        announce(row.pk)
    recording.refresh_from_db()
    return returned


def _hide(recording_id: int) -> None:
    if Recording.objects.filter(pk=recording_id).exclude(removed_at=None).exists():
        storages.hide(recording_id)


# ---- the rule


def last_days(recordings: Sequence[Recording]) -> dict[int, datetime | None]:
    """By key: when the rule removes each recording; None: never. Constant queries."""
    years = _keep_years()
    if not years:
        return dict.fromkeys([recording.pk for recording in recordings])
    held = places().of([recording.pk for recording in recordings])
    return {recording.pk: years_after(_counted_from(recording, held.get(recording.pk)), years) for recording in recordings}


def _keep_years() -> int:
    return RecordingPolicy.objects.values_list("keep_years", flat=True).first() or 0


def _counted_from(recording: Recording, place: Place | None) -> datetime:
    return max(recording.created_at, place.held_at) if place else recording.created_at


# ---- what the sweep does


def sweep_removed(now: datetime) -> None:
    """Remove what the rule says, delete what was removed long enough ago, and make the folders agree with the rows."""
    _remove_by_rule(now)
    _delete_removed(now)
    _settle()


def _remove_by_rule(now: datetime) -> None:
    years = _keep_years()
    if not years:
        return
    limit = years_before(now, years)
    old = list(Recording.objects.filter(created_at__lt=limit, removed_at=None).order_by("created_at")[:AT_ONCE])
    held = places().of([recording.pk for recording in old])
    for recording in old:
        if _counted_from(recording, held.get(recording.pk)) < limit:
            remove(recording=recording, by=None, now=now)


def _delete_removed(now: datetime) -> None:
    for pk in list(Recording.objects.filter(removed_at__lt=now - GRACE).values_list("pk", flat=True)[:AT_ONCE]):
        _delete(pk, now)


def _delete(recording_id: int, now: datetime) -> None:
    with transaction.atomic():
        row = Recording.objects.select_for_update(of=("self",)).filter(pk=recording_id, removed_at__lt=now - GRACE).first()
        if row is None:
            return
        transaction.on_commit(partial(storages.discard_original, str(row.original.name)))
        transaction.on_commit(partial(storages.forget, row.pk))
        log(row, "media.delete", deleted=True)
        row.delete()


def _settle() -> None:
    """The process may have ended between a row and its folder."""
    hidden = set(storages.hidden())
    removed = dict(Recording.objects.filter(pk__in=hidden).values_list("pk", "removed_at"))
    for pk in hidden:
        if pk not in removed:
            storages.forget(pk)
        elif removed[pk] is None:
            storages.show(pk)
    storages.keep_hidden(set(Recording.objects.exclude(removed_at=None).values_list("pk", flat=True)))
