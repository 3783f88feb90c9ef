"""What a reader answers; `domain.readings` stores it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from courses.catalogue.rules.readings import Reason


class Heading(NamedTuple):
    """A line of the table of contents: its level (2 to 4), the anchor it leads to, its words."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class MadePicture:
    """A picture as .webp in the reader's folder; `width` and `height` in pixels, `alt` as the author has described it."""

    file: Path
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page of a PDF or a slide. `html` holds allowed elements only; `unread`: its words are still to be recognised on the picture."""

    number: int
    title: str = ""
    text: str = ""
    html: str = ""
    notes: str = ""
    picture: MadePicture | None = None
    thumbnail: Path | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A whole reading. `how` is one of `Reading.How`; `pictures` are named by their place, from 1, in `html`."""

    how: str
    html: str = ""
    headings: list[Heading] = field(default_factory=list)
    text: str = ""
    page_count: int | None = None
    cut_short: bool = False
    pages: list[MadePage] = field(default_factory=list)
    pictures: list[MadePicture] = field(default_factory=list)


class Unread(Exception):
    """The file cannot be read; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)
