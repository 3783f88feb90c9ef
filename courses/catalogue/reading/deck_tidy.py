"""A copy of a deck for LibreOffice: only the slides that are shown, nothing that leads outside, pictures no larger than they are seen. In the child."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from lxml import etree
from PIL import Image

from courses.catalogue.drawing.diagrams import PARSER
from courses.catalogue.drawing.names import full, local
from courses.catalogue.drawing.pictures import MAX_PIXELS, RASTER
from courses.catalogue.rules.files import KINDS

MAIN = KINDS["pptx"].part
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
SOUNDS_AND_FILMS = (".mp4", ".m4v", ".mov", ".avi", ".wmv", ".mp3", ".m4a", ".wav", ".wma", ".mpg", ".mpeg")
SIDE = 1440  # pixels of a picture's longer side that a slide can show
LARGE = 400_000  # bytes; smaller ones are left as they are
EMPTY_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'  # a drawing may name files of its own; Office keeps a PNG beside it


def write(source: Path, target: Path, slides: Collection[int]) -> None:
    """The copy; `slides` are the numbers to keep, counted from 1. Raises what damaged archives raise."""
    with ZipFile(source) as before, ZipFile(target, "w") as after:
        for entry in before.infolist():
            name = entry.filename.lower()
            data = b"" if name.endswith(SOUNDS_AND_FILMS) else _part(name, before.read(entry), slides)
            after.writestr(entry.filename, data, ZIP_STORED if name.endswith(PICTURES) else ZIP_DEFLATED, 1)


def _part(name: str, data: bytes, slides: Collection[int]) -> bytes:
    if name.endswith(".rels"):
        return without_outside(data)
    if name == MAIN:
        return only(data, slides)
    if name.endswith(PICTURES):
        return smaller(data)
    return EMPTY_SVG if name.endswith((".svg", ".svgz")) else data


def without_outside(data: bytes) -> bytes:
    """Relations without those that lead out of the file."""
    root = etree.fromstring(data, PARSER)
    for relation in list(root):
        if (relation.get("TargetMode") or "").strip().lower() == "external":
            root.remove(relation)
    return _written(root)


def only(data: bytes, slides: Collection[int]) -> bytes:
    """The presentation with these slides, and without its sections, which name the others."""
    root = etree.fromstring(data, PARSER)
    for number, slide in enumerate(list(root.iter(full("p:sldId"))), start=1):
        if number not in slides:
            slide.getparent().remove(slide)
    for element in [found for found in root.iter() if local(found) == "sectionLst"]:
        holder = element.getparent()
        holder.getparent().remove(holder)
    return _written(root)


def _written(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def smaller(data: bytes) -> bytes:
    """A large photo in the size in which it is seen, in its own form; one that is larger than anybody needs becomes a dot."""
    if len(data) < LARGE and _pixels(data) <= SIDE * SIDE:
        return data
    try:
        picture = Image.open(BytesIO(data), formats=RASTER)
        kind = picture.format or "PNG"
        if picture.width * picture.height > MAX_PIXELS:
            picture = Image.new("RGB", (1, 1), "white")
        picture.draft("RGB", (SIDE, SIDE))
        if max(picture.size) <= SIDE:
            return data if picture.size != (1, 1) else _saved(picture, kind)
        picture.thumbnail((SIDE, SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0)
        return _saved(picture, kind)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return data if len(data) < 50 * LARGE else b""


def _saved(picture: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    if kind == "JPEG" and picture.mode not in ("RGB", "L", "CMYK"):
        picture = picture.convert("RGB")
    picture.save(out, kind, **({"quality": 85} if kind == "JPEG" else {"compress_level": 1} if kind == "PNG" else {}))
    return out.getvalue()


def _pixels(data: bytes) -> int:
    """By the header alone; 0 for what is no picture."""
    try:
        width, height = Image.open(BytesIO(data), formats=RASTER).size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0
    return int(width * height)
