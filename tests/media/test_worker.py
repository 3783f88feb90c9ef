"""A real worker process with a real ffmpeg under it: killed, told to end, and started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from college.models import User
from media import domain, storages
from media.models import Recording
from media.transcoding import find_tool
from tests.factories import media as make

pytestmark = pytest.mark.usefixtures("own_ffmpeg")

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0


@pytest.fixture
def work(transactional_db: Any, tmp_path: Path) -> Iterator["Work"]:
    if connection.vendor != "sqlite" or not Path("/proc").is_dir():
        pytest.skip("needs SQLite and Linux's /proc: the worker shares the test's database file, and processes are counted there")
    make.unhurried(tmp_path, speed=0.5)
    made = Work(tmp_path)
    yield made
    made.kill()


class Work:
    """Workers on the test's own database and files. Their encoder takes its time, so that it is found at work, until told to hurry."""

    COMMAND = ("ox_worker", "--queues", "media-quick,media", "--interval", "0.1")

    def __init__(self, folder: Path) -> None:
        self.folder, self.child = folder, 0
        (folder / "worker.log").touch()
        self.poll: Callable[[], int | None] = lambda: None

    def start(self) -> None:
        """A program of its own, as in operation."""
        database = site.DATABASES["default"]["NAME"]
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "STORAGE_URL": f"file://{self.folder}", "DJANGO_SETTINGS_MODULE": "college.settings.test"}
        with (self.folder / "worker.log").open("ab") as log:
            command = [sys.executable, "manage.py", *self.COMMAND]
            program = subprocess.Popen(command, cwd=ROOT, env={**env, "PATH": self._path()}, stdout=log, stderr=log)
        self.child, self.poll = program.pid, program.poll

    def fork(self) -> None:
        """The same worker, but Django is there already: its start is four times the work of this test."""
        connections.close_all()
        self.child = os.fork()
        if self.child:
            self.poll = self._poll
            return
        code = 1
        try:
            os.environ["PATH"] = self._path()
            find_tool.cache_clear()
            call_command(*self.COMMAND)
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            os._exit(code)

    def _path(self) -> str:
        return f"{self.folder}{os.pathsep}{os.environ['PATH']}"

    def hurry(self) -> None:
        (self.folder / "hurry").touch()

    def _poll(self) -> int | None:
        child, status = os.waitpid(self.child, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if child else None

    def end(self, sign: int) -> int:
        """The exit code, negative for a signal."""
        os.kill(self.child, sign)
        end = time.monotonic() + 20
        while (code := self.poll()) is None:
            assert time.monotonic() < end, self.log()
            time.sleep(0.05)
        self.child = 0
        return code

    def kill(self) -> None:
        if self.child:
            self.end(signal.SIGKILL)

    def ffmpegs(self) -> list[str]:
        """Command lines of programs that work on our files."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if str(self.folder) in line and "ox_worker" not in line and "pytest" not in line.split(str(self.folder))[0]:
                found.append(line)
        return found

    def log(self) -> str:
        return (self.folder / "worker.log").read_text()[-3000:]


def until(work: Work, condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, work.log()
        time.sleep(0.1)


def test_neither_a_kill_nor_a_stop_loses_a_recording(work: Work, clips: Path) -> None:
    owner = User.objects.create_user("wangfang")
    # One keyframe in all of it: nothing can be copied, so that there is work to be interrupted.
    path = make.clip(clips / "one-keyframe.mp4", "-g", "9999", size="64x48", fps=10, seconds=9)
    recording = make.received(path, owner, now=timezone.now())

    def state() -> str:
        recording.refresh_from_db()
        return recording.state

    def is_encoding() -> bool:
        return state() == "encoding" and bool(work.ffmpegs()) and any(storages.attempts())

    work.fork()
    until(work, is_encoding)
    assert work.end(signal.SIGKILL) == -signal.SIGKILL
    until(work, lambda: not work.ffmpegs(), 10)
    assert (state(), recording.attempts) == ("encoding", 1)
    assert list(storages.published()) == []

    _pass_the_lease(recording)
    assert domain.sweep(now=timezone.now()) == 1
    work.start()
    until(work, is_encoding)
    assert recording.attempts == 2
    assert work.end(signal.SIGTERM) == 0
    assert work.ffmpegs() == []
    assert (state(), recording.attempts, recording.claim) == ("uploaded", 1, "")

    work.hurry()
    work.fork()
    until(work, lambda: state() == "ready" and not recording.step)
    assert [folder.name for _pk, folder in storages.published()] == [recording.folder]
    domain.sweep(now=timezone.now())
    assert list(storages.attempts()) == []
    assert abs(recording.duration_ms - 9_000) < 200
    assert work.end(signal.SIGTERM) == 0


def _pass_the_lease(recording: Recording) -> None:
    """As if twenty seconds had gone by."""
    past = timezone.now() - timedelta(seconds=1)
    Recording.objects.filter(pk=recording.pk).update(lease_until=past, queued_at=past - timedelta(minutes=1))
