"""One parent for the web server and the workers: it restarts what dies and ends everything it started.

Linux ends the children with their parent even at kill -9 (PDEATHSIG); elsewhere the lock in DATA_DIR keeps a second college from starting beside orphans.
"""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

GRACE = 12.0  # seconds between "please end" and "end": ffmpeg is asked to stop in between
PR_SET_PDEATHSIG = 1


class AlreadyRunning(Exception):
    """Another college uses this data folder or this port."""


def hold_lock(folder: Path) -> IO[str]:
    """Take the folder for this process; raises AlreadyRunning when another one has it. Keep the result open."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = (folder / "college.lock").open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise AlreadyRunning(str(folder)) from None
    os.set_inheritable(handle.fileno(), False)
    return handle


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def require_free(port: int) -> None:
    """Two granians would share one port without a word (SO_REUSEPORT), so we ask first."""
    if is_open(port):
        raise AlreadyRunning(f"port {port}")


def end_with_parent(parent: int) -> None:
    """In the child, before it runs: die when the parent dies (Linux), in a process group of one's own. A parent that is gone already is noticed too."""
    os.setsid()
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)


@dataclass
class Child:
    """One program that must be running. `starts` are the times it was started, to slow down one that keeps dying."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(self.command, preexec_fn=partial(end_with_parent, os.getpid()), stdin=subprocess.DEVNULL)

    def is_dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def keeps_dying(self) -> bool:
        return len(self.starts) >= 5 and time.monotonic() - self.starts[-5] < 20

    def ask_to_end(self, sign: int = signal.SIGTERM) -> None:
        """To the whole group. A worker's leader may be gone while ffmpeg, in a group of its own, ends with it (PDEATHSIG)."""
        if self.process and self.process.poll() is None:
            try:
                os.killpg(self.process.pid, sign)
            except ProcessLookupError:
                return


def commands(port: int, host: str = "127.0.0.1") -> list[Child]:
    """The web server, a worker for long work on recordings, one for course files, and one for everything else."""
    python = sys.executable
    granian = [python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1", "--blocking-threads", "4"]
    worker = [python, "manage.py", "ox_worker", "--interval", "0.5", "--verbosity", "0"]
    return [
        Child("web", [*granian, "--backpressure", "64", "--no-ws", "--log-level", "warning", "college.wsgi:application"]),
        Child("worker", [*worker, "--queues", "default,media-quick"]),
        Child("media worker", [*worker, "--queues", "media"]),
        Child("file worker", [*worker, "--queues", "files"]),
    ]


class Supervisor:
    """Runs children until it is told to stop or one of them cannot stay alive.

    The first child listens on `port`; the others wait for it, so that on a small machine the first page comes first.
    """

    def __init__(self, children: list[Child], port: int) -> None:
        self.children, self.port = children, port
        self.stopping = False

    def stop(self, *_: object) -> None:
        self.stopping = True

    def run(self) -> int:
        """Blocks; returns the exit status: 0 after a stop, 1 when a child kept dying."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self.stop)
        self.children[0].start()
        self.wait_for_first(15)
        for child in self.children[1:]:
            if not self.stopping:
                child.start()
        status = self.watch()
        self.end_all()
        return status

    def wait_for_first(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < deadline and not is_open(self.port) and not self.children[0].is_dead():
            time.sleep(0.1)

    def watch(self) -> int:
        while not self.stopping:
            for child in filter(Child.is_dead, self.children):
                if child.keeps_dying():
                    print(f"{child.name} cannot stay alive; see the lines above.", file=sys.stderr, flush=True)  # noqa: T201
                    return 1
                child.start()
            time.sleep(0.2)
        return 0

    def end_all(self) -> None:
        for child in self.children:
            child.ask_to_end()
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline and not all(child.process is None or child.is_dead() for child in self.children):
            time.sleep(0.05)
        for child in self.children:  # granian asked to end while it still starts hangs for ever (seen)
            child.ask_to_end(signal.SIGKILL)
            if child.process:
                child.process.wait()
