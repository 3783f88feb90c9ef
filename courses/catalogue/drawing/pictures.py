"""Pictures inside a file: opened within bounds, cut and fitted. One that cannot be opened is framed with its description."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

from courses.catalogue.drawing.names import R, child, number

MAX_PIXELS = 60_000_000
RASTER = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")  # and nothing that has a program of its own behind it
SOURCE_SIDE = 1920  # pixels; of a larger photo no more is kept


def opened(blob: bytes) -> Image.Image | None:
    """A picture with its pixels, None when it is none, or too large."""
    try:
        picture = Image.open(BytesIO(blob), formats=RASTER)
        if picture.width * picture.height > MAX_PIXELS:
            return None
        read_smaller(picture, SOURCE_SIDE)
        has_holes = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
        mode = "RGBA" if has_holes else "RGB"
        found = picture if picture.mode == mode else picture.convert(mode)
        found.thumbnail((SOURCE_SIDE, SOURCE_SIDE), Image.Resampling.BOX)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return found


def read_smaller(picture: Image.Image, side: int) -> None:
    """A JPEG whose pixels are not read yet becomes a half, a quarter or an eighth of its size, as long as its longer side keeps `side` pixels."""
    share = side / max(picture.size)
    picture.draft("RGB", (max(1, round(picture.width * share)), max(1, round(picture.height * share))))


class Pictures:
    """Opens the pictures of a file's parts; those shown last are kept, for masters show theirs on every slide."""

    KEPT = 6_000_000  # pixels of all together, four bytes each

    def __init__(self) -> None:
        self.kept: dict[str, Image.Image | None] = {}

    def of(self, part: Any, blip: Any) -> Image.Image | None:
        """The picture that an `a:blip` of a part names; a linked one is never fetched."""
        name = blip.get(f"{{{R}}}embed") if blip is not None else None
        if not name:
            return None
        found = part.related_part(name)
        key = str(found.partname)
        shown = self.kept.pop(key) if key in self.kept else opened(found.blob)
        while self.kept and self._pixels + _pixels(shown) > self.KEPT:
            self.kept.pop(next(iter(self.kept)))
        self.kept[key] = shown
        return shown

    @property
    def _pixels(self) -> int:
        return sum(map(_pixels, self.kept.values()))


def _pixels(picture: Image.Image | None) -> int:
    return picture.width * picture.height if picture else 1


def cut(picture: Image.Image, fill: Any) -> Image.Image:
    """What `a:srcRect` leaves of it; a negative edge, which adds a rim, is left out."""
    around = child(fill, "a:srcRect")
    left, top, right, bottom = (max(0, min(99_000, number(around, side))) / 100_000 for side in "ltrb")
    if left + right >= 1 or top + bottom >= 1 or not any((left, top, right, bottom)):
        return picture
    width, height = picture.size
    return picture.crop((round(left * width), round(top * height), max(1, round((1 - right) * width)), max(1, round((1 - bottom) * height))))


def fitted(picture: Image.Image, width: float, height: float) -> Image.Image:
    """In so many pixels, at least one."""
    size = max(1, round(width)), max(1, round(height))
    return picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
