"""What a draw asks the rules of classes: whose seats are kept, for whom a class is not, who may have it beyond the limit.

Classes come with their term and its plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from courses.selection.domain.eligibility import Pair, unmet_of
from courses.selection.domain.groups import groups_of, kept_of
from courses.selection.models import Offering, Waiver
from courses.selection.rules import Group, Reason

GROUPS = tuple(group.value for group in Group)  # in the order in which their seats are given


def kept_by_group(offering: Offering) -> dict[str, int]:
    """How many seats of a class are kept for each group."""
    return {group.value: seats for group, seats in kept_of(offering).items()}


def groups_of_wishes(pairs: Iterable[Pair]) -> dict[tuple[int, int], frozenset[str]]:
    """By (class, learner) the groups of the class to which she belongs."""
    return {pair: frozenset(group.value for group in groups) for pair, groups in groups_of(pairs).items()}


def barred_of(pairs: Iterable[Pair], now: datetime) -> set[tuple[int, int]]:
    """(class, learner) where the class is not for her. How many classes she has is the draw's to count."""
    return {pair for pair, reasons in unmet_of(pairs, now).items() if reasons - {Reason.LIMIT}}


def beyond_of(round_id: int) -> set[tuple[int, int]]:
    """(class, learner) where the office has made an exception from the limit, for all who have wishes in the round: the latest word counts. One query."""
    rows = Waiver.objects.filter(learner__ballots__round=round_id).order_by("at", "pk").values_list("offering", "learner", "reasons")
    said = {(offering, learner): reasons for offering, learner, reasons in rows}
    return {pair for pair, reasons in said.items() if Reason.LIMIT.value in reasons}
