"""Which of the five ones a dropped file is: judged by the words of its name, of its folder and of its headings, and by what kind of file it is.

A judgement is a sum of reasons, and each reason can be told to the teacher ("because the name says …"). A file takes one part, a part takes one
file; where two files fit equally well, neither is proposed, since only a person knows which of them is meant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from re import IGNORECASE
from re import compile as pattern

from courses.catalogue.rules.files import extension
from courses.catalogue.rules.readiness import Part
from courses.catalogue.rules.words import WORDS

PARTS = (Part.OUTLINE, Part.LESSON_PLAN, Part.HANDOUT, Part.SLIDES)  # those that come as files, in the order in which they are shown
ENOUGH = 4  # points: two headings, or one word of the name
NAME, TITLE, FOLDER, HEADING, ENDING = 6, 5, 4, 2, 5  # points of one reason; a word of the name outweighs the ending
TITLE_LINES, LONGEST_TITLE = 3, 40  # where a paper says what it is
MOST_HEADINGS = 4
LONGEST_HEADING = 24  # characters; a longer line is a sentence that happens to hold the word
LINES_READ = 400
MOST_FILES = 60  # in one lot

NAME_WORDS: dict[Part, tuple[str, ...]] = {part: tuple(WORDS["name"][part.value]) for part in PARTS}
HEADING_WORDS: dict[Part, tuple[str, ...]] = {part: tuple(WORDS["heading"][part.value]) for part in PARTS}
ENDINGS: dict[str, tuple[Part, ...]] = {  # which parts a file with this ending may be
    "docx": (Part.OUTLINE, Part.LESSON_PLAN, Part.HANDOUT),
    "pdf": PARTS,
    "pptx": (Part.SLIDES, Part.OUTLINE, Part.LESSON_PLAN, Part.HANDOUT),
}
LESSON_LINE, NUMBERING = pattern(WORDS["lesson"]["mark"]), pattern(WORDS["lesson"]["numbering"], IGNORECASE)


class Because(StrEnum):
    """Where a reason was found."""

    NAME = "name"
    TITLE = "title"  # the paper's own head
    FOLDER = "folder"
    HEADING = "heading"
    ENDING = "ending"
    LESSONS = "lessons"  # it lists lessons one after the other


@dataclass(frozen=True)
class Reason:
    """Why a file may be a part: where, which word, and how much that counts."""

    because: Because
    word: str
    points: int


@dataclass(frozen=True)
class Seen:
    """What is known of a dropped file: its name, the folders above it , and the lines of its text."""

    name: str
    folder: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guess:
    """What is proposed for one file. `part` is None when nothing fits or when it is not the only one (`rivals`)."""

    part: Part | None
    reasons: tuple[Reason, ...] = ()
    likely: Part | None = None  # what it looks like most, also when another file took that part
    rivals: bool = False

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


def may_be(name: str) -> tuple[Part, ...]:
    """The parts that a file with this ending may serve as; none for a picture or a table."""
    return ENDINGS.get(extension(name), ())


def recognise(files: Sequence[Seen]) -> list[Guess]:
    """One guess a file, in their order. The strongest claims are settled first; equal ones settle nothing."""
    reasons = [{part: reasons_for(seen, part) for part in may_be(seen.name)} for seen in files]
    points = {(place, part): total(found) for place, parts in enumerate(reasons) for part, found in parts.items()}
    taken, rivals = settle(points)
    return [guess_of(reasons[place], taken.get(place), place in rivals) for place in range(len(files))]


def settle(points: dict[tuple[int, Part], int]) -> tuple[dict[int, Part], set[int]]:
    """Who takes which part, and the files that share the highest claim to one. A file whose best part is contested is left to the person."""
    taken: dict[int, Part] = {}
    rivals: set[int] = set()
    contested: set[Part] = set()
    for height in sorted({claim for claim in points.values() if claim >= ENOUGH}, reverse=True):
        level = [key for key, claim in points.items() if claim == height]
        closed = contested | set(taken.values())
        open_claims = [(place, part) for place, part in level if place not in taken and place not in rivals and part not in closed]
        for place, part in open_claims:
            same_part = [other for other, wanted in open_claims if wanted == part]
            same_file = [wanted for other, wanted in open_claims if other == place]
            if len(same_part) == 1 and len(same_file) == 1:
                taken[place] = part
            else:
                rivals |= {*same_part, place}
                contested |= {part} if len(same_part) > 1 else set()
    return taken, rivals


def guess_of(reasons: dict[Part, tuple[Reason, ...]], part: Part | None, rivals: bool) -> Guess:
    best = max(reasons, key=lambda one: total(reasons[one]), default=None)
    likely = best if best is not None and total(reasons[best]) >= ENOUGH else None
    shown = part or likely
    return Guess(part, reasons[shown] if shown else (), likely, rivals)


def total(reasons: Iterable[Reason]) -> int:
    return sum(reason.points for reason in reasons)


def reasons_for(seen: Seen, part: Part) -> tuple[Reason, ...]:
    """All that speaks for the part, strongest first."""
    found = [*by_word(seen.name, part, Because.NAME, NAME), *by_word(seen.folder, part, Because.FOLDER, FOLDER)]
    if part is Part.SLIDES and extension(seen.name) == "pptx":
        found.append(Reason(Because.ENDING, "pptx", ENDING))
    head = " ".join(line for line in seen.lines[:TITLE_LINES] if len(line) <= LONGEST_TITLE)
    said = [] if found else by_word(head, part, Because.TITLE, TITLE)
    return (*found, *said, *by_headings(seen.lines[TITLE_LINES if said else 0 :], part))


def by_word(text: str, part: Part, because: Because, points: int) -> list[Reason]:
    """At most one reason: the longest word of the part that stands in the text."""
    plain = tidy(text)
    word = next((word for word in sorted(NAME_WORDS[part], key=len, reverse=True) if word in plain), "")
    return [Reason(because, word, points)] if word else []


def tidy(text: str) -> str:
    """Small letters, and one blank for what people type between words of a name; the ending of a file counts as no word."""
    stem = text.rsplit(".", 1)[0] if extension(text) in ENDINGS else text
    return " ".join(stem.lower().replace("_", " ").replace("-", " ").split())


def by_headings(lines: Sequence[str], part: Part) -> list[Reason]:
    """Headings that only such a paper has; each word counts once."""
    headings = [heading for line in lines[:LINES_READ] if (heading := heading_of(line))]
    words = [word for word in HEADING_WORDS[part] if any(word in heading for heading in headings)]
    shown = [word for word in words if not any(word != other and word in other for other in words)][:MOST_HEADINGS]
    found = [Reason(Because.HEADING, word, HEADING) for word in shown]
    if part is Part.OUTLINE and sum(1 for line in lines[:LINES_READ] if LESSON_LINE.match(line.strip())) >= 3:
        found.append(Reason(Because.LESSONS, "", 2 * HEADING))
    return found


def heading_of(line: str) -> str:
    """The words of a line that is short enough to be a heading, without its number; "" of any other."""
    words = NUMBERING.sub("", line.strip()).lower()
    return words if 0 < len(words) <= LONGEST_HEADING else ""
