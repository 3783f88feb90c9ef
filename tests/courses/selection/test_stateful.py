"""Everything that can happen to a few classes, in any order, against a model of sets and lists that knows no database.

`STATEFUL=500` looks at so many histories of 60 steps instead of a few short ones.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from college.errors import DomainError
from courses.selection import domain
from courses.selection.domain import handing_on
from courses.selection.domain.counting import miscounted
from courses.selection.domain.refusals import SeatsInUse
from courses.selection.models import Enrolment, FreedSeat, Offering, Round, SeatOffer, SelectionPlan, WaitlistEntry
from tests.factories import rounds
from tests.factories import selection as make
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

DEEP = int(os.environ.get("STATEFUL", "0"))
TIMES = (0, 0, 1, 2)  # when each class meets: the first two at the same time
COURSES = (0, 1, 0, 2)  # of which course each is: the first and the third of one
HEADS = 4
PEOPLE, CLASSES = st.integers(0, HEADS - 1), st.integers(0, len(TIMES) - 1)
FALSE_ROWS = {
    "two seats of one learner in one class": """
        SELECT learner_id FROM courses_enrolment WHERE state = 'enrolled' GROUP BY learner_id, offering_id HAVING count(*) > 1""",
    "two seats at the same time": """
        SELECT e.learner_id FROM courses_enrolment e JOIN courses_enrolment f ON f.learner_id = e.learner_id AND f.offering_id > e.offering_id
        JOIN courses_offering o ON o.id = e.offering_id JOIN courses_offering p ON p.id = f.offering_id
        JOIN courses_lesson l ON l.offering_id = e.offering_id
        JOIN courses_lesson m ON m.offering_id = f.offering_id AND m.starts_at < l.ends_at AND l.starts_at < m.ends_at
        WHERE e.state = 'enrolled' AND f.state = 'enrolled' AND o.state <> 'cancelled' AND p.state <> 'cancelled'""",
    "two classes of one course": """
        SELECT e.learner_id FROM courses_enrolment e JOIN courses_offering o ON o.id = e.offering_id
        WHERE e.state = 'enrolled' AND o.state <> 'cancelled' GROUP BY e.learner_id, o.course_id, o.term_id HAVING count(*) > 1""",
    "more classes than the limit": """
        SELECT e.learner_id FROM courses_enrolment e JOIN courses_offering o ON o.id = e.offering_id
        JOIN courses_selectionplan p ON p.term_id = o.term_id WHERE e.state = 'enrolled' AND o.state <> 'cancelled' AND o.mode <> 'online'
        GROUP BY e.learner_id, p.id HAVING count(*) > p.offline_limit""",
    "somebody who waits for what she has": """
        SELECT w.id FROM courses_waitlistentry w JOIN courses_enrolment e ON e.offering_id = w.offering_id AND e.learner_id = w.learner_id
        WHERE w.state = 'waiting' AND e.state = 'enrolled'""",
    "an offer to somebody who does not wait": """
        SELECT s.id FROM courses_seatoffer s WHERE s.state = 'open' AND NOT EXISTS (
          SELECT 1 FROM courses_waitlistentry w WHERE w.offering_id = s.offering_id AND w.learner_id = s.learner_id AND w.state = 'waiting')""",
}


@dataclass
class Chain:
    """A seat on its way: who was asked for it, who is asked now until when, or until when it rests."""

    scarce: bool
    asked: list[int] = field(default_factory=list)
    heir: int | None = None
    until: int = 0


def false_rows() -> dict[str, list[Any]]:
    """What must never be in the database, by name."""
    found: dict[str, list[Any]] = {"seats that do not add up": list(miscounted())} if miscounted() else {}
    for name, sql in FALSE_ROWS.items():
        with connection.cursor() as cursor:
            cursor.execute(sql)
            if rows := cursor.fetchall():
                found[name] = rows
    return found


class Selection(RuleBasedStateMachine):
    """Numbers stand for people and classes. The model: how many classes somebody may have, who has a seat where, who waits where in which order, which seats
    are on their way, and the seats and state of each class. Chance chooses 3 hours for every seat that rests."""

    learners: list[Any]
    offerings: list[Any]

    @initialize(
        capacities=st.lists(st.integers(1, 2), min_size=len(TIMES), max_size=len(TIMES)),
        first=st.lists(st.tuples(PEOPLE, CLASSES), min_size=8, max_size=8, unique=True),
        limit=st.sampled_from([2, 1]),
    )
    def begin(self, capacities: list[int], first: list[tuple[int, int]], limit: int) -> None:
        """Classes with people in them and in their queues, since most that can go wrong goes wrong there."""
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.seats: dict[tuple[int, int], None] = {}  # in the order of picking
        self.queues: list[list[int]] = [[] for _ in TIMES]
        self.chains: list[list[Chain]] = [[] for _ in TIMES]
        self.joined: dict[tuple[int, int], float] = {}  # by who waits where: the minute
        self.asked: dict[tuple[int, int], int] = {}  # by who was offered a seat where: the minute of the last time
        self.states, self.capacities, self.minute, self.limit = ["open"] * len(TIMES), capacities, 0, limit
        SelectionPlan.objects.update(offline_limit=limit)
        for of, capacity in zip(self.offerings, capacities, strict=True):
            Offering.objects.filter(pk=of.pk).update(capacity=capacity)
        for who, where in first:
            self.what_is_open_to_her(who, where)

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    # ---- the model

    def free(self, of: int) -> int:
        return self.capacities[of] - sum(1 for _who, where in self.seats if where == of) - len(self.chains[of])

    def offer(self, who: int, of: int) -> Chain | None:
        return next((chain for chain in self.chains[of] if chain.heir == who), None)

    def clashes(self, who: int, of: int) -> bool:
        return any(TIMES[of] == TIMES[other] and other != of and self.states[other] != "cancelled" for one, other in self.seats if one == who)

    def has_twin(self, who: int, of: int) -> bool:
        return any(COURSES[of] == COURSES[other] and other != of and self.states[other] != "cancelled" for one, other in self.seats if one == who)

    def has_enough(self, who: int, of: int) -> bool:
        return sum(self.states[other] != "cancelled" for one, other in self.seats if one == who and other != of) >= self.limit

    def stands_beside(self, who: int, of: int) -> str:
        """What of hers stands against it that she has this class as well; empty when nothing does."""
        reasons = {"same_course": self.has_twin(who, of), "time_clash": self.clashes(who, of), "limit_reached": self.has_enough(who, of)}
        return next((reason for reason, holds in reasons.items() if holds), "")

    def against(self, who: int, of: int) -> str:
        """Why she cannot pick it; empty when she can."""
        reasons = {
            "offering_cancelled": self.states[of] == "cancelled",
            "offering_closed": self.states[of] == "closed",
            "already_enrolled": (who, of) in self.seats,
        }
        first = next((reason for reason, holds in reasons.items() if holds), "")
        return first or self.stands_beside(who, of) or ("offering_full" if self.free(of) < 1 else "")

    def heir(self, of: int, passed_over: Collection[int] = ()) -> int | None:
        waiting = [who for who in self.queues[of] if not self.offer(who, of) and who not in passed_over]
        return next((who for who in waiting if not self.stands_beside(who, of)), None) if self.states[of] == "open" else None

    def ask(self, of: int, chain: Chain, who: int) -> None:
        chain.asked.append(who)
        chain.heir, chain.until = who, self.minute + 24 * 60
        self.asked[who, of] = self.minute

    def hand_on(self, of: int, chain: Chain, *, rests: bool = True) -> None:
        """To the next who was not asked; else it rests where seats are scarce; else it is free."""
        chain.heir = None
        who = self.heir(of, chain.asked)
        if who is not None:
            self.ask(of, chain, who)
        elif rests and chain.scarce and self.states[of] == "open":
            chain.until = self.minute + 3 * 60
        else:
            self.chains[of].remove(chain)

    def freed(self, of: int) -> None:
        """Of the seats of a class one has just been given up."""
        chain = Chain(scarce=self.free(of) < 2)
        self.chains[of].append(chain)
        self.hand_on(of, chain)

    def turn_class(self, of: int, fresh: int = 0, *, again: bool = False) -> None:
        """What is due: offers that are over first, then seats whose hour has come, then what is free beside those who wait."""
        if self.states[of] == "cancelled":
            self.chains[of] = []
            return
        due = sorted((chain for chain in self.chains[of] if chain.until <= self.minute), key=lambda chain: chain.until)
        lapsed, rested = [chain for chain in due if chain.heir is not None], [chain for chain in due if chain.heir is None]
        for chain in lapsed:
            chain.heir = None
        for chain in lapsed:
            self.hand_on(of, chain)
        for chain in rested:
            self.hand_on(of, chain, rests=False)
        for number in range(self.free(of)):
            done = set() if again or number < fresh else {who for who in self.queues[of] if self.asked.get((who, of), -1) >= self.joined[who, of]}
            who = self.heir(of, done)
            if who is None:
                return
            self.chains[of].append(Chain(scarce=False))
            self.ask(of, self.chains[of][-1], who)

    def seat(self, who: int, of: int) -> None:
        self.seats[who, of] = None
        if who in self.queues[of]:
            self.queues[of].remove(who)

    def hold_for_those_who_have_others(self, of: int) -> None:
        """They have taken another class of its course, at its time, or as many as they may: their seats are held for them, and they stand at the head of
        the queue."""
        lost = [who for who, where in self.seats if where == of and self.stands_beside(who, of)]
        first = min((self.joined[who, of] for who in self.queues[of]), default=self.minute)
        self.queues[of][:0] = lost
        for who in lost:
            self.joined[who, of] = first - 0.1
        for who in lost:
            chain = Chain(scarce=self.free(of) < 1)
            del self.seats[who, of]
            self.chains[of].append(chain)
            self.ask(of, chain, who)

    def against_offer(self, who: int, of: int) -> str:
        if self.states[of] == "cancelled":
            return "no_offer" if (who, of) not in self.seats else "already_enrolled"
        chain = self.offer(who, of)
        if chain is None:
            return "already_enrolled" if (who, of) in self.seats else "no_offer"
        if chain.until <= self.minute + 1:
            return "offer_lapsed"
        return self.stands_beside(who, of)

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
        if self.offer(who, of):
            return self.answer(who, of, accepts=True, verb=domain.pick)  # the seat that is held for her
        expected = self.against(who, of)
        assert self.verb(domain.pick, who, of) == expected
        if not expected:
            self.seat(who, of)
        return None

    @rule(who=PEOPLE, of=CLASSES, accepts=st.booleans())
    def answer(self, who: int, of: int, accepts: bool, verb: Callable[..., Any] | None = None) -> None:
        expected, chain = self.against_offer(who, of), self.offer(who, of)
        if not accepts and expected in ("time_clash", "same_course", "limit_reached"):
            expected = ""  # to decline needs no time
        assert self.verb(verb or (domain.accept_offer if accepts else domain.decline_offer), who, of) == expected
        if expected or chain is None:
            return
        if accepts:
            self.chains[of].remove(chain)
            self.seat(who, of)
        else:
            self.hand_on(of, chain)

    @precondition(lambda self: any(chain.heir is not None for chains in self.chains for chain in chains))
    @rule(data=st.data(), accepts=st.sampled_from([False, False, True]))
    def answer_an_offer(self, data: st.DataObject, accepts: bool) -> None:
        held = sorted((chain.heir, of) for of, chains in enumerate(self.chains) for chain in chains if chain.heir is not None)
        self.answer(*data.draw(st.sampled_from(held)), accepts=accepts)

    @rule(hours=st.sampled_from([1, 4, 13, 25]))
    def time_passes(self, hours: int) -> None:
        self.minute += hours * 60
        domain.turn_offers(now=NOW + timedelta(minutes=self.minute))
        for of in range(len(TIMES)):
            waited_for = self.states[of] == "open" and self.queues[of] and self.free(of) > 0
            if waited_for or any(chain.until <= self.minute for chain in self.chains[of]):
                self.turn_class(of)

    @rule(who=PEOPLE, of=CLASSES)
    def wait(self, who: int, of: int) -> None:
        against = self.against(who, of)
        barred = {"offering_cancelled": self.states[of] == "cancelled", "already_enrolled": (who, of) in self.seats, "same_course": self.has_twin(who, of)}
        expected = "already_waiting" if who in self.queues[of] else next((reason for reason, holds in barred.items() if holds), "")
        assert self.verb(domain.join_waitlist, who, of) == (expected or ("" if against else "seats_free"))
        if against and not expected:
            self.queues[of].append(who)
            self.joined[who, of] = self.minute

    @rule(who=PEOPLE, of=CLASSES)
    def do_what_is_open_to_her(self, who: int, of: int) -> None:
        """Chance alone seldom fills a class and its queue."""
        self.what_is_open_to_her(who, of)

    def what_is_open_to_her(self, who: int, of: int) -> None:
        against = self.against(who, of)
        if not against:
            self.pick(who, of)
        elif against in ("offering_full", "time_clash", "limit_reached"):
            self.wait(who, of)

    @rule(who=PEOPLE, of=CLASSES)
    def leave(self, who: int, of: int) -> None:
        waits, chain = who in self.queues[of], self.offer(who, of)
        assert self.verb(domain.leave_waitlist, who, of) == ("" if waits else "not_waiting")
        if waits:
            self.queues[of].remove(who)
        if chain:
            self.hand_on(of, chain)

    @precondition(lambda self: self.seats)
    @rule(data=st.data())
    def drop(self, data: st.DataObject) -> None:
        who, of = data.draw(st.sampled_from(sorted(self.seats)))
        del self.seats[who, of]
        assert self.verb(domain.drop, who, of) == ""
        self.freed(of)
        for other in range(len(TIMES)):
            if who in self.queues[other] and self.free(other) > 0:
                self.turn_class(other)

    @rule(who=PEOPLE, of=CLASSES)
    def drop_what_she_has_not(self, who: int, of: int) -> None:
        if (who, of) not in self.seats:
            assert self.verb(domain.drop, who, of) == "not_enrolled"

    # ---- what the office does

    @rule(of=CLASSES, state=st.sampled_from(["open", "closed", "cancelled", "open"]))
    def turn(self, of: int, state: str) -> None:
        verbs = {"open": domain.open_offering, "closed": domain.close_offering, "cancelled": domain.cancel_offering}
        verbs[state](offering_id=self.offerings[of].pk, now=NOW + timedelta(minutes=self.minute))
        before, self.states[of] = self.states[of], state
        if before == "cancelled" != state:
            self.hold_for_those_who_have_others(of)
        self.turn_class(of, again=state == "open" != before)

    @rule(of=CLASSES, capacity=st.integers(1, 3))
    def change(self, of: int, capacity: int) -> None:
        changed, now = Offering.objects.get(pk=self.offerings[of].pk), NOW + timedelta(minutes=self.minute)
        changed.capacity = capacity
        resting = [chain for chain in self.chains[of] if chain.heir is None]
        over = self.capacities[of] - self.free(of) - capacity
        if over > len(resting):
            with pytest.raises(SeatsInUse), transaction.atomic():
                domain.change_offering(offering=changed, fields=["capacity"], now=now)
            return
        domain.change_offering(offering=changed, fields=["capacity"], now=now)
        for chain in resting[: max(0, over)]:
            self.chains[of].remove(chain)
        fresh, self.capacities[of] = max(0, capacity - self.capacities[of]), capacity
        self.turn_class(of, fresh)

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
        assert {(people[who], classes[of]) for who, of in held} == self.seats.keys()
        queues: list[list[int]] = [[] for _ in TIMES]
        for who, of in WaitlistEntry.objects.filter(state="waiting").order_by("joined_at", "pk").values_list("learner", "offering"):
            queues[classes[of]].append(people[who])
        assert queues == self.queues
        offers = SeatOffer.objects.filter(state="open").values_list("learner", "offering")
        on_their_way = [(chain.heir, of) for of, chains in enumerate(self.chains) for chain in chains if chain.heir is not None]
        assert sorted((people[who], classes[of]) for who, of in offers) == sorted(on_their_way)
        resting = [FreedSeat.objects.filter(offering=of, state="resting").count() for of in self.offerings]
        assert resting == [sum(chain.heir is None for chain in chains) for chains in self.chains]


def test_no_order_of_things_breaks_selection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing_on, "randbelow", lambda below: 0)
    term, courses = make.term(selection_closes_at=NOW + timedelta(days=80)), [make.course(), make.course("合唱"), make.course("书法")]
    rounds.a_round(rounds.plan(term), Round.Kind.FIRST_COME, NOW - timedelta(days=5), days=85)
    Selection.learners = make.people(HEADS)
    Selection.offerings = [make.offering(courses[which], term=term) for which in COURSES]
    for of, time in zip(Selection.offerings, TIMES, strict=True):
        make.lessons(of, first=NOW + timedelta(days=84 + time), number=1)
    profile = settings(max_examples=DEEP or 12, stateful_step_count=60 if DEEP else 24, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
    run_state_machine_as_test(Selection, settings=profile)
