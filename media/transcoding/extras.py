"""What makes a time line useful: sheets of small pictures, and how the sound is."""

import json
from pathlib import Path

from media import processes
from media.rules import thumbnails
from media.transcoding import graph, playlists, sound, stills
from media.transcoding.jobs import NotMade
from media.transcoding.tool import find_tool


def make_extras(replay: Path, duration: int, folder: Path, *, watch: processes.Watch) -> None:
    """Write for a published replay of `duration` milliseconds thumbnails.vtt with its sheets (where there is a picture), and waveform.json:
    loudness in LUFS, silences in milliseconds, peaks from 0 to 100 in equal steps (where there is sound); sound.m4a, the sound alone (where there is both).

    Raises NotMade, and what processes.run raises.
    """
    rung = playlists.smallest((replay / "master.m3u8").read_text())
    if rung:
        _make_pictures(replay, rung, duration, folder, watch)
    if (playlist := replay / "audio" / "index.m3u8").is_file():
        heard = sound.measure(playlist, watch)
        told = {"loudness": heard.loudness_lufs, "silences": heard.silences, "peaks": heard.waveform()}
        (folder / "waveform.json").write_text(json.dumps(told, separators=(",", ":")))
        if rung:  # else the plain file is the sound
            _copy_sound(playlist, duration, folder, watch)


def _make_pictures(replay: Path, rung: playlists.Variant, duration: int, folder: Path, watch: processes.Watch) -> None:
    plan = thumbnails.sheets(duration, rung.width, rung.height)
    limits = processes.Limits(wall=120 + duration / 500, cpu=round(60 + duration / 10_000))
    outcome = processes.run(stills.sprites(find_tool(), replay / rung.name / "index.m3u8", plan, folder), limits=limits, watch=watch)
    if outcome.code != 0 or len(list(folder.glob("sprite-*.jpg"))) < plan.number:
        raise NotMade("encoder_failed", outcome.errors or "sheets are missing")
    (folder / "thumbnails.vtt").write_text(thumbnails.webvtt(plan), encoding="utf-8")


def _copy_sound(playlist: Path, duration: int, folder: Path, watch: processes.Watch) -> None:
    """The sound as a plain file, by stream copy: seconds for hours."""
    limits = processes.Limits(wall=60 + duration / 5000, cpu=round(30 + duration / 60_000))
    outcome = processes.run(graph.download(find_tool(), [playlist], folder / "sound.m4a"), limits=limits, watch=watch)
    if outcome.code != 0:
        raise NotMade("encoder_failed", outcome.errors)
