"""A backup is one tar file: the whole database as its own tools write it, the stored files, and a note of what it is.

The database is written first. A file that arrives meanwhile is merely one too many; one that the database names is there.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from college.errors import DomainError

ABOUT, FILES = "about.json", "storage"
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
KEPT = ("uploads", "private", "renditions")  # folders below STORAGE_ROOT; what is just arriving is in no row yet


class NotABackup(DomainError):
    """The file cannot be restored here; the message says why."""

    code = "not_a_backup"


def write(target: Path, *, now: datetime, notes: dict[str, Any], with_files: bool = True) -> None:
    """Write a backup. It appears under its name only when it is whole. `notes` are kept in it for whoever restores.

    Files in an S3 store are left to the store's own copies: a tar on one disk would be no place for them.
    """
    unfinished = target.with_name(target.name + ".unfinished")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, tarfile.open(unfinished, "w") as tar:
        database = Path(folder) / DATABASE[connection.vendor]
        _DUMP[connection.vendor](database)
        about = Path(folder) / ABOUT
        about.write_text(json.dumps({"made_at": now.isoformat(), "database": connection.vendor, **notes}))
        for part in (about, database):
            tar.add(part, part.name)
        for name in KEPT if with_files and settings.STORE is None else ():
            if (settings.STORAGE_ROOT / name).is_dir():
                tar.add(settings.STORAGE_ROOT / name, f"{FILES}/{name}")
    unfinished.replace(target)


def restore(source: Path) -> dict[str, Any]:
    """Put a backup in the place of what is here: the database whole, files added to those that are there. Returns its notes.

    Raises NotABackup for another file, and for a backup of the other kind of database.
    """
    try:
        tar = tarfile.open(source)  # noqa: SIM115 (closed below)
        about: dict[str, Any] = json.loads(tar.extractfile(ABOUT).read())  # type: ignore[union-attr]
    except (tarfile.TarError, KeyError, ValueError) as error:
        raise NotABackup(f"{source} is no backup of a college") from error
    with tar, tempfile.TemporaryDirectory() as folder:
        if about["database"] != connection.vendor:
            raise NotABackup(f"{source} was made on {about['database']}, and DATABASE_URL names {connection.vendor}")
        tar.extractall(folder, filter="data")
        _LOAD[connection.vendor](Path(folder) / DATABASE[connection.vendor])
        if (Path(folder) / FILES).is_dir():
            shutil.copytree(Path(folder) / FILES, settings.STORAGE_ROOT, dirs_exist_ok=True)
    return about


def _dump_sqlite(target: Path) -> None:
    """A copy taken while people work on: SQLite's own way, consistent and in one piece."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)


def _load_sqlite(source: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(source)) as copy:
        copy.backup(connection.connection)


def _dump_postgresql(target: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _load_postgresql(source: Path) -> None:
    connection.close()
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    _run("pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", str(source))


def _run(program: str, *arguments: str) -> None:
    """One of PostgreSQL's programs, told by the environment where the server is: a password in arguments could be read by others."""
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    where = {name: str(given[key]) for name, key in names.items() if given.get(key)}
    subprocess.run([_found(program), *arguments], env={**os.environ, **where}, check=True)


def _found(program: str) -> str:
    """On the PATH, else the newest where Debian keeps them."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    found = shutil.which(program) or (str(kept[-1]) if kept else None)
    if found is None:
        raise NotABackup(f"{program} is missing: install PostgreSQL's client programs (Debian: apt-get install postgresql-client)")
    return found


_DUMP = {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}
_LOAD = {"sqlite": _load_sqlite, "postgresql": _load_postgresql}
