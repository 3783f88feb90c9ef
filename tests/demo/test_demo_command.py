"""`python -m demo` as a process: it serves, it is alone on its folder and port, it restarts what dies, it ends with everything it started."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from demo.__main__ import fingerprint
from tests.conftest import ROOT
from tests.databases import database_file

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc to see which processes are left")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: Path, port: int, **settings: str) -> subprocess.Popen[str]:
    env = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DEMO": "true",
        "DJANGO_SETTINGS_MODULE": "college.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder}/college.sqlite3",
        **settings,
    }
    command = [sys.executable, "-m", "demo", "--port", str(port)]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def in_seconds(true: Callable[[], object]) -> bool:
    """Within ten seconds; on a machine that is slow or busy at this moment, as long as one bare start of Django takes four times."""
    if wait_until(true, 10):
        return True
    begun = time.monotonic()
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "college.settings.dev"}
    subprocess.run([sys.executable, "-c", "import django; django.setup()"], cwd=ROOT, env=env, check=True)
    return wait_until(true, 4 * (time.monotonic() - begun))


def wait_until(true: Callable[[], object], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.1)
    return False


def processes_of(folder: Path) -> list[int]:
    """Everything that runs with this data folder: the parent, the web server, the workers, and their children."""
    mark, found = f"DATA_DIR={folder}".encode(), []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in entry.read_bytes().split(b"\0"):
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return found


def workers_of(folder: Path) -> list[int]:
    return [pid for pid in processes_of(folder) if b"ox_worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder whose college is made already, so that starting is all there is to do."""
    database_file(tmp_path / "college.sqlite3")
    (tmp_path / "made-of").write_text(fingerprint())
    yield tmp_path
    for left in processes_of(tmp_path):
        os.kill(left, signal.SIGKILL)


def test_it_starts_in_seconds_restarts_a_dead_worker_and_ends_at_ctrl_c(folder: Path) -> None:
    port = free_port()
    demo = start(folder, port)
    assert in_seconds(lambda: answers(port))

    assert wait_until(lambda: len(workers_of(folder)) == 3)  # the page is there before the last of them
    workers = workers_of(folder)
    os.kill(workers[0], signal.SIGKILL)
    assert wait_until(lambda: len(set(workers_of(folder)) - set(workers)) == 1)

    second = start(folder, free_port())
    out, _ = second.communicate(timeout=60)
    assert second.returncode != 0
    assert "running here already" in out
    assert "Traceback" not in out
    third = start(folder.parent / "elsewhere", port)
    out, _ = third.communicate(timeout=60)
    assert third.returncode != 0
    assert "running here already" in out

    demo.send_signal(signal.SIGINT)
    assert in_seconds(lambda: demo.poll() is not None)
    out, _ = demo.communicate(timeout=60)
    assert demo.returncode == 0
    assert f"http://127.0.0.1:{port}" in out
    assert processes_of(folder) == []


def test_killing_the_parent_leaves_nobody_behind(folder: Path) -> None:
    port = free_port()
    demo = start(folder, port)
    assert wait_until(lambda: answers(port))
    demo.kill()
    demo.wait()
    assert wait_until(lambda: processes_of(folder) == [])
    assert not answers(port)


@pytest.mark.parametrize("first", ["all at once", "who makes it"])
def test_ctrl_c_while_the_college_is_made_says_that_it_goes_on_later(first: str, tmp_path: Path) -> None:
    demo = start(tmp_path, free_port())
    assert demo.stdout
    assert demo.stdout.readline() == "Making the database …\n"
    if first == "all at once":
        os.killpg(demo.pid, signal.SIGINT)  # as a terminal does
    else:  # its end may be seen before the parent's own signal
        os.kill(next(pid for pid in processes_of(tmp_path) if b"demo.preparing" in Path(f"/proc/{pid}/cmdline").read_bytes()), signal.SIGINT)
    out, _ = demo.communicate(timeout=60)
    assert demo.returncode == 1
    assert out == "\nStopped. What is made so far stays; the next start goes on from there.\n"
    assert processes_of(tmp_path) == []


def test_a_college_that_cannot_be_made_ends_with_what_to_do(tmp_path: Path) -> None:
    demo = start(tmp_path, free_port(), DATABASE_URL=f"sqlite:///{tmp_path}")  # a folder
    out, _ = demo.communicate(timeout=60)
    assert demo.returncode == 1
    assert "Making the database failed, see above" in out
    assert "127.0.0.1" not in out
    assert not (tmp_path / "made-of").exists()
