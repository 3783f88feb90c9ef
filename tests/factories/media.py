"""Recordings with real files behind them, and the clips that the tests make."""

import subprocess
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

from django.core.files import File

from college.models import User
from media import domain
from media.models import Recording
from media.transcoding import find_tool

NOW = datetime(2026, 6, 16, 2, 0, tzinfo=UTC)
MANY_TRIES = timedelta(hours=1)
_numbers = count(1)

PICTURE = "testsrc2=s={size}:r={fps}:d={seconds}"
TONE = "sine=f=440:r=48000:d={seconds}"
SMALL = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def ffmpeg(*arguments: str) -> None:
    """Run our own ffmpeg, for making test files only."""
    subprocess.run([find_tool(), "-v", "error", "-nostdin", "-y", *arguments], check=True, capture_output=True)


def clip(target: Path, *options: str, size: str = "320x180", fps: int = 25, seconds: float = 3, video: bool = True, audio: bool = True) -> Path:
    """A moving test picture and a tone. `options` are ffmpeg's for the output."""
    inputs: list[str] = []
    if video:
        inputs += ["-f", "lavfi", "-i", PICTURE.format(size=size, fps=fps, seconds=seconds)]
    if audio:
        inputs += ["-f", "lavfi", "-i", TONE.format(seconds=seconds)]
    ffmpeg(*inputs, *(SMALL if video else ()), *(("-c:a", "aac") if audio else ()), *options, str(target))
    return target


def received(path: Path, owner: User, *, name: str = "", title: str = "录像", now: datetime = NOW) -> Recording:
    """A recording as the upload leaves it."""
    with path.open("rb") as file:
        return _agreed(domain.receive(upload=File(file, name=name or path.name), owner=owner, title=title, now=now))


def _agreed(recording: Recording) -> Recording:
    """Somebody has answered who can be seen."""
    recording.consent, recording.consent_to = Recording.Consent.AGREED, [recording.sha256]
    recording.save(update_fields=["consent", "consent_to"])
    return recording


def processed(recording: Recording, *, now: datetime = NOW, stop: Event | None = None) -> Recording:
    """What becomes of it once a worker has been there."""
    domain.process(recording_id=recording.pk, now=now, stop=stop or Event())
    recording.refresh_from_db()
    return recording


def row(owner: User, **fields: Any) -> Recording:
    """A row without files."""
    values = {"title": f"录像 {next(_numbers)}", "size": 1, "sha256": "0" * 64, "original": "0" * 32, "created_at": NOW}
    agreed = {"consent": "agreed", "consent_to": [fields.get("sha256", "0" * 64)]}
    return Recording.objects.create(owner=owner, **{**values, **agreed, **fields})
