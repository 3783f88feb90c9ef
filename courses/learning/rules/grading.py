"""Marking a check on plain values, in whole numbers: nobody fails because of how a fraction is rounded."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

MOST_QUESTIONS = 30
MOST_CHOICES = 6
FEWEST_CHOICES = 2

Answers = Mapping[str, Collection[int]]


@dataclass(frozen=True, slots=True)
class Marked:
    """One question of a paper: the numbers of its choices and of the right ones, and whether several may be picked."""

    key: str
    choices: frozenset[int]
    right: frozenset[int]
    several: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """How many questions were answered right, of how many, and whether that is enough."""

    right: int
    total: int
    passed: bool

    @property
    def percent(self) -> int:
        return self.right * 100 // self.total if self.total else 0


def is_right(question: Marked, picked: Collection[int]) -> bool:
    """All right ones and no wrong one."""
    return frozenset(picked) == question.right and bool(question.right)


def grade(paper: Iterable[Marked], answers: Answers, pass_percent: int) -> Mark:
    """Mark a paper. Questions without an answer are wrong; `pass_percent` of the questions must be right, in exact numbers."""
    marks = [is_right(question, answers.get(question.key, ())) for question in paper]
    right, total = sum(marks), len(marks)
    return Mark(right, total, total > 0 and right * 100 >= pass_percent * total)


def is_sound(question: Marked, picked: Collection[int]) -> bool:
    """True for what can be picked: choices of this question, each once, and one at most where one is right."""
    known = frozenset(picked) <= question.choices and len(frozenset(picked)) == len(picked)
    return known and (question.several or len(picked) <= 1)


def unanswered(paper: Iterable[Marked], answers: Answers) -> list[int]:
    """The places (from 1) of the questions without an answer."""
    return [place for place, question in enumerate(paper, start=1) if not answers.get(question.key)]


def is_complete(choices: Collection[bool], several: bool) -> bool:
    """Whether a question can be asked: enough choices, and a right one among them (only one where one is to be picked).

    `choices` says of each choice whether it is right.
    """
    right = sum(choices)
    return FEWEST_CHOICES <= len(choices) <= MOST_CHOICES and (right >= 1 if several else right == 1)
