"""Pictures of a deck's pages, by LibreOffice and poppler where the machine has both. Nobody has to have them: without, slides are read instead."""

import shutil
import tempfile
from pathlib import Path

from media import office, processes

DRAW = processes.Limits(wall=120, cpu=60, file=64 * 1024**2)
WIDTH, PAGES = 640, 500


def tools() -> tuple[str, str] | None:
    """The programs that draw pages, or None when one is missing."""
    found, poppler = office.program(), shutil.which("pdftoppm")
    return (found, poppler) if found and poppler else None


def draw(deck: Path, folder: Path, watch: processes.Watch | None = None) -> list[Path]:
    """A grey picture of each page in a folder that is there, in order; [] when the programs are missing or cannot read the deck.

    Raises Stopped, or what the watch's tick raises.
    """
    found = tools()
    if not found:
        return []
    with tempfile.TemporaryDirectory(prefix="deck-") as place:
        pdfs = office.to_pdfs([deck], Path(place), watch)
        done = [_ran(_draw(found[1], pdf, folder), watch) for pdf in pdfs]
    return sorted(folder.glob("page-*.png")) if all(done) else []


def _ran(command: list[str], watch: processes.Watch | None) -> bool:
    try:
        return processes.run(command, limits=DRAW, watch=watch).code == 0
    except (processes.TimedOut, OSError):
        return False


def _draw(poppler: str, pdf: Path, folder: Path) -> list[str]:
    return [poppler, "-gray", "-png", "-l", str(PAGES), "-scale-to-x", str(WIDTH), "-scale-to-y", "-1", str(pdf), str(folder / "page")]
