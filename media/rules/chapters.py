"""From moments at which another slide came to slides, chapters and their WebVTT. Times are milliseconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

SHORT_MS = 3_000  # shown for less: somebody leafs through; it belongs to the slide that follows
TITLE_LENGTH = 80
BULLETS = " \t·•●○▪■◆◇►▶➢–—-*"


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide as shown: from when to when, which page of the deck it is (from 0) or None, its text in lines, and its picture's file."""

    start: int
    end: int
    page: int | None
    text: str
    picture: Path

    @property
    def title(self) -> str:
        """The first line that says something, or ""."""
        return next((line for line in map(clean, self.text.splitlines()) if line), "")[:TITLE_LENGTH]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One or more slides that follow each other under one title."""

    start: int
    end: int
    title: str


def spans(changes: Sequence[int], duration: int) -> list[tuple[int, int]]:
    """The times between changes; [] when nothing ever changed. What is too short joins what follows, the last what went before."""
    edges = [0]
    for change in changes:
        if change - edges[-1] >= SHORT_MS:
            edges.append(change)
    while len(edges) > 1 and duration - edges[-1] < SHORT_MS:
        edges.pop()
    return list(zip(edges, [*edges[1:], duration], strict=True)) if changes and duration > 0 else []


def moment(span: tuple[int, int], looks: Sequence[int]) -> int:
    """When to take the picture: at the last look, by which every line has come, else in the middle."""
    start, end = span
    return max((look for look in looks if start <= look < end), default=(start + end) // 2)


def joined(slides: Iterable[Slide]) -> list[Slide]:
    """Neighbours that show the same page of the deck are one slide; its picture is the last one's."""
    result: list[Slide] = []
    for slide in slides:
        if result and slide.page is not None and slide.page == result[-1].page:
            result[-1] = replace(slide, start=result[-1].start)
        else:
            result.append(slide)
    return result


def chapters(slides: Iterable[Slide]) -> list[Chapter]:
    """A chapter for each title; lines that come one after the other stay in theirs. A slide without words belongs to the chapter before."""
    result: list[Chapter] = []
    for slide in slides:
        if result and slide.title in ("", result[-1].title):
            result[-1] = replace(result[-1], end=slide.end)
        else:
            result.append(Chapter(slide.start, slide.end, slide.title))
    return result


def webvtt(chapters: Iterable[Chapter]) -> str:
    """The text of a chapters track. A chapter without a title is called by its number."""
    cues = [f"{stamp(chapter.start)} --> {stamp(chapter.end)}\n{escape(chapter.title, quote=False) or number}\n" for number, chapter in enumerate(chapters, 1)]
    return "\n".join(["WEBVTT\n", *cues])


def stamp(time: int) -> str:
    """Milliseconds as WebVTT writes them: 01:02:03.004."""
    minutes, rest = divmod(time, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def clean(line: str) -> str:
    """A line without its bullet and without blanks at its ends; blanks inside are single."""
    return " ".join(line.split()).strip(BULLETS)


def printed(slides: Iterable[Slide]) -> list[Path]:
    """The pictures for print, in the order shown; a page of the deck that was shown again is there once."""
    seen: set[int] = set()
    result = []
    for slide in slides:
        if slide.page is None or slide.page not in seen:
            result.append(slide.picture)
        seen |= set() if slide.page is None else {slide.page}
    return result
