"""ffmpeg commands for pictures: one slide at its moment of the original, sheets of small ones of a replay."""

from pathlib import Path
from typing import Any

import ffmpeg

from media.rules import MAX_PIXELS
from media.rules.thumbnails import ACROSS, DOWN, Sheets
from media.transcoding.graph import compiled, opened, own

WIDTH = 1280  # enough to read by eye and by machine


def slide(tool: str, movie: Path, track: int, moment: int, target: Path) -> list[str]:
    """One picture at a millisecond of the untouched original, turned as a player turns it, no wider than 1280, as a JPEG fit for print."""
    frame = opened(movie, max_pixels=MAX_PIXELS, ss=f"{moment / 1000:.3f}")[str(track)].filter("scale", f"min({WIDTH},iw)", -2)
    options = {"frames:v": 1, "q:v": 2, "update": 1, "f": "image2", "c:v": "mjpeg", "pix_fmt": "yuvj420p", "map_metadata": -1}
    return compiled(tool, ffmpeg.output(frame, str(target.resolve()), **options))


def sprites(playlist: Path, plan: Sheets, folder: Path) -> Any:
    """An output with sheets of small pictures of our own rendition, from its keyframes only, which costs a tenth of decoding all of it."""
    frame = own(playlist, skip_frame="nokey")["0"]
    frame = frame.filter("fps", fps=f"1000/{plan.every}", round="up", start_time=0).filter("scale", plan.width, plan.height)
    frame = frame.filter("tile", f"{ACROSS}x{DOWN}")
    options = {"q:v": 5, "f": "image2", "c:v": "mjpeg", "pix_fmt": "yuvj420p", "start_number": 1, "fps_mode": "passthrough"}
    return ffmpeg.output(frame, f"{folder.resolve()}/sprite-%03d.jpg", **options)
