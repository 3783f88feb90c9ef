"""How Word counts: numbers of a list in the form that its author chose, such as 一、 or （3） or 2.1."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from re import Match, compile

DIGITS = "〇一二三四五六七八九"
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
PLACE = compile(r"%([1-9])")
NATURAL_FORMS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
NATURAL = compile(r"%[1-9][.．、)）]?")  # what a browser shows for a list by itself


def chinese(number: int, digits: str = DIGITS, units: str = "十百千") -> str:
    """Up to 9999 in words (十二, 一百零五); beyond that in digits."""
    if not 0 < number <= 9999:
        return str(number)
    words, gap = "", False
    for place, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        if digit:
            words += ("零" if gap else "") + digits[digit] + (units[place - 1] if place else "")
            gap = False
        else:
            gap = bool(words)
    return words.removeprefix("一") if words.startswith("一十") else words


def letters(number: int) -> str:
    """a, b … z, then aa, bb as Word does it."""
    return "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * min(1 + (number - 1) // 26, 9) if number > 0 else str(number)


def roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, sign in ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda number: "".join(DIGITS[int(digit)] for digit in str(number)) if number >= 0 else str(number),
    "chineseLegalSimplified": lambda number: chinese(number, LEGAL_DIGITS, "拾佰仟"),
    "ideographLegalTraditional": lambda number: chinese(number, LEGAL_DIGITS, "拾佰仟"),
    "ideographTraditional": one_of(STEMS),
    "ideographZodiac": one_of(BRANCHES),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "none": lambda number: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the form of its number, the text around it ("%1.%2" names numbers of levels from 1), its first number."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1

    @property
    def is_bullet(self) -> bool:
        return self.form == "bullet"

    @property
    def natural(self) -> str:
        """The `type` of a browser's list that shows the same: "1", "a", "A", "i", "I"; "" where none does."""
        return NATURAL_FORMS.get(self.form, "") if NATURAL.fullmatch(self.text.strip()) else ""


@dataclass(slots=True)
class Counter:
    """Counts through the paragraphs of one file. `levels`: of each list by depth from 0; lists of one `family` go on counting together."""

    levels: Mapping[str, Mapping[int, Level]]
    family: Mapping[str, str] = field(default_factory=dict)
    restarts: set[tuple[str, int]] = field(default_factory=set)  # lists that begin anew at a depth, when they are met first
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    met: set[tuple[str, int]] = field(default_factory=set)

    def next(self, number: str, depth: int) -> tuple[int, str]:
        """The count of the next paragraph in the list `number` at a depth, and its label as Word writes it."""
        counts = self.counts[self.family.get(number, number)]
        level = self.level(number, depth)
        anew = (number, depth) in self.restarts and (number, depth) not in self.met
        self.met.add((number, depth))
        counts[depth] = level.start if anew or depth not in counts else counts[depth] + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        return counts[depth], self.label(number, depth, counts)

    def level(self, number: str, depth: int) -> Level:
        return self.levels.get(number, {}).get(depth, Level())

    def label(self, number: str, depth: int, counts: Mapping[int, int]) -> str:
        def written(place: Match[str]) -> str:
            at = int(place[1]) - 1
            level = self.level(number, at)
            return FORMS.get(level.form, str)(counts.get(at, level.start))

        return PLACE.sub(written, self.level(number, depth).text).strip()
