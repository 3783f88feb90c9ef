"""Where recordings lie: originals that nothing leads to, replays that only signed addresses lead to. In folders (`local`) or in an S3 store (`s3`), as
STORAGE_URL says; who calls these functions does not know which.

A replay appears by its row: `publish` and `add` bring files to their place, and nobody asks for them before a row names them. Attempts are always
written on this machine (`attempt_folder`). A worker's step runs within `borrowing`: what it asks for by `original` and `published_file` stays here so long.
Whatever asks the store may raise StoreAway; what is done after a commit only logs it, and the sweep does it again.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.core.files.storage import Storage

from media.storages import local
from media.storages.away import StoreAway
from media.storages.cache import borrowing
from media.storages.files import Captions, Originals, at_hand, kept
from media.storages.found import ADDRESS_SECONDS, Found
from media.storages.local import CAPTIONS
from media.storages.scratch import arriving, attempt_folder, attempts, discard, random_name, relative

__all__ = [
    "ADDRESS_SECONDS",
    "CAPTIONS",
    "Found",
    "StoreAway",
    "arriving",
    "at_hand",
    "attempt_folder",
    "attempts",
    "borrowing",
    "discard",
    "random_name",
    "relative",
]


# ---- originals


def originals() -> Storage:
    return Originals()


def keep(name: str, sha256: str) -> None:
    """Bring a whole file that has arrived by parts to safety, before anybody is told so. Done twice, the second time finds it."""
    kept().keep(name, sha256)


def settle(name: str) -> None:
    """A recording has that file now, and its upload not any more."""
    kept().settle(name)


def original(name: str) -> Path:
    """The file on this machine. Raises FileNotFoundError when it is lost."""
    return kept().original(name)


def copy_original(name: str, other: str) -> None:
    """The same file under another name, without a byte copied here."""
    kept().copy_original(name, other)


def discard_original(name: str) -> None:
    kept().discard_original(name)


def old_originals(before: datetime) -> set[str]:
    """Names of files that came before that moment; whatever else lies beside them is not ours."""
    return kept().old_originals(before)


# ---- replays


def publish(attempt: Path) -> None:
    """A verified attempt is what it is called from now on."""
    kept().publish(attempt)


def add(attempt: Path, recording_id: int, folder: str, name: str) -> None:
    """A finished attempt becomes the part `name` of a published replay. One that lies there already is replaced."""
    kept().add(attempt, recording_id, folder, name)


def published_file(recording_id: int, folder: str, name: str) -> Path:
    """The place on this machine of a file of a published replay, with the whole folder, or of the folder itself (`name` is "")."""
    return kept().published_file(recording_id, folder, name)


def read(recording_id: int, folder: str, name: str) -> bytes:
    """A small file of a published replay. Raises FileNotFoundError."""
    return kept().read(recording_id, folder, name)


def size(recording_id: int, folder: str, name: str) -> int | None:
    """Bytes of a file of a published replay; None when it is not there, or nobody can say now."""
    return kept().size(recording_id, folder, name)


def find(recording_id: int, folder: str, name: str) -> Found:
    """A file for a player, of a published replay or of one that grows on this machine. Raises FileNotFoundError, also for removed recordings."""
    return kept().find(recording_id, folder, name)


def copy_published(recording_id: int, folder: str, other_id: int, other: str) -> None:
    """The same replay for another recording, without a byte copied here."""
    kept().copy_published(recording_id, folder, other_id, other)


def discard_published(recording_id: int, folder: str) -> None:
    if not folder:
        raise ValueError("Without a name this would be every replay of the recording.")
    kept().discard_published(recording_id, folder)


def retire_published(recording_id: int, folder: str) -> None:
    """Note the moment from which a replaced replay is only kept for those who are watching it."""
    if folder:
        kept().retire_published(recording_id, folder)


def published() -> Iterator[tuple[int, Path]]:
    """Every published folder on this machine with the number of its recording."""
    return local.published()


def old_published(before: datetime) -> set[tuple[int, str]]:
    """Recording and name of replays that were published, or replaced, before that moment."""
    return kept().old_published(before)


def replays() -> Storage:
    return Captions()


def old_captions(before: datetime) -> set[str]:
    """Names of files of captions that came before that moment, whichever recording they belong to."""
    return kept().old_captions(before)


# ---- a recording as a whole


def hide(recording_id: int) -> None:
    """Nothing of this recording can be fetched any more, whatever address somebody holds. Twice is harmless."""
    kept().hide(recording_id)


def keep_hidden(recording_ids: set[int]) -> None:
    """These and whatever was made of them since are hidden, also after a process ended in between."""
    kept().keep_hidden(recording_ids)


def show(recording_id: int) -> None:
    """A recording that was removed can be fetched again."""
    kept().show(recording_id)


def forget(recording_id: int) -> None:
    """Delete all that was made of a removed recording."""
    kept().forget(recording_id)


def hidden() -> list[int]:
    """The numbers of recordings that are hidden."""
    return sorted(kept().hidden())


def bytes_of(recording_id: int) -> int:
    """What all replays and captions of a recording take."""
    return kept().bytes_of(recording_id)


def check() -> None:
    """Raises StoreAway when the store does not answer or does not know us."""
    kept().check()
