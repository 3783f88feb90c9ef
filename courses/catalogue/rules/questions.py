"""The questions of a survey as plain values, and what people may answer to them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from college.anonymity import says_something, tidy

LONGEST_TEXT = 300  # characters of an answer in words
MOST_QUESTIONS, MOST_TEXTS, MOST_OPTIONS, MOST_PLACES = 20, 3, 12, 40
FIRST_THREE = 3  # so many are put in order
SCALE = 5

Answer = int | list[int] | str
Answers = dict[str, Answer]  # by the question's key; what was left out is not there


class Kind(StrEnum):
    """One of several options, several of them, a scale of five, the first three in order, words, where somebody lives."""

    SINGLE = "single"
    SEVERAL = "several"
    SCALE = "scale"
    RANK = "rank"
    TEXT = "text"
    PLACE = "place"


class Problem(StrEnum):
    """What is wrong with one answer."""

    MISSING = "missing"
    UNKNOWN = "unknown"  # no option of this question
    TOO_MANY = "too_many"
    TWICE = "twice"
    TOO_LONG = "too_long"
    NO_WORDS = "no_words"


@dataclass(frozen=True, slots=True)
class Question:
    """`key` is q1, q2, … by its place; `options` in order (of a scale: the words for its two ends); `most`: how many may be ticked, 0 for any number."""

    key: str
    kind: Kind
    text: str
    hint: str = ""
    options: tuple[str, ...] = ()
    required: bool = True
    most: int = 0

    @property
    def choices(self) -> int:
        """How many options there are to count."""
        return SCALE if self.kind is Kind.SCALE else len(self.options)


class BadAnswers(ValueError):
    """Some answers cannot be taken; `problems` maps the keys of their questions to what is wrong."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(problems))
        self.problems = dict(problems)


def digest(questions: Sequence[Question]) -> str:
    """A short word for exactly these questions: a form that was opened before they changed is noticed."""
    plain = json.dumps([asdict(question) for question in questions], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def sound(questions: Sequence[Question], given: Mapping[str, object]) -> Answers:
    """What was said, as it is counted. `given` maps keys to a number, a list of numbers or words. Raises BadAnswers."""
    kept: Answers = {}
    problems: dict[str, Problem] = {}
    for question in questions:
        answer = _plain(question, given.get(question.key))
        problem = _problem(question, answer)
        if problem is not None:
            problems[question.key] = problem
        elif not _is_empty(answer):
            kept[question.key] = answer
    if problems:
        raise BadAnswers(problems)
    return kept


def _is_empty(answer: Answer) -> bool:
    return answer in ("", [])


def _plain(question: Question, given: object) -> Answer:
    """The answer in its one form: "" or [] where nothing was said, -1 for what is no number."""
    if question.kind is Kind.TEXT:
        return tidy(given) if isinstance(given, str) else ""
    if question.kind in (Kind.SEVERAL, Kind.RANK):
        numbers = [_number(one) for one in given] if isinstance(given, list | tuple) else []
        return sorted(numbers) if question.kind is Kind.SEVERAL else numbers
    return "" if given in (None, "") else _number(given)


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return -1
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1


def _problem(question: Question, answer: Answer) -> Problem | None:
    if _is_empty(answer):
        return Problem.MISSING if question.required else None
    if isinstance(answer, str):
        if len(answer) > LONGEST_TEXT:
            return Problem.TOO_LONG
        return None if says_something(answer) else Problem.NO_WORDS
    chosen = answer if isinstance(answer, list) else [answer]
    if any(not 0 <= one < question.choices for one in chosen):
        return Problem.UNKNOWN
    if len(set(chosen)) != len(chosen):
        return Problem.TWICE
    most = FIRST_THREE if question.kind is Kind.RANK else question.most
    return Problem.TOO_MANY if most and len(chosen) > most else None


# ---- an answer as it lies sealed

BLOCK = 5120  # bytes of every sealed answer, whatever it says: three long texts of the widest signs, and all the numbers


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one person said, and from which batch of one device it came ("" for people with an account or a paper slip)."""

    answers: Answers
    batch: str = ""


def pack(ballot: Ballot) -> bytes:
    """A block whose length says nothing. Raises ValueError for what could not have passed `sound`."""
    text = json.dumps([ballot.answers, ballot.batch], ensure_ascii=False, separators=(",", ":")).encode()
    if len(text) + 2 > BLOCK:
        raise ValueError(len(text))
    return (len(text).to_bytes(2, "big") + text).ljust(BLOCK, b"\0")


def unpack(block: bytes) -> Ballot:
    """The answer that was packed."""
    length = int.from_bytes(block[:2], "big")
    answers, batch = json.loads(block[2 : 2 + length].decode())
    return Ballot(answers, batch)
