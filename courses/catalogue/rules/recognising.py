"""Which of the five ones a dropped file is: judged by the words of its name, of its folder and of its headings, and by what kind of file it is.

A judgement is a sum of reasons, and each reason can be told to the teacher ("because the name says 教案"). A file takes one part, a part takes one
file; where two files fit equally well, neither is proposed, since only a person knows which of them is meant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from re import IGNORECASE
from re import compile as pattern

from courses.catalogue.rules.files import extension
from courses.catalogue.rules.readiness import Part

PARTS = (Part.OUTLINE, Part.LESSON_PLAN, Part.HANDOUT, Part.SLIDES)  # those that come as files, in the order in which they are shown
ENOUGH = 4  # points: two headings, or one word of the name
NAME, FOLDER, HEADING, ENDING = 6, 4, 2, 5  # points of one reason; a word of the name outweighs the ending
MOST_HEADINGS = 4
LONGEST_HEADING = 24  # characters; a longer line is a sentence that happens to hold the word
LINES_READ = 400
MOST_FILES = 60  # in one lot

NAME_WORDS: dict[Part, tuple[str, ...]] = {
    Part.OUTLINE: ("课程大纲", "教学大纲", "大纲", "提纲", "纲要", "课程标准", "教学计划", "课程计划", "课程安排", "课程简介", "syllabus", "outline"),
    Part.LESSON_PLAN: ("教案", "教学设计", "教学方案", "备课", "说课稿", "lesson plan", "lessonplan", "teaching plan"),
    Part.HANDOUT: ("讲义", "学习资料", "学习手册", "学员手册", "学习单", "阅读材料", "课后资料", "学员资料", "handout", "worksheet", "reader"),
    Part.SLIDES: ("ppt", "课件", "幻灯片", "幻灯", "演示文稿", "演示稿", "slides", "slide", "presentation", "deck"),
}
HEADING_WORDS: dict[Part, tuple[str, ...]] = {
    Part.OUTLINE: (
        *("课程大纲", "教学大纲", "课程简介", "课程目标", "课程安排", "课时安排", "学时安排", "学时分配", "课程内容", "内容安排", "授课安排", "教学安排"),
        *("考核方式", "考核办法", "怎么算学会", "适用对象", "授课对象", "招生对象", "学完您能", "学完能做到", "syllabus"),
    ),
    Part.LESSON_PLAN: (
        *("教案", "教学目标", "教学过程", "教学流程", "教学重点", "教学难点", "教学重难点", "重点难点", "教学方法", "教学准备", "教学环节", "教学步骤"),
        *("教学反思", "板书设计", "作业布置", "学情分析", "设计意图", "设计思路", "课堂导入", "导入新课", "每讲流程", "课堂流程", "lesson plan"),
    ),
    Part.HANDOUT: (
        *("讲义", "学习要点", "知识要点", "课后练习", "思考题", "想一想", "练一练", "做一做", "记一记", "小贴士", "温馨提示", "操作步骤", "照着做", "口诀"),
        *("第一步", "注意事项", "知识链接", "拓展阅读", "常见问题", "handout", "exercises"),
    ),
    Part.SLIDES: (),
}
ENDINGS: dict[str, tuple[Part, ...]] = {  # which parts a file with this ending may be
    "docx": (Part.OUTLINE, Part.LESSON_PLAN, Part.HANDOUT),
    "pdf": PARTS,
    "pptx": (Part.SLIDES, Part.OUTLINE, Part.LESSON_PLAN, Part.HANDOUT),
}
LESSON_LINE = pattern(r"^第\s*[一二三四五六七八九十百零〇两\d]{1,4}\s*[讲课次]")
NUMBERING = pattern(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．:：\s]\s*|【)+", IGNORECASE)


class Because(StrEnum):
    """Where a reason was found."""

    NAME = "name"
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
    """What is known of a dropped file: its name, the folders above it ("智能手机/教案"), and the lines of its text."""

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
    return (*found, *by_headings(seen.lines, part))


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
