"""The results of a survey in words, for the page and for the file: the same numbers for both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.catalogue.domain.needs import group_name
from courses.catalogue.models import Survey
from courses.catalogue.rules.questions import SCALE, Kind, Question
from courses.catalogue.rules.results import Found, Results
from courses.catalogue.rules.tallies import counted


@dataclass(frozen=True)
class Bar:
    """One option: its words, how many (None: hidden), per cent of all who answered the survey, points of a rank, and its number."""

    words: str
    count: int | None
    percent: int | None
    points: int | None
    option: int


@dataclass(frozen=True)
class Cell:
    count: int | None
    level: int  # 0-4: how large a share of its group, for the tint


@dataclass(frozen=True)
class Row:
    """A group of neighbourhoods."""

    name: str
    size: int
    cells: list[Cell]
    group: int


@dataclass(frozen=True)
class Table:
    question: Question
    bars: list[Bar]
    rows: list[Row]

    @property
    def names(self) -> list[str]:
        """The words of the columns, in the order of the cells."""
        return labels(self.question) + ([bar.words for bar in self.bars if bar.option >= self.question.choices] if self.rows else [])

    @property
    def options(self) -> list[Bar]:
        """What a need can be made of: options that enough people chose."""
        if self.question.kind is Kind.SCALE:
            return []
        return [bar for bar in self.bars if bar.count is not None and bar.option < self.question.choices]


def tables_of(survey: Survey) -> list[Table]:
    """A table for each question that is counted; none when too few people have answered."""
    found: Results = survey.results
    return [_table(survey, question, found["questions"][question.key]) for question in counted(survey.asked) if question.key in found["questions"]]


def labels(question: Question) -> list[str]:
    """The words of the columns."""
    if question.kind is Kind.SCALE:
        low, high = question.options
        names = [str(place) for place in range(1, SCALE + 1)]
        return [f"{names[0]} {low}", *names[1:-1], f"{names[-1]} {high}"]
    return list(question.options)


def _table(survey: Survey, question: Question, found: Found) -> Table:
    people = survey.results["people"]
    names = labels(question)
    names += [_("no answer")] * (len(found["sums"]) - len(names))
    bars = [_bar(found, people, words, place) for place, words in enumerate(names)]
    if question.kind is Kind.RANK:
        bars.sort(key=lambda bar: (bar.points is None, -(bar.points or 0), bar.option))
    rows = [
        Row(group_name(survey, group), group["size"], [Cell(count, _level(count, group["size"])) for count in cells], place)
        for place, (group, cells) in enumerate(zip(survey.results["groups"], found["cells"], strict=False))
    ]
    return Table(question, bars, rows)


def _bar(found: Found, people: int, words: str, place: int) -> Bar:
    count = found["sums"][place]
    return Bar(words, count, _share(count, people), _nth(found["points"], place), place)


def _share(count: int | None, whole: int) -> int | None:
    return None if count is None else round(100 * count / whole)


def _level(count: int | None, size: int) -> int:
    return 0 if count is None else min(4, 5 * count // size)


def _nth(values: list[int | None], place: int) -> int | None:
    return values[place] if place < len(values) else None


def as_rows(survey: Survey) -> Iterator[list[str | int]]:
    """The lines of the file: for each question a heading, everybody, then each group. What is hidden says so."""
    hidden = pgettext("instead of a number", "hidden")
    yield [survey.title]
    yield [_("%(n)s answers; numbers under 5 are hidden, and others that would give them away.") % {"n": survey.results["people"]}]
    for table in tables_of(survey):
        ordered = sorted(table.bars, key=lambda bar: bar.option)
        yield []
        yield [table.question.text]
        yield [_("Neighbourhood"), _("people"), *(bar.words for bar in ordered)]
        yield [_("all"), survey.results["people"], *(hidden if bar.count is None else bar.count for bar in ordered)]
        for row in table.rows:
            yield [row.name, row.size, *(hidden if cell.count is None else cell.count for cell in row.cells)]
