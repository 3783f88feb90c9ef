"""Counting the answers of a survey: by question, option and neighbourhood. Sums only; nothing here knows a person.

Counts = {"sizes": [people of each neighbourhood, last those who did not say], "tables": {key: rows}}: each row, of one neighbourhood, counts
every option, and last those who left the question out. Of several and of rank an option counts the people who named it.
`points` of a rank: 3 for each first place, 2 for each second, 1 for each third.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypedDict

from courses.catalogue.rules.questions import FIRST_THREE, Answer, Answers, Ballot, Kind, Question

DOUBTFUL = 6  # so many answers from one device on one day are looked at before they count

Rows = list[list[int]]


class Counts(TypedDict):
    sizes: list[int]
    tables: dict[str, Rows]
    points: dict[str, list[int]]


def place_of(questions: Sequence[Question]) -> Question | None:
    return next((question for question in questions if question.kind is Kind.PLACE), None)


def counted(questions: Sequence[Question]) -> list[Question]:
    """The questions that have something to count beside words and neighbourhoods."""
    return [question for question in questions if question.kind not in (Kind.TEXT, Kind.PLACE)]


def nothing(questions: Sequence[Question]) -> Counts:
    place = place_of(questions)
    groups = (place.choices if place else 0) + 1
    tables = {question.key: [[0] * (question.choices + 1) for _group in range(groups)] for question in counted(questions)}
    points = {question.key: [0] * question.choices for question in questions if question.kind is Kind.RANK}
    return {"sizes": [0] * groups, "tables": tables, "points": points}


def tally(questions: Sequence[Question], ballots: Iterable[Answers]) -> Counts:
    """The sums of these answers."""
    counts, place = nothing(questions), place_of(questions)
    for answers in ballots:
        said = answers.get(place.key) if place else None
        group = said if isinstance(said, int) else -1
        counts["sizes"][group] += 1
        for question in counted(questions):
            answer = answers.get(question.key)
            for column in _columns(answer):
                counts["tables"][question.key][group][column] += 1
            if question.kind is Kind.RANK and isinstance(answer, list):
                for nth, option in enumerate(answer):
                    counts["points"][question.key][option] += FIRST_THREE - nth
    return counts


def _columns(answer: Answer | None) -> list[int]:
    if answer is None or isinstance(answer, str):
        return [-1]
    return answer if isinstance(answer, list) else [answer]


def add(one: Counts, other: Counts) -> Counts:
    """Both together, of the same questions."""
    return {
        "sizes": _sums(one["sizes"], other["sizes"]),
        "tables": {key: [_sums(*rows) for rows in zip(table, other["tables"][key], strict=True)] for key, table in one["tables"].items()},
        "points": {key: _sums(points, other["points"][key]) for key, points in one["points"].items()},
    }


def _sums(one: Sequence[int], other: Sequence[int]) -> list[int]:
    return [a + b for a, b in zip(one, other, strict=True)]


def batches(ballots: Sequence[Ballot]) -> dict[str, list[Answers]]:
    """The answers by doubtful batch, the largest first; under "" all that nobody need look at."""
    sizes = Counter(ballot.batch for ballot in ballots if ballot.batch)
    doubtful = [batch for batch, size in sizes.most_common() if size >= DOUBTFUL]
    found: dict[str, list[Answers]] = {"": [], **{batch: [] for batch in doubtful}}
    for ballot in ballots:
        found[ballot.batch if ballot.batch in found else ""].append(ballot.answers)
    return found
