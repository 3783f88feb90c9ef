"""Originals in the store."""

from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, Storage

from media.storages import cache, local, transfers
from media.storages.files import Objects
from media.storages.s3.asking import afterwards, bucket, old, send


class Originals(Objects):
    """They stay here too for as long as there is room: the first step needs them at once."""

    prefix = "originals"

    def _save(self, name: str, content: Any) -> str:
        cache.make_room(content.size)
        FileSystemStorage(cache.root() / "originals", file_permissions_mode=0o600, directory_permissions_mode=0o700)._save(name, content)
        try:
            with cache.borrowing():  # nobody takes it away while it is sent
                cache.hold(cache.root() / "originals" / name)
                send([cache.root() / "originals" / name], ["originals/" + name])
        except BaseException:
            cache.forget(cache.root() / "originals" / name)
            raise
        return name

    def delete(self, name: str) -> None:
        discard_original(name)


def originals() -> Storage:
    return Originals()


def keep(name: str, sha256: str) -> None:
    path = local.private(name)
    if bucket().about(f"originals/{name}") != (path.stat().st_size, {"sha256": sha256}):
        send([path], [f"originals/{name}"], sha256=sha256)


def settle(name: str) -> None:
    place = cache.root() / "originals"
    place.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        local.private(name).rename(place / name)
        cache.make_room()


def original(name: str) -> Path:
    place = cache.root() / "originals" / name
    while not cache.hold(place):
        known = bucket().about(f"originals/{name}")
        if known is None:
            raise FileNotFoundError(name)
        cache.make_room(known[0])
        place.parent.mkdir(parents=True, exist_ok=True)
        with cache.coming() as folder:
            transfers.run([partial(bucket().fetch, f"originals/{name}", folder / name, known[0])])
            (folder / name).rename(place)
    return place


def copy_original(name: str, other: str) -> None:
    bucket().copy(f"originals/{name}", f"originals/{other}")


@afterwards
def discard_original(name: str) -> None:
    local.discard_original(name)
    cache.forget(cache.root() / "originals" / name)
    bucket().delete(f"originals/{name}")


def old_originals(before: datetime) -> set[str]:
    return local.old_originals(before) | old("originals/", before)
