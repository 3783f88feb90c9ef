"""Taking in an uploaded file: judged first, written to the storage outside of any transaction, and taken away again when the rows do not come about."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any, cast

from django.core.files.base import File

from courses.catalogue.errors import FileRefused
from courses.catalogue.models import CourseDocument
from courses.catalogue.models.documents import placeless
from courses.catalogue.rules.files import Problem, problem_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """An uploaded file, its name, its size in bytes, the SHA-256 of its content, and what is wrong with it."""

    file: File[Any]
    name: str
    size: int
    sha256: str
    problem: Problem | None

    def refuse(self) -> None:
        """Raises FileRefused when something is wrong."""
        if self.problem:
            raise FileRefused(self.problem)


def judge(file: File[Any]) -> Judged:
    """Look at an upload. It is read twice; of a good one is kept what does not say where its photographs were taken."""
    name, size = (file.name or "").replace("\\", "/").rsplit("/", 1)[-1], file.size
    file.open("rb")
    problem = problem_of(cast(IO[bytes], file.file), name, size)
    kept = file if problem else placeless(file)
    digest = sha256()
    for chunk in kept.chunks():
        digest.update(chunk)
    return Judged(kept, name, kept.size, digest.hexdigest(), problem)


@contextmanager
def kept(judged: Judged) -> Iterator[str]:
    """The name under which the file is stored now; when the block fails, nothing is left of it."""
    field = CourseDocument._meta.get_field("file")
    storage = field.storage
    judged.file.seek(0)
    name: str = storage.save(field.generate_filename(CourseDocument(), judged.name), judged.file, max_length=field.max_length)
    try:
        yield name
    except BaseException:
        _take_away(storage, name)
        raise


def _take_away(storage: Any, name: str) -> None:
    try:
        storage.delete(name)
    except OSError:
        logger.warning("%s could not be deleted", name, exc_info=True)
