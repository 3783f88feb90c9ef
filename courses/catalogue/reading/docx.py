"""Word files: mammoth makes HTML of them in a child process (`docx_child.py`)."""

import json
import sys
from pathlib import Path
from typing import Any

from courses.catalogue.reading.allowed import clean
from courses.catalogue.reading.made import Heading, Made, MadePicture, Unread
from courses.catalogue.rules.readings import MAX_HTML, Reason
from media import processes

CHILD = Path(__file__).with_name("docx_child.py")
LIMITS = processes.Limits(wall=120, cpu=60, memory=2 * 1024**3, file=320 * 1024**2)
OUT_OF_MEMORY = ("MemoryError", "Cannot allocate memory", "std::bad_alloc")


def read(path: Path, folder: Path, watch: processes.Watch) -> Made:
    """The page of a Word file, its pictures in `folder`."""
    told = answer([str(CHILD), str(path.resolve()), str(folder.resolve())], LIMITS, watch)
    html = "\n".join(clean(line) for line in told["html"].split("\n"))
    if len(html) > MAX_HTML:
        raise Unread(Reason.TOO_MUCH)
    if not html.strip():
        raise Unread(Reason.EMPTY)
    pictures = [picture(folder, one) for one in told["pictures"]]
    return Made("text", html, headings(told["headings"]), told["text"], cut_short=told["cut_short"], pictures=pictures)


def answer(arguments: list[str], limits: processes.Limits, watch: processes.Watch) -> Any:
    """What a child printed as JSON. Raises Unread when it failed, or what processes.run raises."""
    outcome = processes.run([sys.executable, "-I", *arguments], limits=limits, watch=watch)
    if outcome.code < 0 or any(sign in outcome.errors for sign in OUT_OF_MEMORY):  # ended by a limit
        raise Unread(Reason.TOO_MUCH)
    if outcome.code:
        raise Unread(REASONS.get(outcome.errors.rsplit("\n", 1)[-1].strip(), Reason.BROKEN))
    return json.loads(outcome.output)


REASONS = {f"unread: {reason.value}": reason for reason in Reason}  # what a child says last when it knows why


def headings(rows: list[Any]) -> list[Heading]:
    return [Heading(int(level), str(anchor), str(words)) for level, anchor, words in rows]


def picture(folder: Path, told: dict[str, Any]) -> MadePicture:
    return MadePicture(folder / Path(told["file"]).name, int(told["width"]), int(told["height"]), str(told.get("alt", "")))
