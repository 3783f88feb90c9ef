"""From a recording to its slides: found, pictured, matched with the deck, read where there is none."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import batched
from pathlib import Path

from PIL import Image

from media import processes
from media.rules import Source
from media.rules.chapters import Slide, joined, moment, spans
from media.slides import detection, matching, pictures, reading

PDF_PART = 8  # pictures in memory at once, 3 MB each; closed, since leaving `with` alone would keep their pixels


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the deck: its picture's file, and its text in lines with the title first."""

    picture: Path
    text: str


def make(path: Path, source: Source, folder: Path, pages: Sequence[Page] = (), watch: processes.Watch | None = None) -> list[Slide]:
    """The slides of a probed recording, [] when it shows none. Their pictures are written into the folder.

    Raises NotSeen, and what processes.run raises.
    """
    sighting = detection.find(path, source, watch)
    times = spans(sighting.changes, source.duration)
    taken = pictures.take(path, source, [moment(span, sighting.looks) for span in times], folder, watch)
    found = matching.match(taken, [page.picture for page in pages], sighting.moving)
    unknown = [picture for picture, page in zip(taken, found, strict=True) if page is None]
    read = dict(zip(unknown, reading.read(unknown, sighting.moving, watch) if unknown else [], strict=True))
    texts = [read[picture] if page is None else pages[page].text for picture, page in zip(taken, found, strict=True)]
    return joined(Slide(*span, page, text, picture) for span, page, text, picture in zip(times, found, texts, taken, strict=True))


def write_pdf(pictures: Sequence[Path], target: Path) -> None:
    """The pictures as a PDF, one a page. In parts: memory does not grow with their number, and the file is not read anew for each."""
    for part, batch in enumerate(batched(pictures, PDF_PART)):
        with ExitStack() as files:
            first, *others = [files.enter_context(closing(Image.open(picture))) for picture in batch]
            first.save(target, "PDF", save_all=True, append_images=others, append=part > 0, resolution=96, quality=90)
