"""What all parts of this backend share: the bucket, sending, and what is done after a commit."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.core.cache import cache as answers

from media.rules import content_type
from media.storages import transfers
from media.storages.away import StoreAway
from media.storages.bucket import Bucket, bucket_of

logger = logging.getLogger(__name__)
LISTED_SECONDS = 600
DONE = ".done"  # comes last into a part of a replay: without it the part is not whole


def bucket() -> Bucket:
    return bucket_of(settings.STORE)


def afterwards[**Arguments](work: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """What is done after a commit cannot be refused any more; the sweep does it again."""

    @wraps(work)
    def tried(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            work(*args, **kwargs)
        except StoreAway as away:
            logger.warning("%s%s is left for later: %s", work.__name__, args, away.detail)

    return tried


def old(prefix: str, before: datetime) -> set[str]:
    """Names below a prefix that came before that moment. Asked now and then only: the sweep comes four times a minute, a list may have many pages."""
    if not answers.add(f"media.listed.{settings.STORE.bucket}.{settings.STORE.prefix}.{prefix}", True, LISTED_SECONDS):
        return set()
    return {one.name for one in bucket().listed(prefix) if one.at < before}


def names(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def send_folder(folder: Path, prefix: str) -> None:
    """All files of a folder, those that say that a part is whole after the others."""
    found = sorted(names(folder))
    for some in ([name for name in found if not name.endswith(DONE)], [name for name in found if name.endswith(DONE)]):
        send([folder / name for name in some], [f"{prefix}/{name}" for name in some])


def send(files: list[Path], keys: list[str], **noted: str) -> None:
    """Files under their keys, several at once."""

    def sending(file: Path, key: str) -> Callable[[transfers.Followed], None]:
        return lambda followed: bucket().send(file, key, content_type(key), followed, **noted)

    transfers.run([sending(file, key) for file, key in zip(files, keys, strict=True)])


def check() -> None:
    bucket().check()
