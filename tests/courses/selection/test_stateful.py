"""Everything that can happen to a few classes, in any order, against a model of sets and lists that knows no database.

`STATEFUL=500` looks at so many histories of 60 steps instead of a few short ones.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from college.errors import DomainError
from courses.selection import domain
from courses.selection.domain.refusals import SeatsInUse
from courses.selection.models import Enrolment, Offering, WaitlistEntry
from tests.factories import selection as make
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

DEEP = int(os.environ.get("STATEFUL", "0"))
TIMES = (0, 0, 1)  # when each class meets: the first two at the same time
HEADS = 4
PEOPLE, CLASSES = st.integers(0, HEADS - 1), st.integers(0, len(TIMES) - 1)
FALSE_ROWS = {
    "a count of seats that is not the seats held": """
        SELECT o.id FROM courses_offering o
        WHERE o.seats_taken <> (SELECT count(*) FROM courses_enrolment e WHERE e.offering_id = o.id AND e.state = 'enrolled')""",
    "more seats than there are": "SELECT id FROM courses_offering WHERE seats_taken > capacity",
    "two seats of one learner in one class": """
        SELECT learner_id FROM courses_enrolment WHERE state = 'enrolled' GROUP BY learner_id, offering_id HAVING count(*) > 1""",
    "two seats at the same time": """
        SELECT e.learner_id FROM courses_enrolment e JOIN courses_enrolment f ON f.learner_id = e.learner_id AND f.offering_id > e.offering_id
        JOIN courses_offering o ON o.id = e.offering_id JOIN courses_offering p ON p.id = f.offering_id
        JOIN courses_lesson l ON l.offering_id = e.offering_id
        JOIN courses_lesson m ON m.offering_id = f.offering_id AND m.starts_at < l.ends_at AND l.starts_at < m.ends_at
        WHERE e.state = 'enrolled' AND f.state = 'enrolled' AND o.state <> 'cancelled' AND p.state <> 'cancelled'""",
    "somebody who waits for what she has": """
        SELECT w.id FROM courses_waitlistentry w JOIN courses_enrolment e ON e.offering_id = w.offering_id AND e.learner_id = w.learner_id
        WHERE w.state = 'waiting' AND e.state = 'enrolled'""",
}


def false_rows() -> dict[str, list[Any]]:
    """What must never be in the database, by name."""
    found = {}
    for name, sql in FALSE_ROWS.items():
        with connection.cursor() as cursor:
            cursor.execute(sql)
            if rows := cursor.fetchall():
                found[name] = rows
    return found


class Selection(RuleBasedStateMachine):
    """Numbers stand for people and classes. The model: who has a seat where, who waits where in which order, seats and state of each class."""

    learners: list[Any]
    offerings: list[Any]

    @initialize(capacities=st.lists(st.integers(1, 2), min_size=len(TIMES), max_size=len(TIMES)))
    def begin(self, capacities: list[int]) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.seats: set[tuple[int, int]] = set()
        self.queues: list[list[int]] = [[] for _ in TIMES]
        self.states, self.capacities, self.minute = ["open"] * len(TIMES), capacities, 0
        for of, capacity in zip(self.offerings, capacities, strict=True):
            Offering.objects.filter(pk=of.pk).update(capacity=capacity)

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    # ---- the model

    def free(self, of: int) -> int:
        return self.capacities[of] - sum(1 for _who, where in self.seats if where == of)

    def clashes(self, who: int, of: int) -> bool:
        return any(TIMES[of] == TIMES[other] and other != of and self.states[other] != "cancelled" for one, other in self.seats if one == who)

    def against(self, who: int, of: int) -> str:
        """Why she cannot pick it; empty when she can."""
        reasons = {
            "offering_cancelled": self.states[of] == "cancelled",
            "offering_closed": self.states[of] == "closed",
            "already_enrolled": (who, of) in self.seats,
            "time_clash": self.clashes(who, of),
            "offering_full": self.free(of) < 1,
        }
        return next((reason for reason, holds in reasons.items() if holds), "")

    def hand_on(self, of: int) -> None:
        """Free seats of an open class go to the first in line who have the time."""
        while self.states[of] == "open" and self.free(of) > 0:
            heir = next((who for who in self.queues[of] if not self.clashes(who, of)), None)
            if heir is None:
                return
            self.seat(heir, of)

    def seat(self, who: int, of: int) -> None:
        self.seats.add((who, of))
        if who in self.queues[of]:
            self.queues[of].remove(who)

    # ---- what people do

    def verb(self, verb: Callable[..., Any], who: int, of: int) -> str:
        """What it is answered with; empty when it was done. Every call comes a minute after the last one."""
        self.minute += 1
        try:
            verb(offering_id=self.offerings[of].pk, learner=self.learners[who], now=NOW + timedelta(minutes=self.minute))
        except DomainError as refusal:
            return refusal.code
        return ""

    @rule(who=PEOPLE, of=CLASSES)
    def pick(self, who: int, of: int) -> None:
        expected = self.against(who, of)
        assert self.verb(domain.pick, who, of) == expected
        if not expected:
            self.seat(who, of)

    @rule(who=PEOPLE, of=CLASSES)
    def wait(self, who: int, of: int) -> None:
        against = self.against(who, of)
        expected = "already_waiting" if who in self.queues[of] else against if against == "offering_cancelled" or (who, of) in self.seats else ""
        assert self.verb(domain.join_waitlist, who, of) == (expected or ("" if against else "seats_free"))
        if against and not expected:
            self.queues[of].append(who)

    @rule(data=st.data())
    def do_what_is_open_to_her(self, data: st.DataObject) -> None:
        """Chance alone seldom fills a class and its queue."""
        who, of = data.draw(PEOPLE), data.draw(CLASSES)
        against = self.against(who, of)
        if not against:
            self.pick(who, of)
        elif against in ("offering_full", "time_clash"):
            self.wait(who, of)

    @rule(who=PEOPLE, of=CLASSES)
    def leave(self, who: int, of: int) -> None:
        waits = who in self.queues[of]
        assert self.verb(domain.leave_waitlist, who, of) == ("" if waits else "not_waiting")
        if waits:
            self.queues[of].remove(who)

    @precondition(lambda self: self.seats)
    @rule(data=st.data())
    def drop(self, data: st.DataObject) -> None:
        who, of = data.draw(st.sampled_from(sorted(self.seats)))
        self.seats.remove((who, of))
        assert self.verb(domain.drop, who, of) == ""
        self.hand_on(of)
        for other in range(len(TIMES)):
            if who in self.queues[other]:
                self.hand_on(other)

    @rule(who=PEOPLE, of=CLASSES)
    def drop_what_she_has_not(self, who: int, of: int) -> None:
        if (who, of) not in self.seats:
            assert self.verb(domain.drop, who, of) == "not_enrolled"

    # ---- what the office does

    @rule(of=CLASSES, state=st.sampled_from(["open", "closed", "cancelled", "open"]))
    def turn(self, of: int, state: str) -> None:
        verbs = {"open": domain.open_offering, "closed": domain.close_offering, "cancelled": domain.cancel_offering}
        if state == "open" and self.states[of] == "cancelled":
            return  # its learners may have taken other classes at its time
        verbs[state](offering_id=self.offerings[of].pk, now=NOW)
        self.states[of] = state
        if state == "open":
            self.hand_on(of)

    @rule(of=CLASSES, capacity=st.integers(1, 3))
    def change(self, of: int, capacity: int) -> None:
        changed = Offering.objects.get(pk=self.offerings[of].pk)
        changed.capacity = capacity
        if capacity < self.capacities[of] - self.free(of):
            with pytest.raises(SeatsInUse), transaction.atomic():
                domain.change_offering(offering=changed, fields=["capacity"], now=NOW)
            return
        domain.change_offering(offering=changed, fields=["capacity"], now=NOW)
        self.capacities[of] = capacity
        self.hand_on(of)

    # ---- what holds after every step

    @invariant()
    def nothing_false_is_in_the_database(self) -> None:
        assert false_rows() == {}

    @invariant()
    def the_database_says_what_the_model_says(self) -> None:
        if not hasattr(self, "seats"):
            return
        people, classes = ({row.pk: number for number, row in enumerate(rows)} for rows in (self.learners, self.offerings))
        held = Enrolment.objects.filter(state="enrolled").values_list("learner", "offering")
        assert {(people[who], classes[of]) for who, of in held} == self.seats
        queues: list[list[int]] = [[] for _ in TIMES]
        for who, of in WaitlistEntry.objects.filter(state="waiting").order_by("joined_at", "pk").values_list("learner", "offering"):
            queues[classes[of]].append(people[who])
        assert queues == self.queues


def test_no_order_of_things_breaks_selection() -> None:
    term, course = make.term(), make.course()
    Selection.learners = make.people(HEADS)
    Selection.offerings = [make.offering(course, term=term) for _ in TIMES]
    for of, time in zip(Selection.offerings, TIMES, strict=True):
        make.lessons(of, first=NOW + timedelta(days=84 + time), number=1)
    profile = settings(max_examples=DEEP or 12, stateful_step_count=60 if DEEP else 30, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
    run_state_machine_as_test(Selection, settings=profile)
