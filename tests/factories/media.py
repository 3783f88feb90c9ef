"""Recordings with real files behind them, and the clips that the tests make."""

import os
import pickle
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

from django.core.files import File
from PIL import Image

from college.models import User
from media import domain, storages
from media.domain import slideshow
from media.models import Recording
from media.rules.chapters import Slide
from media.transcoding import find_tool
from media.transcoding.tool import candidates
from tests.databases import locked

NOW = datetime(2026, 6, 16, 2, 0, tzinfo=UTC)
MANY_TRIES = timedelta(hours=1)
_numbers = count(1)
OWN = ("id", "owner", "original", "original_name", "title", "created_at")  # of each recording, whatever was made of its file

PICTURE = "testsrc2=s={size}:r={fps}:d={seconds}"
TONE = "sine=f=440:r=48000:d={seconds},volume=5.7dB"  # as loud as all replays are, so that it is left alone
SMALL = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def tool() -> str:
    """What test files are made and looked at with, whatever the site takes: the packaged ffmpeg, which starts in a tenth of the time and has every encoder."""
    return candidates()[-1]


def ffmpeg(*arguments: str) -> None:
    """For making test files only."""
    subprocess.run([tool(), "-v", "error", "-nostdin", "-y", *arguments], check=True, capture_output=True)


def clip(target: Path, *options: str, size: str = "320x180", fps: int = 25, seconds: float = 3, video: bool = True, audio: bool = True) -> Path:
    """A moving test picture and a tone. `options` are ffmpeg's for the output."""
    inputs: list[str] = []
    if video:
        inputs += ["-f", "lavfi", "-i", PICTURE.format(size=size, fps=fps, seconds=seconds)]
    if audio:
        inputs += ["-f", "lavfi", "-i", TONE.format(seconds=seconds)]
    ffmpeg(*inputs, *(SMALL if video else ()), *(("-c:a", "aac") if audio else ()), *options, str(target))
    return target


def unhurried(folder: Path, speed: float = 3) -> Path:
    """An ffmpeg in that folder, which makes a ladder no faster than so many times its playing, until a file `hurry` lies beside it. All else is ours."""
    made = folder / "ffmpeg"
    slowly = f'case "$*" in *-var_stream_map*) [ -e "{folder}/hurry" ] || slowly="-readrate {speed}" ;; esac'
    made.write_text(f'#!/bin/sh\n{slowly}\nexec "{find_tool()}" $slowly "$@"\n')
    made.chmod(0o755)
    return made


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


def replay(path: Path, owner: User, *, title: str = "录像", now: datetime = NOW) -> Recording:
    """A recording after all its steps. The worker does them once for a file; who asks again in this run of the tests gets copies of what it made."""
    recording = received(path, owner, title=title, now=now)
    kept = Path(os.environ["KEPT_REPLAYS"]) / recording.sha256
    with locked(kept.with_suffix(".lock")):
        if not kept.exists():
            return _kept(processed(recording, now=now), kept)
    shutil.copytree(kept / "all", storages.published_file(recording.pk, "", ""))
    fields, rows = pickle.loads((kept / "rows").read_bytes())
    Recording.objects.filter(pk=recording.pk).update(**fields)
    for row in rows:
        row.pk, row.recording_id, row._state.adding = None, recording.pk, True
        row.save()
    recording.refresh_from_db()
    return recording


def _kept(recording: Recording, kept: Path) -> Recording:
    fresh = kept.with_suffix(".new")
    shutil.copytree(storages.published_file(recording.pk, "", ""), fresh / "all")
    fields = {field.attname: getattr(recording, field.attname) for field in Recording._meta.concrete_fields if field.name not in OWN}
    (fresh / "rows").write_bytes(pickle.dumps((fields, [*recording.renditions.all(), *recording.moments.all()])))
    fresh.rename(kept)
    return recording


def with_slides(recording: Recording, pages: dict[int, str], end: int | None = None) -> Recording:
    """As the step of slides leaves it; `pages` are titles by the millisecond at which each begins, the last one until `end`. Nobody looks at the film."""
    folder = storages.published_file(recording.pk, recording.whole, "slides")
    folder.mkdir(exist_ok=True)
    ends = [*list(pages)[1:], end or recording.whole_ms]
    shown = [Slide(begin, end, None, pages[begin], _page(folder, number)) for number, (begin, end) in enumerate(zip(pages, ends, strict=True))]
    slideshow.write(shown, folder)
    slideshow.remember(recording, shown)
    Recording.objects.filter(pk=recording.pk).update(parts=["extras", "slides"])
    recording.refresh_from_db()
    return recording


def _page(folder: Path, number: int) -> Path:
    path = folder / f"{number:05}.jpg"
    Image.new("RGB", (64, 36), (number * 100, 0, 0)).save(path)
    return path


def row(owner: User, **fields: Any) -> Recording:
    """A row without files."""
    values = {"title": f"录像 {next(_numbers)}", "size": 1, "sha256": "0" * 64, "original": "0" * 32, "created_at": NOW}
    agreed = {"consent": "agreed", "consent_to": [fields.get("sha256", "0" * 64)]}
    return Recording.objects.create(owner=owner, **{**values, **agreed, **fields})
