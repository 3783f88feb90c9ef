"""What several benchmarks need: a migrated database, a large college in it, a server as in production."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module

from benchmarks.measure import Result
from college.settings import env
from college.supervisor import end_with_parent, is_open
from tests.postgres_server import as_server_user, find, free_port, server_user

FULL = {"courses": 10_000, "learners": 20_000, "entries": 1_000_000}
TINY = {"courses": 40, "learners": 20, "entries": 60}


def answer(measure: Callable[[bool], Result]) -> None:
    """The main program of a benchmark: `measure(tiny)`, its result on standard output."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=("full", "tiny"), default="full")
    result = measure(parser.parse_args().size == "tiny")
    print("RESULT " + json.dumps(result.report(), ensure_ascii=False))  # noqa: T201


def manage(*command: str) -> None:
    """A `manage.py` command with its own output on standard error."""
    subprocess.run([sys.executable, "manage.py", *command], cwd=env.ROOT, stdout=sys.stderr, check=True)


def migrated() -> None:
    """Make the database of DATABASE_URL: copied where the tests keep a migrated SQLite file, else migrated."""
    from pathlib import Path

    from tests.databases import database_file

    kind, _, path = os.environ["DATABASE_URL"].partition(":///")
    if kind == "sqlite":
        database_file(Path(path))
    else:
        manage("migrate", "--verbosity=0")


def large(tiny: bool, *, entries: bool) -> dict[str, int]:
    """A large college in the database of this process; returns its size."""
    size = {**(TINY if tiny else FULL)}
    if not entries:
        size["entries"] = 0
    migrated()
    manage("seed_scale", *(part for name, number in size.items() for part in (f"--{name}", str(number))))
    return size


def start_django() -> None:
    """As the server does it, also for what is measured without one."""
    import_module("college.wsgi")


@contextmanager
def served(workers: int = 2, settings: str = "benchmarks.settings") -> Iterator[tuple[int, int]]:
    """Granian as docs/operating.md starts it: (port, process id)."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "4", "--backpressure", "64", "--no-ws", "--log-level", "warning", "college.wsgi:application"]
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    process = subprocess.Popen(command, cwd=env.ROOT, env=surroundings, preexec_fn=partial(end_with_parent, os.getpid()), stdout=sys.stderr)
    try:
        deadline = time.monotonic() + 30
        while not is_open(port) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(1)  # the second worker
        yield port, process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL server with the defaults of its package: what it says is committed is on the disk. Yields its address."""
    import shutil
    import tempfile
    from pathlib import Path

    folder, port = Path(tempfile.mkdtemp(prefix="bench-postgres-")), free_port()
    if os.geteuid() == 0:
        os.chown(folder, server_user().pw_uid, server_user().pw_gid)
    data, control = str(folder / "data"), [str(find("pg_ctl")), "-D", str(folder / "data"), "-w"]
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "check": True}
    initdb = [str(find("initdb")), "-D", data, "-U", "college", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    try:
        subprocess.run(as_server_user(initdb), **quiet)
        subprocess.run(as_server_user([*control, "-l", str(folder / "log"), "-o", f"-p {port} -k {folder} -h 127.0.0.1", "start"]), **quiet)
        yield f"postgres://college@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(as_server_user([*control, "-m", "immediate", "stop"]), cwd=folder, stdout=subprocess.DEVNULL, check=False)
        shutil.rmtree(folder, ignore_errors=True)
