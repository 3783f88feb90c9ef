"""Reads a PDF: prints its pages as JSON and leaves pictures in a folder. A program of its own, with limits: `python -I pdf_child.py FILE FOLDER`.

{"pages": [{"number", "title", "text", "html", "picture", "unread"}], "headings", "page_count", "cut_short", "pictures": [{"file", "width", "height"}]}
Ends with code 3 and "unread: reason" when it knows why it cannot.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import pypdfium2
from bs4 import BeautifulSoup

from courses.catalogue.reading.allowed import clean
from courses.catalogue.reading.pdf_html import Box, PageText, Writer, texts_of
from courses.catalogue.reading.pdf_print import Print, print_of
from courses.catalogue.rules.layout import usual_size
from courses.catalogue.rules.readings import MAX_PAGES, MAX_PICTURES, MAX_TEXT, PICTURE_SIDE, READING_SECONDS, Reason

FEW = 10  # signs on a page; with as few of them it is a picture of a page
MANY = 30  # paths on a page almost without words: letters that were drawn
MOST_PATHS = 400  # of a page; with more it is a drawing, which text alone does not tell
SCANNED = 0.7  # of the page's area: a picture as large is the page itself


class Reader:
    """Reads page after page within the time and the limits."""

    def __init__(self, file: Any, folder: Path) -> None:
        self.file, self.folder = file, folder
        self.pictures: list[dict[str, Any]] = []
        self.end = time.process_time() + READING_SECONDS

    def run(self) -> dict[str, Any]:
        prints = self.prints()
        texts = texts_of(prints)
        writer = Writer(texts, usual_size(line for one in prints for line in one.lines))
        pages = []
        for number, (one, text) in enumerate(zip(prints, texts, strict=True), start=1):
            if time.process_time() > self.end:
                break
            pages.append(self.page(number, one, text, writer))
        headings = [heading for heading in writer.headings if any(f'id="@{heading[1]}"' in page["html"] for page in pages)]
        told = {"pages": pages, "headings": headings, "page_count": len(self.file), "cut_short": len(pages) < len(self.file)}
        return {**told, "pictures": self.pictures}

    def prints(self) -> list[Print]:
        """What stands on the pages, until they are too many or say too much."""
        found, size = [], 0
        for number in range(min(len(self.file), MAX_PAGES)):
            page = self.file[number]
            found.append(print_of(page))
            page.close()
            size += sum(len(line.text) for line in found[-1].lines)
            if size > MAX_TEXT or time.process_time() > self.end - READING_SECONDS / 2:
                break
        return found

    def page(self, number: int, one: Print, text: PageText, writer: Writer) -> dict[str, Any]:
        drawn = {name: tag for name, box in text.pictures.items() if (tag := self.picture(number, one, box))}
        lines = [clean(line) for line in writer.page(text, drawn)]
        html = "" if one.is_garbled else "\n".join(lines)
        told: dict[str, Any] = {"number": number, "html": html, "text": words_of(html), "picture": None, "unread": False}
        is_picture = one.is_garbled or (one.count < FEW and (is_scan(one) or one.drawn > MANY or (not one.count and one.has_something)))
        if is_picture or is_scan(one) or one.drawn > MOST_PATHS or text.is_doubtful:
            told["picture"], told["unread"] = self.whole(number), is_picture
            if is_picture:
                told["html"] = told["text"] = ""
        return told

    def picture(self, number: int, one: Print, box: Box) -> str:
        """A part of the page as its readers see it; "" when there are too many."""
        if len(self.pictures) >= MAX_PICTURES or is_scan(one):
            return ""
        left, top, right, bottom = box
        scale = min(PICTURE_SIDE / max(right - left, bottom - top), 3.0)
        made = self.drawn(number, f"picture-{len(self.pictures) + 1}.webp", scale, (left, one.height - bottom, one.width - right, top))
        self.pictures.append(made)
        return f'<img src="@{len(self.pictures)}" alt="" width="{made["width"]}" height="{made["height"]}">'

    def whole(self, number: int) -> dict[str, Any]:
        width, height = self.file[number - 1].get_size()
        return self.drawn(number, f"page-{number}.webp", min(PICTURE_SIDE / max(width, height, 1.0), 4.0), (0, 0, 0, 0))

    def drawn(self, number: int, name: str, scale: float, crop: tuple[float, float, float, float]) -> dict[str, Any]:
        page = self.file[number - 1]
        image = page.render(scale=scale, crop=crop, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
        image.save(self.folder / name, "WEBP", quality=80, method=2)
        return {"file": name, "width": image.width, "height": image.height}


def is_scan(one: Print) -> bool:
    area = one.width * one.height
    return any((right - left) * (bottom - top) > SCANNED * area for left, top, right, bottom in one.pictures)


def words_of(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    parts = [tag.get_text().strip() for tag in soup.find_all(["p", "li", "td", "th", "h2", "h3", "h4", "h5", "h6"])]
    return "\n".join(part for part in parts if part)


def main(source: str, folder: str) -> int:
    try:
        file = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as failure:
        reason = Reason.LOCKED if "password" in str(failure).lower() else Reason.BROKEN
        sys.stderr.write(f"unread: {reason.value}\n")
        return 3
    if not len(file):
        sys.stderr.write(f"unread: {Reason.EMPTY.value}\n")
        return 3
    sys.stdout.write(json.dumps(Reader(file, Path(folder)).run()))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
