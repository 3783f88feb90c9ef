"""Recordings as a whole: hidden while they are removed, and forgotten."""

import time
from typing import Any

from django.conf import settings

from media.storages import cache, scratch
from media.storages.s3.asking import afterwards, bucket

HIDDEN_SECONDS = 5.0  # for which a process believes what it knows of hidden recordings
_hidden: dict[Any, tuple[float, set[int]]] = {}


@afterwards
def hide(recording_id: int) -> None:
    scratch.discard(scratch.root() / str(recording_id))  # a worker that writes there notices, and ends
    bucket().put(f"hidden/{recording_id}", b"")
    known_hidden().add(recording_id)


def keep_hidden(recording_ids: set[int]) -> None:
    for recording_id in recording_ids:
        scratch.discard(scratch.root() / str(recording_id))
    for recording_id in recording_ids - hidden():
        hide(recording_id)


def show(recording_id: int) -> None:
    bucket().delete(f"hidden/{recording_id}")
    known_hidden().discard(recording_id)


@afterwards
def forget(recording_id: int) -> None:
    cache.forget(cache.root() / "replays" / str(recording_id))
    scratch.discard(scratch.root() / str(recording_id))
    for below in ("replays", "captions", "folders"):
        bucket().delete_below(f"{below}/{recording_id}/")
    show(recording_id)


def hidden() -> set[int]:
    found = {int(one.name) for one in bucket().listed("hidden/") if one.name.isdigit()}
    _hidden[settings.STORE] = (time.monotonic(), found)
    return set(found)


def known_hidden() -> set[int]:
    """Asked of the store every few seconds only: each segment of each learner asks for it."""
    at, found = _hidden.get(settings.STORE, (0.0, None))
    if found is None or time.monotonic() - at > HIDDEN_SECONDS:
        hidden()
    return _hidden[settings.STORE][1]


def bytes_of(recording_id: int) -> int:
    return sum(one.size for below in ("replays", "captions") for one in bucket().listed(f"{below}/{recording_id}/"))
