"""The largest share that anything takes of the memory it may have: the worker with its Python children, with words read from slides and without,
and ffmpeg; and whether four times the length takes more. Megabytes of resident memory, looked at twenty times a second (Linux)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import college, recordings
from benchmarks.measure import Result
from college.settings import env

PYTHON, READING, FFMPEG = 250, 1000, 700  # megabytes
GROWTH = 1.10
EVERY = 0.05  # seconds


@dataclass
class Peak:
    """Megabytes at the worst moment: the worker with its Python children together, and the largest ffmpeg."""

    python: float = 0.0
    ffmpeg: float = 0.0


def measure(tiny: bool) -> Result:
    college.start_django()
    from media import transcoding
    from media.slides import reading

    tool = transcoding.find_tool()
    folder = Path(tempfile.mkdtemp(prefix="clip-", dir=os.environ["DATA_DIR"]))
    college.migrated()
    clip, named = recordings.lecture(tool, folder, 4 if tiny else 40)
    usual = peak(_work(clip, is_reading=False))
    short, long = (peak(_work(path, is_reading=False)) for path in _lengths(tool, clip, (4, 16) if tiny else (180, 720)))
    growth = max(long.python / short.python, long.ffmpeg / short.ffmpeg)
    shares = [max(usual.python, long.python) / PYTHON, max(usual.ffmpeg, long.ffmpeg) / FFMPEG, growth / GROWTH]
    notes = [f"{named}: worker {usual.python:.0f} MB, ffmpeg {usual.ffmpeg:.0f} MB; four times as long: {growth:.2f} times as much"]
    if reading.can_read():
        told = peak(_work(clip, is_reading=True)).python
        shares.append(told / READING)
        notes.append(f"reading slides {told:.0f} MB")
    return Result("memory", max(shares), 1, "of what it may", 1, True, notes)


def _lengths(tool: str, clip: Path, lengths: tuple[int, int]) -> list[Path]:
    """The clip over and over, small, of rare keyframes: every picture is encoded, and looked at for slides."""
    small, made = clip.with_name("small.mkv"), []
    subprocess.run([*recordings.quiet(tool, clip), "-vf", "scale=640:360", "-preset", "veryfast", "-g", "99999", "-sc_threshold", "0", str(small)], check=True)
    for seconds in lengths:
        made.append(clip.with_name(f"{seconds}.mkv"))
        again = [tool, "-v", "error", "-nostdin", "-y", "-stream_loop", "-1", "-i", str(small), "-t", str(seconds), "-c", "copy", str(made[-1])]
        subprocess.run(again, check=True)
    return made


def _work(clip: Path, *, is_reading: bool) -> list[str]:
    return [sys.executable, "-c", f"from benchmarks import memory; memory.work({str(clip)!r}, is_reading={is_reading})"]


def work(clip: str, *, is_reading: bool) -> None:
    """A worker's life with one recording: every step. In a process of its own."""
    from threading import Event

    if not is_reading:
        sys.modules["cv2"] = None  # type: ignore[assignment]  # as where `requirements/ocr.txt` is not installed
    import django

    django.setup()  # as the queue's worker does it: without pages
    from django.core.files import File
    from django.utils import timezone

    from college.models import User
    from media import domain

    owner, _ = User.objects.get_or_create(username="bench")
    with Path(clip).open("rb") as file:
        recording = domain.receive(upload=File(file, name="lecture.mp4"), owner=owner, title="", now=timezone.now())
    domain.process(recording_id=recording.pk, now=timezone.now(), stop=Event())
    recording.refresh_from_db()
    if recording.state != "ready" or recording.left_out:
        raise SystemExit(f"{recording.state} {recording.error_code} {recording.left_out}")


def peak(command: list[str]) -> Peak:
    """What a command and all below it take at their worst."""
    worst = Peak()
    process = subprocess.Popen(command, cwd=env.ROOT, stdout=sys.stderr)
    while process.poll() is None:
        sizes = [_size(pid) for pid in _tree(process.pid)]
        worst.python = max(worst.python, sum(size for name, size in sizes if name != "ffmpeg"))
        worst.ffmpeg = max(worst.ffmpeg, *(size for name, size in sizes if name == "ffmpeg"), 0)
        time.sleep(EVERY)
    if process.returncode:
        raise SystemExit("the worker did not come to its end")
    return worst


def _tree(pid: int) -> list[int]:
    """A process and all below it. A child that has not become its program yet is its parent's memory once more, and left out."""
    try:
        children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except OSError:
        children = []
    own = _read(pid, "cmdline")
    return [pid, *(below for child in children if _read(child, "cmdline") != own for below in _tree(child))]


def _size(pid: int) -> tuple[str, float]:
    """The program's name, `ffmpeg` whatever its version, and its resident megabytes; nothing once it has ended."""
    try:
        lines = dict(line.split(":\t", 1) for line in _read(pid, "status").splitlines() if ":\t" in line)
        return "ffmpeg" if lines["Name"].startswith("ffmpeg") else lines["Name"], int(lines["VmRSS"].split()[0]) / 1024
    except KeyError:
        return "", 0.0


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    college.answer(measure)
