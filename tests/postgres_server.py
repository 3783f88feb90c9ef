"""A PostgreSQL server for one command: `python tests/postgres_server.py -- pytest …`.

Makes a cluster in a temporary folder (in memory where that is large enough), starts it on a free port of the loopback interface, sets
DATABASE_URL, runs the command, and removes it all. A server that runs already is used instead when TEST_DATABASE_URL names it.
Exit status: the command's; 4 when no PostgreSQL is found.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3  # bytes; a run of all tests needs a fraction of it
MISSING = "PostgreSQL is missing: its tests are skipped. Install it (Debian: apt-get install postgresql) or set TEST_DATABASE_URL."


def find(program: str) -> str | None:
    """The newest server program: on the PATH, else where Debian, Fedora, Homebrew and Postgres.app keep it."""
    places = [Path("/usr/lib/postgresql"), Path("/usr/local/opt"), Path("/opt/homebrew/opt"), Path("/Applications/Postgres.app/Contents/Versions")]
    found = sorted((file for place in places for file in place.glob(f"*/bin/{program}")), key=lambda file: file.parts[-3])
    return shutil.which(program) or (str(found[-1]) if found else None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_server_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root, so root hands it to an ordinary user."""
    return ["setpriv", f"--reuid={server_user().pw_uid}", f"--regid={server_user().pw_gid}", "--clear-groups", *command] if os.geteuid() == 0 else command


def server_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("PostgreSQL cannot run as root, and there is neither a user postgres nor nobody.")


def place() -> Path | None:
    """Memory where there is plenty: after each test that commits a whole database is copied, a thousand small files."""
    return MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM else None


def serve(command: list[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="college-postgres-", dir=place()))
    data, port = folder / "data", free_port()
    if os.geteuid() == 0:
        os.chown(folder, server_user().pw_uid, server_user().pw_gid)
    options = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB"
    options += " -c autovacuum=off -c statement_timeout=300s"  # tables that live for one test are not worth a look; no test hangs on a query
    try:
        initdb = [find("initdb"), "-D", str(data), "-U", "college", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(as_server_user(initdb), check=True, stdout=subprocess.DEVNULL, cwd=folder)
        start = [find("pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(as_server_user(start), check=True, stdout=subprocess.DEVNULL, cwd=folder)
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": f"postgres://college@127.0.0.1:{port}/postgres"})
    finally:
        stop = [find("pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run(as_server_user(stop), check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # told to end, it still stops the server
    command = sys.argv[2:]
    if url := os.environ.get("TEST_DATABASE_URL"):
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})
    if not find("initdb") or not find("pg_ctl"):
        print(MISSING, file=sys.stderr)
        return 4
    return serve(command)


if __name__ == "__main__":
    sys.exit(main())
