"""What a course made from files is called, and how it is divided into lessons: read from file names and from the lines of the outline.

Both are proposals that a person sees and corrects, so that a wrong guess costs a word and a missing one costs a line.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from re import IGNORECASE, Pattern
from re import compile as pattern

from courses.catalogue.rules.recognising import LONGEST_HEADING, NAME_WORDS, Seen
from courses.catalogue.rules.words import WORDS

LONGEST_TITLE = 60  # characters of a course's title that read well
LONGEST_UNIT = 120
MOST_UNITS = 60
MINUTES_PER_PERIOD = 45  # 课时

ENDING = pattern(r"\.[A-Za-z0-9]{1,5}$")
NOISE: tuple[Pattern[str], ...] = tuple(pattern(text, IGNORECASE) for text in WORDS["title"]["noise"])
EDGES, NOT_A_TITLE = WORDS["title"]["edges"], frozenset(WORDS["title"]["none"])
NAMED, QUOTED = pattern(WORDS["title"]["named"]), pattern(WORDS["title"]["quoted"])
LESSON, NUMBERED, CHINESE = (pattern(WORDS["lesson"][name]) for name in ("mark", "numbered", "chinese"))
LENGTH = pattern(WORDS["lesson"]["length"], IGNORECASE)
PERIODS, SECTION, HEADWORDS, ENDS = (WORDS["lesson"][name] for name in ("periods", "section", "headwords", "ends"))
PAIRS = WORDS["title"]["pairs"]
COLUMNS = frozenset(WORDS["lesson"]["columns"])
ENDS_OF_SENTENCE = tuple(WORDS["lesson"]["sentence_ends"])
LONGEST_CELL = 40  # of a column with titles
TEN = WORDS["lesson"]["ten"]
DIGITS = {sign: number for number, sign in enumerate(WORDS["lesson"]["digits"], start=1)}


@dataclass(frozen=True)
class Lesson:
    """A lesson read from the outline; `minutes` is None where it does not say how long it takes."""

    title: str
    minutes: int | None = None


# ---- the title


def title_of(files: Sequence[Seen], outline: Sequence[str] = ()) -> str:
    """What the course is called: as the outline names it, else what the names of the files have in common, else the folder; "" when unclear."""
    for line in outline[:40]:
        if (named := NAMED.match(line.strip())) and (title := clean_title(named[1])):
            return title
    quoted = [found[1] for seen in files if (found := QUOTED.search(seen.name))]
    names = [*quoted, *(bare_name(seen.name) for seen in files)]
    return most_common(clean_title(name) for name in names) or most_common(clean_title(seen.folder.split("/")[0]) for seen in files) or first_line(outline)


def most_common(titles: Iterable[str]) -> str:
    """The title most often named; of several, the longer one, then the first."""
    counted = Counter(title for title in titles if title)
    return max(counted, key=lambda title: (counted[title], len(title)), default="")


def bare_name(name: str) -> str:
    """A file's name without its ending, the words that say which part it is, versions, dates and numbers."""
    bare = ENDING.sub("", name.strip())
    for noise in NOISE:
        bare = noise.sub(" ", bare)
    words = sorted({word for words in NAME_WORDS.values() for word in words}, key=len, reverse=True)
    for word in words:
        bare = pattern(word.replace(" ", r"[\s_-]*"), IGNORECASE).sub(" ", bare)
    return bare


def clean_title(text: str) -> str:
    """A title without what stands around it; "" when nothing is left that could be one."""
    title = " ".join(text.replace("_", " ").split()).strip(EDGES)[:LONGEST_TITLE].strip(EDGES)
    for opening, closing in PAIRS:
        title += closing if title.count(opening) > title.count(closing) else ""
    return "" if title.lower() in NOT_A_TITLE or len(title) < 2 else title


def first_line(lines: Sequence[str]) -> str:
    """The head of the paper itself, when it is short."""
    head = next((line.strip() for line in lines if line.strip()), "")
    return clean_title(bare_name(head)) if len(head) <= LONGEST_HEADING + 10 else ""


# ---- the lessons


