"""Pictures of a deck's pages, by LibreOffice and poppler where the machine has both. Nobody has to have them: without, slides are read instead."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from media import processes

CONVERT = processes.Limits(wall=240, cpu=120, memory=4 * 1024**3, file=512 * 1024**2)
DRAW = processes.Limits(wall=120, cpu=60, file=64 * 1024**2)
WIDTH, PAGES = 640, 500
# A deck is a stranger's file: no macros, nothing fetched from elsewhere (a proxy at a port where nobody listens).
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
</oor:items>
"""


def tools() -> tuple[str, str] | None:
    """The programs that draw pages, or None when one is missing."""
    office, poppler = shutil.which("soffice"), shutil.which("pdftoppm")
    return (office, poppler) if office and poppler else None


def draw(deck: Path, folder: Path, watch: processes.Watch | None = None) -> list[Path]:
    """A grey picture of each page in a folder that is there, in order; [] when the programs are missing or cannot read the deck.

    Raises Stopped, or what the watch's tick raises.
    """
    found = tools()
    if not found:
        return []
    with tempfile.TemporaryDirectory(prefix="deck-") as place:
        steps = _convert(found[0], deck, Path(place)), _draw(found[1], Path(place) / "deck.pdf", folder)
        done = all(_ran(step, limits, watch) for step, limits in zip(steps, (CONVERT, DRAW), strict=True))
    return sorted(folder.glob("page-*.png")) if done else []


def _ran(command: Sequence[str], limits: processes.Limits, watch: processes.Watch | None) -> bool:
    try:
        return processes.run(command, limits=limits, watch=watch).code == 0
    except (processes.TimedOut, OSError):
        return False


def _convert(office: str, deck: Path, place: Path) -> list[str]:
    """Under a name of ours, since the client's could be an option."""
    ours, user = place / "deck.pptx", place / "profile" / "user"
    shutil.copyfile(deck, ours)
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(PROFILE)
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    return [office, profile, "--headless", "--norestore", "--convert-to", "pdf:impress_pdf_Export", "--outdir", str(place), str(ours)]


def _draw(poppler: str, pdf: Path, folder: Path) -> list[str]:
    return [poppler, "-gray", "-png", "-l", str(PAGES), "-scale-to-x", str(WIDTH), "-scale-to-y", "-1", str(pdf), str(folder / "page")]
