"""Which page of a deck a filmed slide is. Pictures in, page numbers out; what is written on the page is then known without reading it.

What all pages share (background, footer) is taken off first, then fine detail is compared, so that colours, scaling, compression and a camera's
corner matter little and the letters much.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from media.rules.slides import BLOCK, GRID, HEIGHT, WIDTH, Blocks, Picture

type Detail = NDArray[np.float32]

LIKE = 0.4  # of 1.0; a slide that is none of the pages reaches 0.2
ALMOST = 0.02  # pages so near to each other are taken to be the same; the one after the slide before wins
BAR_LEVEL = 40  # darker than this all along: a black bar beside a picture of another shape
SHARED_FROM = 4  # pages, below which nobody can say what they share
AROUND = 6  # pixels


def match(pictures: Sequence[Path], pages: Sequence[Path], moving: str = "") -> list[int | None]:
    """The index of the page that each picture shows, or None. `moving` comes from the sighting: what it names is not compared."""
    if not pages:
        return [None] * len(pictures)
    details = np.stack([detail(opened(page)) for page in pages])
    shared = np.median(details, axis=0) if len(pages) >= SHARED_FROM else np.zeros_like(details[0])
    weights = _weights(moving)
    details = (details - shared) * weights
    found: list[int | None] = []
    for picture in pictures:
        scores = likeness((detail(opened(picture)) - shared) * weights, details)
        found.append(chosen(scores, next((page for page in reversed(found) if page is not None), None)))
    return found


def chosen(scores: Sequence[float], before: int | None) -> int | None:
    """The page most like it; of pages that are alike the next one after the slide before, then that one, then the first."""
    best = max(scores)
    if best < LIKE:
        return None
    alike = [page for page, score in enumerate(scores) if score >= best - ALMOST]
    wanted = [] if before is None else [before + 1, before]
    return next((page for page in wanted if page in alike), alike[0])


def likeness(one: Detail, many: Detail) -> list[float]:
    """Correlation with each, 1.0 for the same, about 0 for what has nothing in common."""
    flat, rows = one.ravel(), many.reshape(len(many), -1)
    sizes = np.linalg.norm(rows, axis=1) * np.linalg.norm(flat)
    return (rows @ flat / np.maximum(sizes, 1e-6)).tolist()


def opened(path: Path) -> Picture:
    """A picture file in grey, its black bars cut off, in the size in which slides are compared."""
    with Image.open(path) as image:
        image.draft("L", (WIDTH * 2, HEIGHT * 2))
        grey = image.convert("L")
    return np.asarray(grey.crop(_inside(np.asarray(grey))).resize((WIDTH, HEIGHT), Image.Resampling.BOX))


def _inside(grey: Picture) -> tuple[int, int, int, int]:
    rows, columns = (np.flatnonzero(grey.max(axis=axis) >= BAR_LEVEL) for axis in (1, 0))
    if not len(rows):
        return 0, 0, grey.shape[1], grey.shape[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def detail(picture: Picture) -> Detail:
    """What stands out of its surroundings, a little blurred: half a pixel to the side is no difference."""
    values = picture.astype(np.float32)
    return _blurred(values, 1) - _blurred(values, AROUND)


def _blurred(values: Detail, reach: int) -> Detail:
    """The mean of the square around each pixel."""
    size = 2 * reach + 1
    for axis in (0, 1):
        padding = [(0, 0), (0, 0)]
        padding[axis] = (reach + 1, reach)
        sums = np.cumsum(np.pad(values, padding, mode="edge"), axis=axis, dtype=np.float64)
        length = values.shape[axis]
        values = ((np.take(sums, range(size, size + length), axis) - np.take(sums, range(length), axis)) / size).astype(np.float32)
    return values


def blocks_of(moving: str) -> Blocks:
    """The blocks of a sighting's hexadecimal digits; none for ""."""
    if not moving:
        return np.zeros(GRID, np.bool_)
    return np.unpackbits(np.frombuffer(bytes.fromhex(moving), np.uint8)).astype(np.bool_).reshape(GRID)


def _weights(moving: str) -> Detail:
    return np.kron(~blocks_of(moving), np.ones((BLOCK, BLOCK), np.bool_)).astype(np.float32)
