"""Arithmetic of ratings on plain values: answers, sealed blocks, who may rate, what is shown together, and what a score says of itself.

Counts are exact whole numbers, means are Decimal. No Django, no clock; randomness is passed in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from college.anonymity import names_somebody, says_something, shuffled, tidy

__all__ = ["names_somebody", "says_something", "shuffled", "tidy"]  # of the college, beside what stands here
ITEMS = ("clear", "relevant", "engaging", "effective", "interactive", "materials")  # 深入浅出 针对性 有趣性 有效性 互动 资料
FORM = 1  # the version of the six questions; a reworded question is a new version, old answers stay with theirs
LOWEST, HIGHEST = 1, 5
FEWEST = 5  # answers that anybody may ever be shown at once
LONGEST_TEXT = 300
BLOCK = 1280  # bytes of every sealed rating, whatever it says

Answers = tuple[int, ...]
Counts = dict[str, list[int]]


# ---- one rating


class BadAnswers(ValueError):
    """Some of the six answers are missing or no whole number from one to five; `items` names them."""

    def __init__(self, items: Sequence[str]) -> None:
        super().__init__(", ".join(items))
        self.items = tuple(items)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one learner says: six answers in the order of ITEMS, and perhaps a few words."""

    answers: Answers
    text: str = ""
    form: int = FORM


def sound_answers(answers: Mapping[str, object]) -> Answers:
    """The six answers in order. Raises BadAnswers."""
    bad = [item for item in ITEMS if not _is_answer(answers.get(item))]
    if bad:
        raise BadAnswers(bad)
    return tuple(int(str(answers[item])) for item in ITEMS)


def _is_answer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and LOWEST <= value <= HIGHEST


def pack(ballot: Ballot) -> bytes:
    """A ballot as a block whose length says nothing: form, six answers, length of the text in two bytes, text, zeros."""
    text = ballot.text.encode()
    block = bytes([ballot.form, *ballot.answers]) + len(text).to_bytes(2, "big") + text
    if len(block) > BLOCK:
        raise ValueError(len(block))
    return block.ljust(BLOCK, b"\0")


def unpack(block: bytes) -> Ballot:
    """The ballot that was packed."""
    head = 1 + len(ITEMS)
    length = int.from_bytes(block[head : head + 2], "big")
    return Ballot(tuple(block[1:head]), block[head + 2 : head + 2 + length].decode(), block[0])


# ---- what is shown together


@dataclass(frozen=True, slots=True)
class Closed:
    """A class whose window has closed, by its key, with the number of its answers."""

    key: int
    answers: int


def join(new: Closed, waiting: Sequence[Closed], least: int) -> list[int]:
    """The keys of the classes that form a batch with a class that has just closed; empty while they are too few.

    `waiting` are the small classes of the same course by the same teacher that no batch holds yet. A class with enough answers is always
    a batch by itself: its teacher sees it alone, so a batch that held others with it would show them by subtraction. Whatever is published
    later, of a course or of a teacher, is a sum of batches; no combination of such sums can show less than one batch.
    """
    least = max(least, FEWEST)
    if new.answers >= least:
        return [new.key]
    if new.answers + sum(one.answers for one in waiting) >= least:
        return [*(one.key for one in waiting), new.key]
    return []


# ---- a score


def tally(ratings: Iterable[Answers]) -> Counts:
    """How many answered 1 to 5, for each item."""
    counts: Counts = {item: [0] * HIGHEST for item in ITEMS}
    for answers in ratings:
        for item, answer in zip(ITEMS, answers, strict=True):
            counts[item][answer - 1] += 1
    return counts


def add(some: Mapping[str, Sequence[int]], more: Mapping[str, Sequence[int]]) -> Counts:
    """Both counts together; an empty one is nothing."""
    return {item: [a + b for a, b in zip(some.get(item, [0] * HIGHEST), more.get(item, [0] * HIGHEST), strict=True)] for item in ITEMS}


def points(counts: Mapping[str, Sequence[int]]) -> int:
    """All answers of all items added up. Together with how many people answered it is enough for the mean."""
    return sum(value * count for item in ITEMS for value, count in enumerate(counts.get(item, ()), start=1))


def mean_of_points(total: int, answers: int) -> Decimal:
    """The mean of what so many people answered, to one decimal, as `Score.mean`."""
    return one_decimal(Decimal(total) / Decimal(answers * len(ITEMS)))


def one_decimal(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


# Student's t for a 95% interval, from 5 answers (4 degrees of freedom) to 30; beyond, the normal one is close enough.
T = (
    "2.776 2.571 2.447 2.365 2.306 2.262 2.228 2.201 2.179 2.160 2.145 2.131 2.120 2.110 "
    "2.101 2.093 2.086 2.080 2.074 2.069 2.064 2.060 2.056 2.052 2.048 2.045"
)
STUDENT = tuple(Decimal(value) for value in T.split())
NORMAL = Decimal("1.960")


@dataclass(frozen=True, slots=True)
class Score:
    """A published score: how many answered, how many could have, and how often each answer was given to each item."""

    answers: int
    eligible: int
    counts: Mapping[str, Sequence[int]]

    def mean_of(self, item: str) -> Decimal:
        """The mean of one item, exact."""
        row = self.counts[item]
        return Decimal(sum(value * count for value, count in enumerate(row, start=1))) / Decimal(sum(row))

    @property
    def exact_mean(self) -> Decimal:
        """Whoever answers at all answers every item, so the mean of the items is that of all answers together."""
        return Decimal(points(self.counts)) / Decimal(sum(sum(self.counts[item]) for item in ITEMS))

    @property
    def mean(self) -> Decimal:
        """The mean of all answers to one decimal, never corrected by anything."""
        return one_decimal(self.exact_mean)

    @property
    def means(self) -> dict[str, Decimal]:
        return {item: one_decimal(self.mean_of(item)) for item in ITEMS}

    @property
    def distribution(self) -> list[int]:
        """How often 1 to 5 was answered, over all items."""
        return [sum(self.counts[item][place] for item in ITEMS) for place in range(HIGHEST)]

    @property
    def band(self) -> tuple[Decimal, Decimal]:
        """A 95% interval for the mean, to one decimal, within 1 and 5.

        The spread of a person's mean is not kept (answers of one person are not kept together in a score); the mean spread of the items is
        never smaller, so the band is rather too wide than too narrow.
        """
        variance = sum((self._variance(item) for item in ITEMS), Decimal(0)) / len(ITEMS)
        half = _student(self.answers) * (variance / self.answers).sqrt()
        return one_decimal(max(Decimal(LOWEST), self.exact_mean - half)), one_decimal(min(Decimal(HIGHEST), self.exact_mean + half))

    def _variance(self, item: str) -> Decimal:
        mean, row = self.mean_of(item), self.counts[item]
        return sum((count * (value - mean) ** 2 for value, count in enumerate(row, start=1)), Decimal(0)) / Decimal(self.answers - 1)

    @property
    def rate(self) -> int:
        """The share of those who could rate and did, in whole percent. Who could is counted at the close, so it may be passed."""
        return min(100, self.answers * 100 // self.eligible) if self.eligible else 100

    @property
    def is_enough(self) -> bool:
        """True when enough have answered to compare: 80% of up to 20 people, 75% of up to 50, 50% of more."""
        return self.rate >= (80 if self.eligible <= 20 else 75 if self.eligible <= 50 else 50)


def _student(answers: int) -> Decimal:
    place = answers - FEWEST
    return STUDENT[place] if place < len(STUDENT) else NORMAL
