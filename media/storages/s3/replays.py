"""Replays and captions in the store."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache as answers
from django.core.files.storage import Storage

from media.storages import cache, local, scratch, transfers
from media.storages.away import StoreAway
from media.storages.bucket import Kept
from media.storages.files import Objects
from media.storages.found import Found, may_change
from media.storages.s3.asking import DONE, afterwards, bucket, names, old, send_folder
from media.storages.s3.removed import known_hidden

PARTS = ("extras", "slides")
TEXTS = (".m3u8", ".vtt", ".json")  # sent by ourselves: they name our addresses, or a player reads them only from the page's own server
DAY = 86400


def publish(attempt: Path) -> None:
    recording_id, folder = int(attempt.parent.name), attempt.stem
    bring(attempt, recording_id, folder)
    place = copy_of(recording_id, folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    attempt.rename(place)
    hold_fresh(place)
    cache.make_room()


def bring(source: Path, recording_id: int, folder: str) -> None:
    """All files of a replay to the store, the note of its folder first."""
    for part in PARTS:
        if (source / part).is_dir():
            mark(source / part)
    bucket().put(f"folders/{recording_id}/{folder}", b"")
    send_folder(source, f"replays/{recording_id}/{folder}")


def add(attempt: Path, recording_id: int, folder: str, name: str) -> None:
    mark(attempt)
    prefix = f"replays/{recording_id}/{folder}/{name}"
    former = {one.name for one in bucket().listed(f"{prefix}/")}
    bucket().delete(f"{prefix}/{DONE}")  # a worker that is killed now leaves no part that is half of each
    send_folder(attempt, prefix)
    bucket().delete(*[f"{prefix}/{one}" for one in former - names(attempt)])
    place = copy_of(recording_id, folder)
    if place.is_dir():
        scratch.discard(place / name)
        attempt.rename(place / name)


def published_file(recording_id: int, folder: str, name: str) -> Path:
    place, step = copy_of(recording_id, folder), cache.step()
    if step is None or place not in step.looked_at:
        place.mkdir(parents=True, exist_ok=True)
        while not cache.hold(place):
            place.mkdir(parents=True, exist_ok=True)
        _fetch_folder(f"replays/{recording_id}/{folder}/", place)
        note_fresh(place)
    return place / name


def _fetch_folder(prefix: str, place: Path) -> None:
    """Bring our copy to what the store has: other machines may have added parts since."""
    there = {one.name: one for one in bucket().listed(prefix)}
    for part in PARTS:
        done = there.get(f"{part}/{DONE}")
        if done and not _has(place / part / DONE, bucket().get(prefix + done.name)):
            scratch.discard(place / part)
        elif not done:  # not whole yet, or never begun
            there = {name: one for name, one in there.items() if not name.startswith(f"{part}/")}
    wanted = [one for name, one in there.items() if not _is_sized(place / name, one.size)]
    cache.make_room(sum(one.size for one in wanted))
    for folder in {(place / one.name).parent for one in wanted}:
        folder.mkdir(parents=True, exist_ok=True)
    marks = [one for one in wanted if one.name.endswith(DONE)]
    for some in ([one for one in wanted if one not in marks], marks):
        transfers.run([_fetching(prefix, place, one) for one in some])


def _fetching(prefix: str, place: Path, one: Kept) -> Callable[[transfers.Followed], None]:
    return partial(bucket().fetch, prefix + one.name, place / one.name, one.size)


def read(recording_id: int, folder: str, name: str) -> bytes:
    return bucket().get(key(recording_id, folder, name))


def size(recording_id: int, folder: str, name: str) -> int | None:
    """What is there hardly ever changes, so it is asked once a day."""
    known = answers.get(asked := f"media.size.{settings.STORE.bucket}.{settings.STORE.prefix}.{key(recording_id, folder, name)}")
    if known is None:
        with suppress(StoreAway):
            known = (bucket().about(key(recording_id, folder, name)) or (None,))[0]
        if known is not None:
            answers.set(asked, known, DAY)
    return known


def find(recording_id: int, folder: str, name: str) -> Found:
    if recording_id in known_hidden():
        raise FileNotFoundError(name)
    growing = scratch.growing_file(recording_id, folder, name)
    if growing.is_file():
        return Found(path=growing, size=growing.stat().st_size, changes=may_change(growing))
    if name.endswith(TEXTS):
        content = read(recording_id, folder, name)
        return Found(content=content, size=len(content))
    return Found(address=partial(bucket().address, key(recording_id, folder, name)))


def copy_published(recording_id: int, folder: str, other_id: int, other: str) -> None:
    source, target = f"replays/{recording_id}/{folder}/", f"replays/{other_id}/{other}/"
    bucket().put(f"folders/{other_id}/{other}", b"")
    transfers.run([_copying(source + one.name, target + one.name) for one in bucket().listed(source)])
    if copy_of(recording_id, folder).is_dir():
        local.link(copy_of(recording_id, folder), copy_of(other_id, other))


def _copying(key: str, other: str) -> Callable[[transfers.Followed], None]:
    return lambda _followed: bucket().copy(key, other)


@afterwards
def discard_published(recording_id: int, folder: str) -> None:
    cache.forget(copy_of(recording_id, folder))
    bucket().delete_below(f"replays/{recording_id}/{folder}/")
    bucket().delete(f"folders/{recording_id}/{folder}")


@afterwards
def retire_published(recording_id: int, folder: str) -> None:
    bucket().put(f"folders/{recording_id}/{folder}", b"")


def old_published(before: datetime) -> set[tuple[int, str]]:
    pairs = [name.split("/") for name in old("folders/", before)]
    return {(int(pk), folder) for pk, folder in pairs}


class _Captions(Objects):
    prefix = "captions"


def captions() -> Storage:
    return _Captions()


def old_captions(before: datetime) -> set[str]:
    return old("captions/", before)


def key(recording_id: int, folder: str, name: str) -> str:
    return f"captions/{recording_id}/captions/{name}" if folder == local.CAPTIONS else f"replays/{recording_id}/{folder}/{name}"


# ---- our copies


def copy_of(recording_id: int, folder: str) -> Path:
    return cache.root() / "replays" / str(recording_id) / folder


def hold_fresh(place: Path) -> None:
    cache.hold(place)
    note_fresh(place)


def note_fresh(place: Path) -> None:
    if step := cache.step():
        step.looked_at.add(place)


def mark(part: Path) -> None:
    """A part is whole when this lies in it. Each time another text: who has an older copy sees that it is one."""
    (part / DONE).write_text(uuid4().hex)


def _has(file: Path, content: bytes) -> bool:
    with suppress(FileNotFoundError):
        return file.read_bytes() == content
    return False


def _is_sized(file: Path, size: int) -> bool:
    with suppress(FileNotFoundError):
        return file.stat().st_size == size
    return False
