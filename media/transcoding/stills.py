"""ffmpeg commands for pictures of an original: one slide at its moment."""

from pathlib import Path

import ffmpeg

from media.rules import MAX_PIXELS
from media.transcoding.graph import _compiled, _input

WIDTH = 1280  # enough to read by eye and by machine


def slide(tool: str, movie: Path, track: int, moment: int, target: Path) -> list[str]:
    """One picture at a millisecond of the untouched original, turned as a player turns it, no wider than 1280, as a JPEG fit for print."""
    frame = _input(movie, max_pixels=MAX_PIXELS, ss=f"{moment / 1000:.3f}")[str(track)].filter("scale", f"min({WIDTH},iw)", -2)
    options = {"frames:v": 1, "q:v": 2, "update": 1, "f": "image2", "c:v": "mjpeg", "pix_fmt": "yuvj420p", "map_metadata": -1}
    return _compiled(tool, ffmpeg.output(frame, str(target.resolve()), **options))
