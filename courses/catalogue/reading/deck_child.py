"""Opens a deck, or the PDF that LibreOffice has made of it. Programs of their own, with limits; each prints JSON, a line at a time.

python -I deck_child.py words FILE MOST COPY    a line {"slides", "kept"}, then a line for each slide; COPY "" or a tidied copy for LibreOffice
python -I deck_child.py draw FILE FOLDER N...   draws the slides with these numbers: {"number", "file", "thumbnail", "width", "height"}
python -I deck_child.py parts COPY FOLDER EACH N...  the slides at these places of the copy, so many in a file: {"file"}
python -I deck_child.py pages FOLDER FIRST EACH PDF...  draws the pages of PDFs of so many, numbered from the first one: as `draw`
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import batched, count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PIL import Image

from courses.catalogue.rules.decks import Slide

WIDTH, THUMBNAIL = 1440, 320  # pixels
TALLEST = 4 * WIDTH
QUALITY, SMALL_QUALITY = 82, 70
NO_FACE = "unread: no_face"


def words(path: str, most: str, copy: str) -> Iterator[dict[str, Any]]:
    from pptx import Presentation

    from courses.catalogue.reading import deck_tidy, deck_words

    slides = list(Presentation(path).slides)
    found = [deck_words.slide_of(slide, number) for number, slide in enumerate(slides[: 10 * int(most)], start=1)]
    kept = shown_of(found)[: int(most)]
    yield {"slides": len(slides), "visible": sum(not slide.hidden for slide in found)}
    yield from (asdict(slide) for slide in kept)
    if copy:
        deck_tidy.write(Path(path), Path(copy), {slide.number for slide in kept})


def shown_of(slides: list[Slide]) -> list[Slide]:
    from courses.catalogue.rules.decks import shown

    return shown(slides)


def draw(path: str, folder: str, *numbers: str) -> Iterator[dict[str, Any]]:
    from courses.catalogue.drawing import Show, faces

    found = faces()
    if found is None:
        raise SystemExit(NO_FACE)
    show = Show(Path(path), found)
    for number in map(int, numbers):
        yield {"number": number, **keep(show.draw(number, WIDTH), Path(folder), number)}


def parts(path: str, folder: str, each: str, *numbers: str) -> Iterator[dict[str, Any]]:
    from courses.catalogue.reading import deck_tidy

    for some in batched(map(int, numbers), int(each)):
        file = f"part-{some[0]}.pptx"
        deck_tidy.write(Path(path), Path(folder) / file, set(some))
        yield {"file": file}


def pages(folder: str, first: str, each: str, *paths: str) -> Iterator[dict[str, Any]]:
    import pypdfium2

    for begin, path in zip(count(int(first), int(each)), paths):
        document = pypdfium2.PdfDocument(path)
        for index in range(len(document)):
            yield {"number": begin + index, **keep(_page(document[index]), Path(folder), begin + index)}
        document.close()


def _page(page: Any) -> Image.Image:
    scale = min(WIDTH / max(1, page.get_width()), TALLEST / max(1, page.get_height()))
    picture = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
    page.close()
    return picture


def keep(picture: Image.Image, folder: Path, number: int) -> dict[str, Any]:
    """The picture and a small one, as .webp."""
    names = f"slide-{number}.webp", f"slide-{number}-small.webp"
    picture.save(folder / names[0], "WEBP", quality=QUALITY, method=2)
    height = max(1, round(picture.height * THUMBNAIL / picture.width))
    picture.resize((THUMBNAIL, height), Image.Resampling.BILINEAR, reducing_gap=3.0).save(folder / names[1], "WEBP", quality=SMALL_QUALITY, method=2)
    return {"file": names[0], "thumbnail": names[1], "width": picture.width, "height": picture.height}


if __name__ == "__main__":
    ways = {"words": words, "draw": draw, "parts": parts, "pages": pages}
    for row in ways[sys.argv[1]](*sys.argv[2:]):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()
