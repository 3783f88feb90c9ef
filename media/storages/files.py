"""Storages of fields, as Django knows them. They ask anew at each use where files are kept, so that tests and settings agree."""

import logging
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

from media.storages import cache, local
from media.storages.away import StoreAway
from media.storages.scratch import random_name

logger = logging.getLogger(__name__)


class _Chosen(Storage):
    """Hands all on to the storage of that name where files are kept now."""

    name_there = ""

    def real(self) -> Any:
        return getattr(kept(), self.name_there)()

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name  # they are random

    def _save(self, name: str, content: Any) -> str:
        return str(self.real()._save(name, content))

    def _open(self, name: str, mode: str = "rb") -> Any:
        return self.real()._open(name, mode)

    def delete(self, name: str) -> None:
        self.real().delete(name)

    def exists(self, name: str) -> bool:
        return bool(self.real().exists(name))

    def size(self, name: str) -> int:
        return int(self.real().size(name))

    def path(self, name: str) -> str:
        return str(self.real().path(name))

    def url(self, name: str | None) -> str:
        raise ValueError("This file has no public address.")


class Originals(_Chosen):
    """Uploads as they came. Nothing in the site leads to them."""

    name_there = "originals"


class Captions(_Chosen):
    """Captions of recordings; they are served by the signed address of their recording."""

    name_there = "captions"


def kept() -> ModuleType:
    """The backend that STORAGE_URL names."""
    if settings.STORE is None:
        return local
    from media.storages import s3  # boto3 takes half a second and 30 MB

    return s3


class Objects(Storage):
    """Files as objects below a prefix of the S3 store."""

    prefix = ""

    def _bucket(self) -> Any:
        from media.storages.bucket import bucket_of

        return bucket_of(settings.STORE)

    def _key(self, name: str) -> str:
        return f"{self.prefix}/{name}"

    def _save(self, name: str, content: Any) -> str:
        content.seek(0)
        with _on_disk(content) as path:
            self._bucket().send(path, self._key(name))
        return name

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            raise ValueError("Objects can be read only.")
        known = self._bucket().about(self._key(name))
        if known is None:
            raise FileNotFoundError(name)
        with cache.coming() as folder:
            self._bucket().fetch(self._key(name), folder / "file", known[0])
            return File((folder / "file").open("rb"), name=name)  # unlinked now, and there until it is closed

    def delete(self, name: str) -> None:
        """Asked for after a commit, which cannot be refused any more."""
        try:
            self._bucket().delete(self._key(name))
        except StoreAway as away:
            logger.warning("%s stays in the store, which does not answer: %s", self._key(name), away.detail)

    def exists(self, name: str) -> bool:
        return self._bucket().about(self._key(name)) is not None

    def size(self, name: str) -> int:
        known = self._bucket().about(self._key(name))
        if known is None:
            raise FileNotFoundError(name)
        return int(known[0])

    def url(self, name: str | None) -> str:
        raise ValueError("This file has no public address.")


@deconstructible(path="media.storages.files.Uploads")
class Uploads(Objects):
    """Wagtail's documents and pictures. As with folders, no address leads to them but the view that asks who may."""

    prefix = "media"

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """In a folder of its own: of two that come at one moment a store would keep the last under both rows."""
        path = PurePosixPath(name)
        return str(super().get_available_name(str(path.parent / random_name()[:12] / path.name), max_length))

    def url(self, name: str | None) -> str:
        return f"{settings.MEDIA_URL}{name}"  # never routed


class _on_disk:
    """The path of a file's bytes: its own where Django has spooled it to the disk, else of a copy."""

    def __init__(self, content: Any) -> None:
        self.content = content

    def __enter__(self) -> Path:
        self.copy = None
        if hasattr(self.content, "temporary_file_path"):
            return Path(self.content.temporary_file_path())
        self.copy = tempfile.NamedTemporaryFile(dir=_made(Path(settings.FILE_UPLOAD_TEMP_DIR)), suffix=".upload")
        for chunk in self.content.chunks():
            self.copy.write(chunk if isinstance(chunk, bytes) else chunk.encode())
        self.copy.flush()
        return Path(self.copy.name)

    def __exit__(self, *failure: object) -> None:
        if self.copy:
            self.copy.close()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def at_hand(file: Any) -> Path:
    """The path of a field's file on this machine: its own, or of a copy that stays until the worker's step ends."""
    try:
        return Path(file.path)
    except NotImplementedError:
        return _copied(file)


def _copied(file: Any) -> Path:
    step = cache.step()
    if step is None:
        raise RuntimeError("A copy is kept for a step (`borrowing`).")
    copy = step.held.enter_context(cache.coming()) / Path(file.name).name
    with file.open("rb") as source, copy.open("wb") as target:
        shutil.copyfileobj(source, target)
    return copy
