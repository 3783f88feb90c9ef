"""Reads a Word file: prints the page as JSON and leaves its pictures in a folder. A program of its own, with limits: `python -I docx_child.py FILE FOLDER`.

{"html", "headings", "text", "cut_short", "pictures": [{"file", "width", "height", "alt"}]}
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import mammoth
from PIL import Image

from courses.catalogue.reading.paper_html import paper_of
from courses.catalogue.reading.word_styles import parsed, written
from courses.catalogue.reading.word_xml import HEADING, TITLE, Simplifier
from courses.catalogue.rules.files import KINDS, relations_of
from courses.catalogue.rules.readings import MAX_PICTURES, MAX_PIXELS, MAX_TEXT, PICTURE_SIDE

LOST = '<img src="@0">'  # a drawing in a form that cannot be shown
STYLES = "\n".join(
    [
        f"p.{TITLE} => h1:fresh",
        *(f"p.{HEADING}{level} => h{min(level + 1, 6)}:fresh" for level in range(1, 10)),
        "u => u",
        "comment-reference => !",
    ]
)


class Pictures:
    """Keeps each picture once, as .webp, however often it is shown."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.numbers, self.kept = folder, {}, []  # type: ignore[var-annotated]

    def __call__(self, image: Any) -> list[Any]:
        with image.open() as stream:
            data = stream.read()
        alt = (image.alt_text or "").strip()
        key = hashlib.sha256(data).hexdigest()
        if key not in self.numbers:
            self.numbers[key] = self.keep(data, alt)
        return [mammoth.html.element("img", self.attributes(self.numbers[key], alt))]

    def attributes(self, number: int, alt: str) -> dict[str, str]:
        if not number:
            return {"src": "@0", "alt": alt}
        picture = self.kept[number - 1]
        return {"src": f"@{number}", "alt": alt, "width": str(picture["width"]), "height": str(picture["height"])}

    def keep(self, data: bytes, alt: str) -> int:
        """The picture's number; 0 when it is in a form that nobody can show, or one too many."""
        if len(self.kept) >= MAX_PICTURES:
            return 0
        path = self.folder / f"picture-{len(self.kept) + 1}.webp"
        source = self.folder / "source"
        source.write_bytes(data)
        try:
            size = webp(source, path)
        except Exception:  # whatever a broken picture makes the library raise
            return 0
        self.kept.append({"file": path.name, "width": size[0], "height": size[1], "alt": alt})
        return len(self.kept)


def webp(source: Path, target: Path) -> tuple[int, int]:
    """Written small enough for a page; raises what Pillow raises, and ValueError for one that unpacks to too much."""
    with Image.open(source, formats=["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"]) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        image.draft("RGB", (PICTURE_SIDE, PICTURE_SIDE))
        image.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
        drawn = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
        drawn.save(target, "WEBP", quality=82, method=4)
        return drawn.size


def simplified(source: Path, target: Path) -> None:
    """A copy whose document says plainly what is in it."""
    main = KINDS["docx"].part
    with ZipFile(source) as archive, ZipFile(target, "w") as copy:
        parts = {relation.kind: relation.part(main) for relation in relations_of(archive, main) if not relation.external}
        root = parsed(archive.read(main))
        Simplifier(root, *(part_of(archive, parts.get(kind, "")) for kind in ("styles", "numbering"))).run()
        for name in archive.namelist():
            if name == main:
                copy.writestr(name, written(root))
            elif name.lower().endswith((".xml", ".rels")) or "/media/" in name:
                with archive.open(name) as part, copy.open(name, "w") as place:
                    shutil.copyfileobj(part, place)


def part_of(archive: ZipFile, name: str) -> Any:
    return parsed(archive.read(name)) if name in archive.namelist() else None


def main(source: Path, folder: Path) -> dict[str, Any]:
    plain, pictures = folder / "plain.docx", Pictures(folder)
    simplified(source, plain)
    with plain.open("rb") as stream:
        html = mammoth.convert_to_html(stream, style_map=STYLES, include_embedded_style_map=False, id_prefix="@", convert_image=pictures).value
    paper = paper_of(html, MAX_TEXT)
    told = {"html": "\n".join(paper.lines), "headings": paper.headings, "text": paper.text, "cut_short": paper.cut_short}
    return {**told, "pictures": pictures.kept}


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = None  # we ask ourselves, before anything is unpacked
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))
