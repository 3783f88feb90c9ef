"""The rules of days, each asked for once, and the seal of all that rules say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from courses.credits.models import Entry, RequiredCourse, Requirement, RuleSet
from courses.credits.rules.chain import seal
from courses.credits.rules.pricing import worth
from courses.credits.rules.terms import Terms

Need = tuple[int, int, int, int]  # a category's number, and the hundredths it needs: required, elective, project


class Rules:
    """The rules of each day, their required courses and their terms, each asked for once."""

    def __init__(self) -> None:
        self._of_day: dict[date, RuleSet | None] = {}
        self._required: dict[int, set[int]] = {}
        self._terms: dict[int, Terms] = {}

    def of(self, day: date) -> RuleSet | None:
        if day not in self._of_day:
            self._of_day[day] = RuleSet.objects.valid_on(day).first()
        return self._of_day[day]

    def required(self, rules: RuleSet) -> set[int]:
        """The numbers of the courses that are required."""
        if rules.pk not in self._required:
            self._required[rules.pk] = set(RequiredCourse.objects.filter(rule_set=rules).values_list("course", flat=True))
        return self._required[rules.pk]

    def category(self, rules: RuleSet, course: int) -> str:
        """The kind in which a course counts, by its number."""
        return Entry.Category.REQUIRED if course in self.required(rules) else Entry.Category.ELECTIVE

    def terms(self, rules: RuleSet) -> Terms:
        """All that the rules say, sealed."""
        if rules.pk not in self._terms:
            self._terms |= terms_of([rules])
        return self._terms[rules.pk]


def rules_worth(rules: RuleSet, minutes: int) -> int:
    """What a course with so many minutes of lessons is worth under these rules."""
    return worth(minutes, minutes_per_credit=rules.minutes_per_credit, course_cap=rules.course_cap)


def terms_of(several: Sequence[RuleSet]) -> dict[int, Terms]:
    """The terms of rules by their keys. Two queries."""
    courses, needs = defaultdict[int, set[int]](set), defaultdict[int, list[Need]](list)
    for key, course in RequiredCourse.objects.filter(rule_set__in=several).values_list("rule_set", "course"):
        courses[key].add(course)
    for key, *need in Requirement.objects.filter(rule_set__in=several).values_list("rule_set", "category", "required", "elective", "project"):
        needs[key].append((need[0], need[1], need[2], need[3]))
    return {rules.pk: _terms(rules, courses[rules.pk], needs[rules.pk]) for rules in several}


def _terms(rules: RuleSet, courses: set[int], needs: list[Need]) -> Terms:
    figures = (rules.version, rules.minutes_per_credit, rules.course_cap)
    # The last day is not under the seal: it is the one thing that may still be said of published rules.
    words = [rules.title, rules.text, rules.valid_from.isoformat()]
    sha256 = seal([*figures, *words, sorted(courses), sorted(map(list, needs))])
    return Terms(*figures, frozenset(courses), rules.valid_from, rules.valid_until, sha256)
