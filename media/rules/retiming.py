"""Captions, chapters and slides of an original in time of a cut."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from media.rules.captions import Cue, in_order
from media.rules.chapters import Slide, joined, stamp
from media.rules.cuts import EditList

FLASH_MS = 100  # what is left of a cue for less is no cue, but a flicker
GLANCE_MS = 500  # the same of a slide

_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"^{_TIME}[ \t]+-->[ \t]+{_TIME}(.*)$", re.MULTILINE)
_INNER = re.compile(rf"<{_TIME}>")
_BLOCK = re.compile(r"\n{2,}")


def slides(found: Iterable[Slide], edits: EditList) -> list[Slide]:
    """The slides of an original as the cut shows them; removed ones are gone."""
    moved = (replace(slide, start=edits.nearest(slide.start), end=edits.nearest(slide.end)) for slide in found)
    return joined(slide for slide in moved if slide.end - slide.start >= GLANCE_MS)


def cues(shown: Iterable[Cue], aside: Sequence[Cue], before: EditList, after: EditList) -> tuple[list[Cue], list[Cue]]:
    """Captions in time of one cut in time of another, and those that it takes out or shortens, as they are in the original.

    `aside` are the same of the former cut, so that undoing one brings all back. What somebody has changed or removed since then is not.
    """
    former = {_cut(cue, before): cue for cue in aside}
    originals = [cue for cue in aside if _cut(cue, before) is None] + [former.get(cue) or _uncut(cue, before) for cue in shown]
    pairs = [(cue, _cut(cue, after)) for cue in in_order(originals)]
    taken = [cue for cue, kept in pairs if kept is None or kept.end - kept.start != cue.end - cue.start]
    return [kept for _, kept in pairs if kept is not None], taken


def _cut(cue: Cue, edits: EditList) -> Cue | None:
    start, end = edits.nearest(cue.start), edits.nearest(cue.end)
    return replace(cue, start=start, end=end) if _is_seen(start, end, cue.end - cue.start) else None


def _uncut(cue: Cue, edits: EditList) -> Cue:
    """An end at a seam is that of the part before it."""
    return replace(cue, start=edits.to_original(cue.start), end=edits.to_original(cue.end - 1) + 1)


def _is_seen(start: int, end: int, length: int) -> bool:
    return end - start >= min(FLASH_MS, max(1, length))


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
    if not _is_seen(start, end, old[1] - old[0]):
        return ""
    words = _INNER.sub(lambda inner: f"<{stamp(edits.nearest(_milliseconds(inner.groups())))}>", block[timing.end() :])
    return f"{block[: timing.start()]}{stamp(start)} --> {stamp(end)}{timing[9]}{words}"


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
