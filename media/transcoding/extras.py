"""What makes a time line useful: sheets of small pictures."""

from pathlib import Path

from media import processes
from media.rules import thumbnails
from media.transcoding import playlists, stills
from media.transcoding.jobs import NotMade
from media.transcoding.tool import find_tool


def make_extras(replay: Path, duration: int, folder: Path, *, watch: processes.Watch) -> None:
    """Write thumbnails.vtt and its sheets for a published replay of `duration` milliseconds with a picture.

    Raises NotMade, and what processes.run raises.
    """
    rung = playlists.smallest((replay / "master.m3u8").read_text())
    plan = thumbnails.sheets(duration, rung.width, rung.height)
    limits = processes.Limits(wall=120 + duration / 500, cpu=round(60 + duration / 10_000))
    outcome = processes.run(stills.sprites(find_tool(), replay / rung.name / "index.m3u8", plan, folder), limits=limits, watch=watch)
    if outcome.code != 0 or len(list(folder.glob("sprite-*.jpg"))) < plan.number:
        raise NotMade("encoder_failed", outcome.errors or "sheets are missing")
    (folder / "thumbnails.vtt").write_text(thumbnails.webvtt(plan), encoding="utf-8")
