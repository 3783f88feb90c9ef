"""Worlds that the tests of a module share: made once, in a transaction as long as the module. Each test gets a copy and changes what it likes:
its own transaction, inside that one, is rolled back."""

import copy
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings


class Shared(NamedTuple):
    """What was made, and the folder with its files."""

    world: Any
    folder: Path

    def own(self, folder: Path) -> Any:
        """A copy of the world and, in that folder, of its files."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return copy.deepcopy(self.world)


def data_folders(root: Path) -> dict[str, Path]:
    """The settings that name where files are stored."""
    return {
        "STORAGE_ROOT": root,
        "STORE_CACHE_ROOT": root / "cache",
        "MEDIA_ROOT": root / "uploads",
        "PRIVATE_ROOT": root / "private",
        "RENDITIONS_ROOT": root / "renditions",
    }


@contextmanager
def rolled_back(blocker: Any) -> Iterator[None]:
    """A transaction that stays open while pytest-django forbids the database between tests."""
    outer = transaction.atomic()
    with blocker.unblock():
        outer.__enter__()
    try:
        yield
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def shared(make: Callable[[], Any]) -> Any:
    """A fixture for a module (a `Shared`); the module must have no test that commits."""

    @pytest.fixture(scope="module")
    def made(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
        folder = tmp_path_factory.mktemp("world")
        cache.clear()
        with rolled_back(django_db_blocker):
            with django_db_blocker.unblock(), override_settings(**data_folders(folder)):
                world = make()
            yield Shared(world, folder)

    return made
