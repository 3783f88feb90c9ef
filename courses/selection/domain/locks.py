"""The order in which rows are locked: people by number, then the offering. Every verb keeps to it, so that no two wait for each other.

`no_key` leaves foreign key checks of other transactions alone. SQLite has no row locks: its transactions begin with the write lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField

from college.compiled import Answer, Compiled, Given
from college.errors import NotAllowed
from college.models import User
from courses.selection.domain.refusals import NotYourClass
from courses.selection.models import Offering


@Compiled
def _LEARNER() -> Any:
    return User.objects.filter(pk=Given("learner", BigIntegerField()), is_active=True).order_by().select_for_update(of=("self",), no_key=True).values_list("pk")


def lock_learner(learner_id: int) -> None:
    """`lock_learners` for one, as cheap as it can be. Raises NotAllowed when the account was closed, or joined with another, in this moment."""
    must_be_there(ask_learner(learner_id))


def ask_learner(learner_id: int) -> Answer:
    """The question that holds an account, for a journey with others."""
    return _LEARNER.ask(learner=learner_id)


def must_be_there(held: Answer) -> None:
    if not held.rows():
        raise NotAllowed


def lock_learners(learner_ids: Iterable[int]) -> None:
    """Hold these accounts until the end of the transaction: two picks of one person come one after the other."""
    list(User.objects.filter(pk__in=set(learner_ids)).order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def hold_round(round_id: int) -> None:
    """Hold a round against the closing of its list, but not against others who write their wishes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM courses_round WHERE id = %s FOR KEY SHARE", [round_id])


def lock_offering(offering_id: int) -> Offering:
    """The offering, held until the end of the transaction. Raises NotYourClass when there is none."""
    offering = Offering.objects.select_for_update(of=("self",), no_key=True).filter(pk=offering_id).first()
    if offering is None:
        raise NotYourClass
    return offering
