"""One real Elasticsearch for all test processes: the first that asks starts it, the last that leaves stops it.

Run as a program it starts the server and keeps it until it is told to end: two passes of tests that begin together then share one.
A server that runs already is used instead when TEST_ELASTICSEARCH_URL names it. Its indexes are named by the tests that made them, and removed.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SCRIPT = Path(__file__).with_name("es.sh")
HOW = "install Java 17 or newer and Maven (Debian: apt-get install default-jdk-headless maven), or set TEST_ELASTICSEARCH_URL"
# Outside the project: root's server runs as user nobody, who may not be allowed into a home folder.
FOLDER = Path(os.environ.get("ES_DIR", f"{tempfile.gettempdir()}/college-elasticsearch-{os.getuid()}"))
START_SECONDS = 120


class Missing(Exception):
    """The machine cannot run the server; the text says what happened."""


@contextmanager
def running() -> Iterator[str]:
    """The address of a server that answers, for as long as the block lasts."""
    if url := os.environ.get("TEST_ELASTICSEARCH_URL"):
        yield url
        return
    if not shutil.which("java") or not shutil.which("mvn"):
        raise Missing("no java or no mvn")
    FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    with (FOLDER / "door").open("w") as door, (FOLDER / "users").open("a") as users:
        with _locked(door):
            fcntl.flock(users, fcntl.LOCK_SH)
            url = _alive() or _start()
        try:
            yield url
        finally:
            with _locked(door):
                _leave(users)


@contextmanager
def _locked(door: object) -> Iterator[None]:
    fcntl.flock(door, fcntl.LOCK_EX)  # type: ignore[arg-type]
    try:
        yield
    finally:
        fcntl.flock(door, fcntl.LOCK_UN)  # type: ignore[arg-type]


def _leave(users: object) -> None:
    fcntl.flock(users, fcntl.LOCK_UN)  # type: ignore[arg-type]
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[arg-type]
    except BlockingIOError:
        return
    _stop()


def _alive() -> str | None:
    """The address that an earlier process wrote down, if somebody still answers there."""
    try:
        url = (FOLDER / "url").read_text()
    except FileNotFoundError:
        return None
    return url if _answers(url) else None


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health?wait_for_status=yellow&timeout=5s", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _start() -> str:
    _stop()
    environment = {**os.environ, "ES_DIR": str(FOLDER)}
    if not any(FOLDER.glob("elasticsearch-*/lib")):
        _build(environment)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1] % 20000 + 20000  # and the one 100 above it, for the transport
    with (FOLDER / "log").open("w") as log:
        environment["ES_PORT"] = str(port)
        server = subprocess.Popen(["bash", SCRIPT, "run"], env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    (FOLDER / "pid").write_text(str(server.pid))
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, server)
    except BaseException:  # also whoever is told to end while it waits
        _stop()
        raise
    (FOLDER / "url").write_text(url)
    return url


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if _answers(url):
            return
        time.sleep(0.3)
    raise Missing(f"the server did not start, see {FOLDER / 'log'}")


def _build(environment: dict[str, str]) -> None:
    done = subprocess.run(["bash", SCRIPT, "build"], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"it could not be fetched: {(done.stderr or done.stdout)[-500:]}")


def _stop() -> None:
    """End the server that we started, and only that: its process group bears the id that we wrote down."""
    try:
        pid = int((FOLDER / "pid").read_text())
    except (FileNotFoundError, ValueError):
        return
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGTERM)
    (FOLDER / "pid").unlink(missing_ok=True)
    (FOLDER / "url").unlink(missing_ok=True)


def main() -> None:
    """Without Java there is nothing to keep; the tests say so."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with suppress(Missing), running():
        signal.pause()


if __name__ == "__main__":
    main()
