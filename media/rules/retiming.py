"""Captions and chapters of an original in time of a cut: WebVTT in, WebVTT out."""

import re

from media.rules.chapters import stamp
from media.rules.cuts import EditList

FLASH_MS = 100  # what is left of a cue for less is no cue, but a flicker

_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"^{_TIME}[ \t]+-->[ \t]+{_TIME}(.*)$", re.MULTILINE)
_INNER = re.compile(rf"<{_TIME}>")
_BLOCK = re.compile(r"\n{2,}")


def webvtt(text: str, edits: EditList) -> str:
    """The track in time of the cut: cues in removed parts are gone, those across a seam are clipped; everything that is no cue stays as it is."""
    blocks = [_block(block, edits) for block in _BLOCK.split(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _block(block: str, edits: EditList) -> str:
    timing = None if block.startswith(("WEBVTT", "NOTE", "STYLE", "REGION")) else _TIMING.search(block)
    if not timing:
        return block
    old = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:8])
    start, end = edits.nearest(old[0]), edits.nearest(old[1])
    if end - start < min(FLASH_MS, max(1, old[1] - old[0])):
        return ""
    words = _INNER.sub(lambda inner: f"<{stamp(edits.nearest(_milliseconds(inner.groups())))}>", block[timing.end() :])
    return f"{block[: timing.start()]}{stamp(start)} --> {stamp(end)}{timing[9]}{words}"


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
