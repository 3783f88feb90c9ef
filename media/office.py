"""LibreOffice, where the machine has it, as a program that makes a PDF of a stranger's file. Nobody has to have it.

In a profile and a folder of its own, without macros, without a way out: what is linked from elsewhere is asked of a proxy at a port where nobody
listens. One at a time, since each takes a few hundred megabytes.
"""

import shutil
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from media import processes

LIMITS = processes.Limits(wall=240, cpu=180, memory=4 * 1024**3, file=512 * 1024**2)
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
_one = threading.Lock()


def program() -> str | None:
    """LibreOffice's path, None where there is none."""
    return shutil.which("soffice")


def to_pdfs(decks: Sequence[Path], folder: Path, watch: processes.Watch | None = None) -> list[Path]:
    """A PDF of each .pptx in the folder, in their order, by one start of LibreOffice.

    [] when LibreOffice is missing, cannot read one of the files, or takes too much of anything. Raises Stopped, or what the watch's tick raises.
    """
    office = program()
    if office is None:
        return []
    with _one, tempfile.TemporaryDirectory(prefix="office-") as place:
        ours = [Path(place) / f"deck-{number}.pptx" for number in range(len(decks))]
        for deck, copy in zip(decks, ours, strict=True):  # under names of ours, since the client's could be an option
            shutil.copyfile(deck, copy)
        try:
            code = processes.run(_command(office, ours, Path(place)), limits=LIMITS, watch=watch).code
        except (processes.TimedOut, OSError):
            return []
        made = [copy.with_suffix(".pdf") for copy in ours]
        if code or not all(pdf.is_file() for pdf in made):
            return []
        return [Path(shutil.move(pdf, folder / pdf.name)) for pdf in made]


def _command(office: str, decks: Sequence[Path], place: Path) -> list[str]:
    user = place / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(PROFILE)
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    return [office, profile, "--headless", "--norestore", "--convert-to", "pdf:impress_pdf_Export", "--outdir", str(place), *map(str, decks)]
