"""PDF files: text in reading order by pdfium in a child process (`pdf_child.py`). Pages that are pictures are drawn; their words come later (`scans.py`)."""

from pathlib import Path
from typing import Any

from courses.catalogue.reading.allowed import clean
from courses.catalogue.reading.docx import answer, headings, picture
from courses.catalogue.reading.made import Made, MadePage, Unread
from courses.catalogue.rules.readings import MAX_HTML, Reason
from media import processes

CHILD = Path(__file__).with_name("pdf_child.py")
LIMITS = processes.Limits(wall=600, cpu=240, memory=2 * 1024**3, file=64 * 1024**2)


def read(path: Path, folder: Path, watch: processes.Watch) -> Made:
    """The pages of a PDF, their pictures in `folder`."""
    told = answer([str(CHILD), str(path.resolve()), str(folder.resolve())], LIMITS, watch)
    pages = [page_of(folder, page) for page in told["pages"]]
    if sum(len(page.html) for page in pages) > MAX_HTML:
        raise Unread(Reason.TOO_MUCH)
    if not any(page.html or page.picture for page in pages):
        raise Unread(Reason.EMPTY)
    text = "\n".join(page.text for page in pages if page.text)
    how = "ocr" if any(page.unread for page in pages) else "text"
    pictures = [picture(folder, one) for one in told["pictures"]]
    return Made(how, "", headings(told["headings"]), text, int(told["page_count"]), bool(told["cut_short"]), pages, pictures)


def page_of(folder: Path, told: dict[str, Any]) -> MadePage:
    html = "\n".join(clean(line) for line in told["html"].split("\n"))
    drawn = picture(folder, told["picture"]) if told["picture"] else None
    return MadePage(int(told["number"]), "", str(told["text"]), html, "", drawn, None, bool(told["unread"]))