def lessons_of(lines: Sequence[str]) -> list[Lesson]:
    """The lessons that an outline lists: lines such as “第一讲 站好，量准”, else the rows of a table, else a list that counts from one."""
    kept = [line.strip() for line in lines if line.strip()]
    found = next((titles for form in (marked, tabled, counted) if len(titles := form(kept)) >= 2), [])
    return [lesson for title in once(found)[:MOST_UNITS] if (lesson := lesson_of(title)).title] if len(found) >= 2 else []


def marked(lines: list[str]) -> list[str]:
    """Titles after “第一讲”; in a table the title stands in the cell that follows."""
    titles = []
    for place, line in enumerate(lines):
        if not (mark := LESSON.match(line)):
            continue
        after = lines[place + 1] if place + 1 < len(lines) else ""
        title = mark[1].strip() or ("" if LESSON.match(after) else after)
        if title and len(title) <= LONGEST_UNIT:
            titles.append(title)
    return titles


def tabled(lines: list[str]) -> list[str]:
    """Titles in a table whose heads are known words; its cells come one a line, so that an empty one ends what can be told."""
    start = next((place for place in range(len(lines) - 1) if {lines[place].lower(), lines[place + 1].lower()} <= COLUMNS), None)
    if start is None:
        return []
    width = next((place for place, line in enumerate(lines[start:]) if line.lower() not in COLUMNS), 0)
    rows = [lines[place : place + width] for place in range(start + width, len(lines) - width + 1, width)] if width else []
    column = 1 if rows and (value(rows[0][0]) == 1 or LESSON.match(rows[0][0])) else 0
    titles = []
    for row in rows:
        if len(row[column]) > LONGEST_CELL or row[column].endswith(ENDS_OF_SENTENCE):
            break
        titles.append(row[column])
    return titles


def counted(lines: list[str]) -> list[str]:
    """The first list that counts 1, 2, 3 after a heading about the content; without such a heading none, for steps and rules are counted too."""
    start = next((place for place, line in enumerate(lines) if len(line) <= LONGEST_HEADING and any(word in line.lower() for word in SECTION)), None)
    if start is None:
        return []
    for form in (NUMBERED, CHINESE):
        if len(run := run_of(lines[start + 1 :], form)) >= 2:
            return run
    return []


def run_of(lines: list[str], form: Pattern[str]) -> list[str]:
    run: list[str] = []
    for line in lines:
        found = form.match(line)
        if found and value(found[1]) == len(run) + 1 and len(found[2]) <= LONGEST_UNIT and not is_headword(found[2]):
            run.append(found[2])
        elif found and run and value(found[1]) == 1:
            break  # another list begins
    return run


def is_headword(text: str) -> bool:
    return len(text) <= 6 and any(word in text for word in HEADWORDS)


def value(number: str) -> int:
    """The number that Arabic or Chinese digits up to 99 stand for; 0 when they stand for none."""
    if number.isdigit():
        return int(number)
    tens, _, ones = number.rpartition(TEN)
    if TEN not in number:
        return DIGITS.get(number, 0)
    return (DIGITS.get(tens, 1) if tens else 1) * 10 + (DIGITS.get(ones, 0) if ones else 0)


def once(titles: list[str]) -> list[str]:
    """Without repetitions: an outline often lists its lessons and then describes each."""
    return list(dict.fromkeys(titles))


def numberless(line: str) -> str:
    """A typed line without the number that people like to put before it: “第一讲 认识手机”, “1. 认识手机”."""
    for form, place in ((LESSON, 1), (NUMBERED, 2)):
        if (found := form.match(line)) and found[place].strip():
            return found[place].strip()
    return line


def lesson_of(text: str) -> Lesson:
    """A title, and the length that stands in it: “认识手机（2 课时）” takes 90 minutes."""
    length = LENGTH.search(text)
    title = (text[: length.start()] + text[length.end() :] if length else text).split("\t")[0].strip(ENDS)
    if length is None:
        return Lesson(title)
    minutes = int(length[1]) * (MINUTES_PER_PERIOD if length[2] in PERIODS else 1)
    return Lesson(title, minutes if 1 <= minutes <= 600 else None)
