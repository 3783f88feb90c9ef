"""A copy of a deck for LibreOffice: only the slides that are shown, nothing that leads outside, pictures no larger than they are seen. In the child."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from lxml import etree
from PIL import Image

from courses.catalogue.drawing.diagrams import PARSER
from courses.catalogue.drawing.names import full, local
from courses.catalogue.drawing.pictures import MAX_PIXELS, RASTER, read_smaller
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
        left_out = _others(before, slides)
        for entry in before.infolist():
            name = entry.filename.lower()
            if name in left_out:
                continue
            data = b"" if name.endswith(SOUNDS_AND_FILMS) else _part(name, before.read(entry), slides, left_out)
            after.writestr(entry.filename, data, ZIP_STORED if name.endswith(PICTURES) else ZIP_DEFLATED, 1)


def _part(name: str, data: bytes, slides: Collection[int], left_out: Collection[str]) -> bytes:
    if name.endswith(".rels"):
        return relations(data, _origin(name), left_out)
    if name == MAIN:
        return only(data, slides)
    if name.endswith(PICTURES):
        return smaller(data)
    return EMPTY_SVG if name.endswith((".svg", ".svgz")) else data


def relations(data: bytes, origin: str, left_out: Collection[str] = ()) -> bytes:
    """A part's relations without those that lead out of the file or to what is left out. `origin` is the part's name."""
    root = etree.fromstring(data, PARSER)
    for relation in list(root):
        if (relation.get("TargetMode") or "").strip().lower() == "external" or _target(relation, origin) in left_out:
            root.remove(relation)
    return _written(root)


def only(data: bytes, slides: Collection[int]) -> bytes:
    """The presentation with these slides, and without its sections, which name the others."""
    root = etree.fromstring(data, PARSER)
    for slide in _dropped(root, slides):
        slide.getparent().remove(slide)
    for element in [found for found in root.iter() if local(found) == "sectionLst"]:
        holder = element.getparent()
        holder.getparent().remove(holder)
    return _written(root)


def _dropped(root: Any, slides: Collection[int]) -> list[Any]:
    return [slide for number, slide in enumerate(root.iter(full("p:sldId")), start=1) if number not in slides]


def _others(archive: ZipFile, slides: Collection[int]) -> set[str]:
    """What only the other slides lead to, by names in small letters; whatever is not understood is no part of it."""
    led = _Led(archive)
    if MAIN not in led.names:
        return set()
    root = etree.fromstring(archive.read(led.names[MAIN]), PARSER)
    dropped = _dropped(root, slides)
    keys = {slide.get(full("r:id")) for slide in dropped} - {slide.get(full("r:id")) for slide in root.iter(full("p:sldId")) if slide not in dropped}
    first = {target for key, target in led.from_part(MAIN) if key in keys}
    return led.reach(first, around=()) - led.reach([""], around=first)


class _Led:
    """Which parts lead to which: by relations, in names of small letters. "" is the file itself."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive, self.names = archive, {name.lower(): name for name in archive.namelist()}
        self.known: dict[str, list[tuple[str, str]]] = {}

    def from_part(self, name: str) -> list[tuple[str, str]]:
        """(key of the relation, name of the part that is there)."""
        if name not in self.known:
            kept = self.names.get(_relations_of(name))
            found = etree.fromstring(self.archive.read(kept), PARSER) if kept else ()
            self.known[name] = [(relation.get("Id") or "", target) for relation in found if (target := _target(relation, name)) in self.names]
        return self.known[name]

    def reach(self, begin: Iterable[str], around: Collection[str]) -> set[str]:
        """These parts, all that they lead to, and the tables of their relations. `around`: the presentation's ways to these are not gone."""
        found, waiting = set(begin), list(begin)
        while waiting:
            name = waiting.pop()
            new = {target for _, target in self.from_part(name) if not (name == MAIN and target in around)} - found
            found |= new
            waiting += new
        return found | {_relations_of(name) for name in found}


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _origin(name: str) -> str:
    """The part that has these relations."""
    folder, _, file = name.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _target(relation: Any, origin: str) -> str:
    """The name of the part that a relation leads to, as archives have it."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(origin), (relation.get("Target") or "").lower())).lstrip("/")


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
        read_smaller(picture, SIDE)
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
