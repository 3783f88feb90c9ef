"""What a survey found, as everybody may see it: small numbers hidden, small neighbourhoods joined. Plain values that can be kept as JSON.

Results = {"people": n, "groups": [{"places": [...], "size": n}], "questions": {key: {"sums": [...], "cells": [[...]], "points": [...]}}}
`places` are options of the neighbourhood question (the number beyond the last one: did not say); `sums` counts each option and, where one answer is
asked for, last those who left it out; None is hidden; `cells` has a row for each group, or is empty when no breakdown can be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from courses.catalogue.rules.questions import Kind, Question
from courses.catalogue.rules.suppression import FEWEST, hide, joined
from courses.catalogue.rules.tallies import Counts, Rows, counted

Numbers = list[int | None]


class Group(TypedDict):
    places: list[int]
    size: int


class Found(TypedDict):
    sums: Numbers
    cells: list[Numbers]
    points: Numbers


class Results(TypedDict):
    people: int
    groups: list[Group]
    questions: dict[str, Found]


def results(questions: Sequence[Question], counts: Counts) -> Results:
    """Of fewer than five people nothing is shown but that there were too few (`people` is 0 then)."""
    together = joined(counts["sizes"])
    if not together:
        return {"people": 0, "groups": [], "questions": {}}
    groups: list[Group] = [{"places": places, "size": sum(counts["sizes"][place] for place in places)} for places in together]
    found = {question.key: _found(question, _joined(counts["tables"][question.key], together), groups, counts) for question in counted(questions)}
    return {"people": sum(counts["sizes"]), "groups": groups if len(groups) > 1 else [], "questions": found}


def _joined(table: Rows, together: Sequence[Sequence[int]]) -> Rows:
    return [[sum(table[place][column] for place in places) for column in range(len(table[0]))] for places in together]


def _found(question: Question, table: Rows, groups: Sequence[Group], counts: Counts) -> Found:
    """Where people may name several options, each option is a table of its own: those who named it, and those who did not."""
    if question.kind not in (Kind.SEVERAL, Kind.RANK):
        shown = hide([row[: question.choices] for row in table] if question.required else table)  # that nobody left it out is known anyway
        return {"sums": shown.sums, "cells": shown.cells if len(groups) > 1 else [], "points": []}
    sums: Numbers = []
    cells: list[Numbers] = [[] for _group in groups]
    for option in range(question.choices):
        one = hide([[row[option], group["size"] - row[option]] for row, group in zip(table, groups, strict=True)])
        sums.append(one.sums[0])
        for place, row in enumerate(cells):
            row.append(one.cells[place][0] if one.cells else None)
    points: Numbers = [value if total is not None else None for value, total in zip(counts["points"].get(question.key, []), sums, strict=False)]
    return {"sums": sums, "cells": cells if len(groups) > 1 else [], "points": points}


def asked(found: Results, key: str, option: int, group: int | None = None) -> int | None:
    """How many asked for an option, of everybody or of one group; None where it is hidden or does not exist."""
    question = found["questions"].get(key)
    rows = (question["cells"] if group is not None else [question["sums"]]) if question else []
    place = group or 0
    return rows[place][option] if 0 <= place < len(rows) and 0 <= option < len(rows[place]) else None


__all__ = ["FEWEST", "Found", "Group", "Results", "asked", "results"]
