"""Running a foreign program on hostile bytes: limited, watched, stoppable, and never outliving us.

ffmpeg-python's own `run()` hangs on a full pipe and can neither be stopped nor limited, so programs are started here and nowhere else.
"""

import contextlib
import ctypes
import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Protocol

TICK_SECONDS = 0.25
KEPT_LINES = 40
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None  # loaded here: the child after fork must not


class Stop(Protocol):
    """Anything that can say whether we shall stop, such as threading.Event."""

    def is_set(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may use: wall and CPU seconds, bytes of memory, bytes of one written file."""

    wall: float
    cpu: int
    memory: int = 2 * 1024**3
    file: int = 1024**3


@dataclass(slots=True)
class Outcome:
    """How it ended. `errors` are the last lines of its error output, `output` everything it printed (bounded by `file`)."""

    code: int
    output: str
    errors: str


class Stopped(Exception):
    """We were asked to stop; the program is dead."""


class TimedOut(Exception):
    """The program took too long and is dead."""


@dataclass(slots=True)
class Watch:
    """What the caller wants to hear: each line of output, and a tick about four times a second (an exception in it ends the program).

    A tick may answer in how many seconds it wants to come again.
    """

    stop: Stop = field(default_factory=threading.Event)
    on_line: Callable[[str], None] | None = None
    on_tick: Callable[[], float | None] = lambda: None

    def tick(self) -> None:
        """For work of ours that takes its time without a program. Raises Stopped, or whatever the tick raises."""
        if self.stop.is_set():
            raise Stopped
        self.on_tick()


def run(arguments: Sequence[str], *, limits: Limits, watch: Watch | None = None) -> Outcome:
    """Run a program in an empty folder, in its own process group, to its end.

    Raises Stopped, TimedOut, OSError when it cannot start, or whatever the tick raises; in every case no process is left.
    """
    watch, parent = watch or Watch(), os.getpid()
    if watch.stop.is_set():
        raise Stopped
    command = _confined(arguments, limits) if _can_confine() else arguments
    with tempfile.TemporaryDirectory(prefix="media-") as empty:
        process = subprocess.Popen(
            command,
            cwd=empty,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Threads of a numerical library would take address space, which is limited.
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": empty, "TMPDIR": empty, "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,
            preexec_fn=None if command is not arguments else lambda: _confine(limits, parent),  # only system calls, nothing that takes a lock
        )
        try:
            return _follow(process, limits, watch)
        finally:
            _end(process)


# Programs that confine the next one. Between a fork and its program a large process pays for its size: 30 ms with 400 MB, against 6 ms this way.
_CONFINING = ("setpriv", "sh", "prlimit", "nice")
_STILL_OURS = '[ "$PPID" = "$0" ] && exec "$@"'


def _confined(arguments: Sequence[str], limits: Limits) -> list[str]:
    """The command that begins with limits, low priority, and death with the parent even when that one is killed. Raises OSError without the program."""
    if not shutil.which(arguments[0]):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), arguments[0])
    setpriv, sh, prlimit, nice = (shutil.which(name, path=os.defpath) or name for name in _CONFINING)
    amounts = [f"--{name}={amount}" for name, amount in _amounts(limits).items()]
    return [setpriv, "--pdeathsig", "KILL", sh, "-c", _STILL_OURS, str(os.getpid()), prlimit, *amounts, nice, "-n", "10", *arguments]


def _amounts(limits: Limits) -> dict[str, int]:
    """By the name of the kind. No more than we may have ourselves: a lower hard limit is as good."""
    asked = {"as": limits.memory, "cpu": limits.cpu, "fsize": limits.file, "core": 0}
    hard = {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name.upper()}"))[1] for name in asked}
    return {name: amount if hard[name] == resource.RLIM_INFINITY else min(amount, hard[name]) for name, amount in asked.items()}


@cache
def _can_confine() -> bool:
    """Linux with its usual programs."""
    if sys.platform != "linux" or not all(shutil.which(name, path=os.defpath) for name in _CONFINING):
        return False
    return subprocess.run(_confined(["true"], Limits(wall=9, cpu=9)), capture_output=True, check=False).returncode == 0


def _confine(limits: Limits, parent: int) -> None:
    """The same where those programs are missing: in the child, before the program."""
    for name, amount in _amounts(limits).items():
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(getattr(resource, f"RLIMIT_{name.upper()}"), (amount, amount))
    with contextlib.suppress(OSError):
        os.nice(10)
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _follow(process: "subprocess.Popen[bytes]", limits: Limits, watch: Watch) -> Outcome:
    output: list[str] = []
    errors: deque[str] = deque(maxlen=KEPT_LINES)
    assert process.stdout
    assert process.stderr
    readers = (_read(process.stdout, watch.on_line or output.append), _read(process.stderr, errors.append))
    end, pause = time.monotonic() + limits.wall, TICK_SECONDS
    while not _ended(process, pause):
        if watch.stop.is_set():
            raise Stopped
        if time.monotonic() > end:
            raise TimedOut
        pause = watch.on_tick() or TICK_SECONDS
    for reader in readers:
        reader.join(5)
    return Outcome(process.returncode, "\n".join(output), "\n".join(errors))


def _ended(process: "subprocess.Popen[bytes]", within: float) -> bool:
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        return False
    return True


def _read(pipe: IO[bytes], take: Callable[[str], None]) -> threading.Thread:
    """Empty a pipe line by line in a thread of its own: an unread pipe fills at 64 kB and stops the program for ever."""

    def empty() -> None:
        with pipe:
            for line in iter(lambda: pipe.readline(1 << 20), b""):
                take(line.decode("utf-8", "replace").rstrip("\n"))

    thread = threading.Thread(target=empty, daemon=True)
    thread.start()
    return thread


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill whatever is left of the group, and reap it."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def here(name: str) -> str:
    """The path of a script beside this module."""
    return str(Path(__file__).with_name(name))
