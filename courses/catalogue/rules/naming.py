"""What a course made from files is called, and how it is divided into lessons: read from file names and from the lines of the outline.

Both are proposals that a person sees and corrects, so that a wrong guess costs a word and a missing one costs a line.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from re import IGNORECASE, Pattern
from re import compile as pattern

from courses.catalogue.rules.recognising import LONGEST_HEADING, NAME_WORDS, Seen

LONGEST_TITLE = 60  # characters of a course's title that read well
LONGEST_UNIT = 120
MOST_UNITS = 60
MINUTES_PER_PERIOD = 45  # 课时

NUMBER = "[一二三四五六七八九十百零〇两0-9０-９]"
ENDING = pattern(r"\.[A-Za-z0-9]{1,5}$")
NOISE: tuple[Pattern[str], ...] = tuple(
    pattern(text, IGNORECASE)
    for text in (
        r"(?:19|20)\d{2}\s*[年.\-_/]?\s*(?:\d{1,2}\s*[月.\-_/]?\s*(?:\d{1,2}\s*日?)?)?(?:秋季?|春季?|学期|学年)?",  # 20260901, 2026-09-01, 2026年秋季
        r"[(（\[【]?\s*(?:最终|定稿|终稿|修改|修订|改|新|旧|初|草|送审|审定|打印|正式)+(?:版|稿|本)?\s*\d*\s*[)）\]】]?",
        r"[(（]\s*\d{1,2}\s*[)）]",  # (1) of a second download
        r"(?:\s*[-_]?\s*(?:副本|复制|拷贝|copy(?: of)?|final|draft|new))",
        r"\bv(?:er(?:sion)?)?\.?\s*\d+(?:\.\d+)*\b|第?\s*\d+\s*版",
    )
)
EDGES = " \t\u3000.。,，、-－—–_·+:：;；()（）[]【】《》<>“”\"'0123456789０１２３４５６７８９"
NOT_A_TITLE = {
    "",
    "课程",
    "教学",
    "文件",
    "资料",
    "新建文件夹",
    "新建",
    "未命名",
    "untitled",
    "documents",
    "download",
    "downloads",
    "course",
    "files",
    "五个一",
}
NAMED = pattern(r"^(?:课程名称|课程名|课名|课程|课题)\s*[:：]\s*《?([^》]{2,60})》?$")
QUOTED = pattern(r"《([^》]{2,60})》")

LESSON = pattern(rf"^(?:第\s*{NUMBER}{{1,4}}\s*(?:[讲课次]|课时|单元))\s*[:：、.．\-—–\s]*(.*)$")
NUMBERED = pattern(r"^([0-9０-９]{1,2})\s*[.．、)）]\s*(.+)$")
CHINESE = pattern(r"^([一二三四五六七八九十]{1,3})\s*、\s*(.+)$")
SECTION = (
    "课程内容",
    "课时安排",
    "学时安排",
    "学时分配",
    "课程安排",
    "内容安排",
    "授课安排",
    "教学安排",
    "教学内容",
    "每讲内容",
    "各讲",
    "讲次",
    "分几讲",
    "lessons",
)
HEADWORDS = ("目标", "简介", "对象", "方式", "考核", "要求", "教材", "参考", "准备", "安排", "重点", "难点", "过程", "方法", "怎么")
LENGTH = pattern(r"[(（]?\s*([0-9０-９]{1,3})\s*(分钟|课时|学时|min(?:utes)?)\s*[)）]?", IGNORECASE)
DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


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
    return "" if title.lower() in NOT_A_TITLE or len(title) < 2 else title


def first_line(lines: Sequence[str]) -> str:
    """The head of the paper itself, when it is short."""
    head = next((line.strip() for line in lines if line.strip()), "")
    return clean_title(bare_name(head)) if len(head) <= LONGEST_HEADING + 10 else ""


# ---- the lessons


def lessons_of(lines: Sequence[str]) -> list[Lesson]:
    """The lessons that an outline lists: lines such as “第一讲 站好，量准”, else a list that counts from one under a heading about the content."""
    kept = [line.strip() for line in lines if line.strip()]
    found = marked(kept)
    if len(found) < 2:
        found = counted(kept)
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
    tens, _, ones = number.rpartition("十")
    if "十" not in number:
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
    title = (text[: length.start()] + text[length.end() :] if length else text).split("\t")[0].strip(" \u3000:：、-—–|")
    if length is None:
        return Lesson(title)
    minutes = int(length[1]) * (MINUTES_PER_PERIOD if length[2] in ("课时", "学时") else 1)
    return Lesson(title, minutes if 1 <= minutes <= 600 else None)
