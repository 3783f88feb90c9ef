"""What makes a time line useful: sheets of small pictures, and how the sound is."""

from pathlib import Path
from typing import Any

import ffmpeg

from media import processes
from media.rules import thumbnails
from media.transcoding import graph, playlists, stills
from media.transcoding.jobs import NotMade
from media.transcoding.sound import HEARD, Ear, told
from media.transcoding.tool import find_tool


def make_extras(replay: Path, duration: int, folder: Path, *, watch: processes.Watch) -> None:
    """Write for a published replay of `duration` milliseconds thumbnails.vtt with its sheets (where there is a picture), and waveform.json:
    loudness in LUFS, silences in milliseconds, peaks from 0 to 100 in equal steps (where there is sound); sound.m4a, the sound alone (where there is both).

    Raises NotMade, and what processes.run raises.
    """
    rung = playlists.smallest((replay / "master.m3u8").read_text())
    plan = thumbnails.sheets(duration, rung.width, rung.height) if rung else None
    has_sound, known, ear = (replay / "audio" / "index.m3u8").is_file(), replay / HEARD, Ear()
    outputs = [stills.sprites(replay / rung.name / "index.m3u8", plan, folder)] if rung and plan else []
    if has_sound:
        outputs += _of_sound(replay / "audio" / "index.m3u8", known.is_file(), folder if rung else None)
    _run(outputs, duration, processes.Watch(watch.stop, ear.hear, watch.on_tick))
    if plan:
        _write_pictures(plan, folder)
    if has_sound:
        (folder / "waveform.json").write_text(known.read_text() if known.is_file() else ear.sound().text())


def _of_sound(playlist: Path, is_known: bool, folder: Path | None) -> list[Any]:
    """What it is like, unless that is known, and a plain file of it in `folder`; without a picture the download is that file."""
    sound = graph.own(playlist)["0"]
    return [*([] if is_known else [told(sound)]), *([graph.copied([sound], folder / "sound.m4a")] if folder else [])]


def _run(outputs: list[Any], duration: int, watch: processes.Watch) -> None:
    """All by one program, which reads the sound once."""
    if not outputs:
        return
    limits = processes.Limits(wall=240 + duration / 200, cpu=round(120 + duration / 5_000))
    outcome = processes.run(graph.compiled(find_tool(), ffmpeg.merge_outputs(*outputs)), limits=limits, watch=watch)
    if outcome.code != 0:
        raise NotMade("encoder_failed", outcome.errors)


def _write_pictures(plan: thumbnails.Sheets, folder: Path) -> None:
    if len(list(folder.glob("sprite-*.jpg"))) < plan.number:
        raise NotMade("encoder_failed", "sheets are missing")
    (folder / "thumbnails.vtt").write_text(thumbnails.webvtt(plan), encoding="utf-8")
