"""Running a foreign program on hostile bytes: limited, watched, stoppable, and never outliving us.

ffmpeg-python's own `run()` hangs on a full pipe and can neither be stopped nor limited, so programs are started here and nowhere else.
"""

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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
    with tempfile.TemporaryDirectory(prefix="media-") as empty:
        process = subprocess.Popen(
            list(arguments),
            cwd=empty,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Threads of a numerical library would take address space, which is limited.
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": empty, "TMPDIR": empty, "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,
            preexec_fn=lambda: _confine(limits, parent),  # only system calls, nothing that takes a lock
        )
        try:
            return _follow(process, limits, watch)
        finally:
            _end(process)


def _confine(limits: Limits, parent: int) -> None:
    """In the child, before the program: limits, low priority, and death with the parent (Linux) even when that one is killed."""
    amounts = ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, limits.cpu), (resource.RLIMIT_FSIZE, limits.file), (resource.RLIMIT_CORE, 0))
    for kind, amount in amounts:
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some; a lower hard limit is as good
            resource.setrlimit(kind, (amount, amount))
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
