"""64 connections fight for 1,000 seats: picks, drops, queues, answers asked for again, and an office that changes the seats meanwhile. PostgreSQL."""

from __future__ import annotations

import random
import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from college.errors import DomainError
from courses.selection import domain
from courses.selection.models import Enrolment, KeptAnswer, Offering, SeatOffer, SelectionPlan
from tests.courses.selection.test_stateful import false_rows
from tests.factories import selection as make
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

CONNECTIONS, CLASSES, SEATS, EACH = 64, 10, 100, 16
LIMIT = 2


class Fight:
    """What was answered: for each learner, whom one connection alone serves, her seats by all that she was told; and every fault."""

    def __init__(self, offerings: list[Any]) -> None:
        self.offerings, self.told = offerings, dict[tuple[int, int], bool]()
        self.counts, self.faults = Counter[str](), list[str]()
        self.line, self.together = threading.Barrier(CONNECTIONS + 1), threading.Barrier(CONNECTIONS)

    def ask(self, verb: Any, of: Any, who: Any, key: str) -> str:
        try:
            domain.once(verb, key=key, account=who, offering_id=of.pk, learner=who, now=NOW)
            said = "done"
        except DomainError as refusal:
            said = refusal.code
        self.counts[f"{verb.__name__}: {said}"] += 1
        return said

    def serve(self, number: int, learners: list[Any], shared: Any) -> None:
        """One connection: somebody whom another serves, too, then its own learners; at last seats are given back, offered, and answered."""
        chance = random.Random(number)
        self.line.wait(60)
        self.ask(domain.pick, self.offerings[number // 2 % CLASSES], shared, "both")
        for who in learners:
            for of in chance.sample(self.offerings, 3 if chance.random() < 0.2 else 1):
                self.one(chance, who, of)
        self.together.wait(120)  # whoever was late found classes full, and queues: from here on a drop is somebody's offer
        for seat in Enrolment.objects.filter(learner__in=learners, state="enrolled").select_related("offering", "learner")[:2]:
            self.drop(seat.learner, seat.offering)
        self.together.wait(120)
        for offer in SeatOffer.objects.filter(learner__in=learners, state="open").select_related("offering", "learner"):
            self.answer(offer)

    def drop(self, who: Any, of: Any) -> None:
        assert self.ask(domain.drop, of, who, "") == "done"
        self.told[who.pk, of.pk] = False

    def answer(self, offer: SeatOffer) -> None:
        """A seat of those who dropped was held for her: every second one is taken, the others are left to the next in line."""
        if offer.pk % 2:
            self.ask(domain.decline_offer, offer.offering, offer.learner, "")
        elif self.ask(domain.accept_offer, offer.offering, offer.learner, "") == "done":
            self.told[offer.learner_id, offer.offering_id] = True

    def one(self, chance: random.Random, who: Any, of: Any) -> None:
        key = f"k{of.pk}" if chance.random() < 0.5 else ""
        said = self.ask(domain.pick, of, who, key)
        if key and chance.random() < 0.4:  # the answer was lost
            assert self.ask(domain.pick, of, who, key) == said
        self.told[who.pk, of.pk] = said == "done"
        if said == "done" and chance.random() < 0.15:
            self.drop(who, of)
        elif said == "offering_full" and chance.random() < 0.2:
            self.ask(domain.join_waitlist, of, who, "")

    def office(self) -> None:
        chance = random.Random(0)
        self.line.wait(60)
        for capacity in [*(chance.randint(SEATS - 20, SEATS) for _ in range(20)), *[SEATS] * CLASSES]:
            of = Offering.objects.get(pk=self.offerings[self.counts["office"] % CLASSES].pk)
            of.capacity, self.counts["office"] = capacity, self.counts["office"] + 1
            try:
                domain.change_offering(offering=of, fields=["capacity"], now=NOW)
            except DomainError as refusal:
                self.counts[refusal.code] += 1

    def run(self, work: Any, *given: Any) -> threading.Thread:
        def guarded() -> None:
            try:
                connection.ensure_connection()
                work(*given)
            except Exception as fault:
                self.faults.append(f"{type(fault).__name__}: {fault}")
                self.line.abort()
                self.together.abort()
            finally:
                connection.close()

        thread = threading.Thread(target=guarded)
        thread.start()
        return thread


def test_64_connections_fight_for_1000_seats_and_every_answer_is_true() -> None:
    term, courses = make.term(), [make.course(f"课{place}") for place in range(CLASSES - 1)]
    SelectionPlan.objects.create(term=term, offline_limit=LIMIT)
    offerings = [make.offering(courses[place % (CLASSES - 1)], term=term, capacity=SEATS) for place in range(CLASSES)]  # the first and the last of one course
    for place, of in enumerate(offerings):
        make.lessons(of, first=NOW + timedelta(days=84 + place // 2), number=1)  # two at a time
    fight, people, shared = Fight(offerings), make.people(CONNECTIONS * EACH), make.people(CONNECTIONS // 2)
    threads = [fight.run(fight.serve, number, people[number * EACH : (number + 1) * EACH], shared[number // 2]) for number in range(CONNECTIONS)]
    threads.append(fight.run(fight.office))
    for thread in threads:
        thread.join(120)
    assert fight.faults == []
    assert false_rows() == {}  # taken = enrolled + offered + resting, never more than there are: `counting.SQL` is among it
    held = set(Enrolment.objects.filter(state="enrolled").values_list("learner", "offering"))
    assert {pair for pair, has in fight.told.items() if has} <= held  # nothing that was answered is lost
    assert fight.counts["pick: done"] >= 900, fight.counts
    assert min(fight.counts["accept_offer: done"], fight.counts["decline_offer: done"]) > 0, fight.counts
    assert fight.counts["pick: same_course"] > 0, fight.counts
    assert min(fight.counts["pick: offering_full"], fight.counts["pick: limit_reached"] + fight.counts["pick: time_clash"]) > 0, fight.counts
    assert Enrolment.objects.filter(learner__in=shared).count() == len(shared)  # two connections, one key, one seat
    assert KeptAnswer.objects.filter(key="both").count() == len(shared)
