"""The test databases: migrated once, then copied, for every worker and after every test that commits.

Django's own flush would fail on append-only tables and wipe what migrations made (root page, roles), so a pristine copy is put back instead.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from tests.postgres_server import find

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "tests"


def fingerprint() -> str:
    """Changes whenever a migration, a lock file or a trigger may have changed."""
    digest = hashlib.sha256()
    files = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("requirements/*.txt"), *ROOT.glob("*/triggers.py"), *ROOT.glob("*/*/*triggers.py")]
    for file in sorted(files):
        digest.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# A sixth sooner: the collector walks in vain through the thousands of model classes that the history of the tables is made of.
MIGRATE = """
import gc
from django.core.management import call_command
import django
gc.disable()
django.setup()
call_command("migrate", verbosity=0)
"""


def migrate(url: str) -> None:
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "college.settings.test"}
    done = subprocess.run([sys.executable, "-c", MIGRATE], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The test database could not be migrated:\n{done.stderr}")


def database_file(target: Path) -> None:
    """Put a migrated SQLite database there: migrated once for each state of the migrations, kept under var/tests, copied after that."""
    template = KEPT / f"migrated-{fingerprint()}.sqlite3"
    with locked(KEPT / "lock"):
        if not template.exists():
            for old in KEPT.glob("migrated-*"):
                old.unlink()
            fresh = template.with_name(template.name + ".new")
            migrate(f"sqlite:///{fresh}")
            settled = sqlite3.connect(fresh)
            settled.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            settled.close()
            fresh.rename(template)
    shutil.copyfile(template, target)


class Sqlite:
    """One file a worker, copied from a migrated file kept under var/tests."""

    def __init__(self, worker: str) -> None:
        self.file = Path(settings.DATA_DIR) / f"test-{worker}.sqlite3"

    def create(self) -> None:
        connections.close_all()
        database_file(self.file)
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(self.file)
        self.pristine = sqlite3.connect(":memory:", check_same_thread=False)
        connection.ensure_connection()
        connection.connection.backup(self.pristine)

    def restore(self) -> None:
        connection.ensure_connection()
        self.pristine.backup(connection.connection)

    def destroy(self) -> None:
        connections.close_all()
        for part in self.file.parent.glob(self.file.name + "*"):
            part.unlink()


class Postgres:
    """One database a worker, copied from a migrated template on the same server, which is filled from a dump kept under var/tests."""

    def __init__(self, worker: str) -> None:
        self.name = f"test_{worker}_{os.getpid()}"
        self.template = f"template_{fingerprint()}"
        self.dump = KEPT / f"dumped-{fingerprint()}.sql"

    def run(self, *statements: str) -> None:
        connections.close_all()
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def create(self) -> None:
        with locked(KEPT / "lock-postgres"):
            with connection._nodb_cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template])
                known = cursor.fetchone()
            if not known:
                self.run(f'DROP DATABASE IF EXISTS "{self.template}_new"', f'CREATE DATABASE "{self.template}_new"')
                self.fill(self.template + "_new")
                self.run(f'ALTER DATABASE "{self.template}_new" RENAME TO "{self.template}"')
            self.run(self.copying())
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = self.name

    def fill(self, name: str) -> None:
        """A server of its own begins empty at every run: what was migrated once is read back, which takes a second instead of half a minute."""
        base, _, query = os.environ["DATABASE_URL"].partition("?")
        url = f"{base.rpartition('/')[0]}/{name}{'?' + query if query else ''}"
        address = url.replace("postgres://", "postgresql://", 1)
        if self.dump.exists() and _done("psql", "-qX1", "-v", "ON_ERROR_STOP=1", "-f", str(self.dump), address):
            return
        migrate(url)
        for old in KEPT.glob("dumped-*"):
            old.unlink()
        fresh = self.dump.with_name(self.dump.name + ".new")
        if _done("pg_dump", "--no-owner", "-f", str(fresh), address):
            fresh.rename(self.dump)

    def restore(self) -> None:
        self.run(f'DROP DATABASE "{self.name}" WITH (FORCE)', self.copying())

    def copying(self) -> str:
        """File by file where PostgreSQL can also copy page by page through its log, which it does unless told (from 15 on): a third dearer here."""
        strategy = " STRATEGY FILE_COPY" if connection.pg_version >= 150000 else ""
        return f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"{strategy}'

    def destroy(self) -> None:
        self.run(f'DROP DATABASE "{self.name}" WITH (FORCE)')


def _done(program: str, *arguments: str) -> bool:
    """Whether one of PostgreSQL's programs is here and did it; without them every server is migrated."""
    found = find(program)
    return bool(found) and subprocess.run([found, *arguments], capture_output=True, check=False).returncode == 0


def test_database(worker: str) -> Sqlite | Postgres:
    return Postgres(worker) if connection.vendor == "postgresql" else Sqlite(worker)
