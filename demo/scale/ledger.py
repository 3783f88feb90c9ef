"""What people completed in the past five years, and the ledger of it: the same rows as the verbs would write, with a chain that verifies."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import batched
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.credits.domain import snapshots
from courses.credits.domain.ledger import hold_head
from courses.credits.domain.terms import Rules, rules_worth
from courses.credits.models import Account, Entry, Evidence, LedgerHead, RuleSet, Settlement
from courses.credits.rules.chain import Facts, link, seal
from courses.credits.rules.terms import Terms
from courses.learning.models import Completion
from courses.selection.models import Enrolment, Offering
from demo.scale.bulk import Table, write
from demo.scale.classes import Chooser, Class, Seats

CLASSES_AT_ONCE = 2_000
ENTRY = (
    *("number", "account_id", "amount", "kind", "category", "effective_on", "booked_at", "rule_set_id", "evidence_id", "cause"),
    *("reverses_id", "actor", "approver", "previous_hash", "hash"),
)
Holders = dict[int, list[int]]  # learners by the key of a class
OneClass = tuple[Offering, datetime, RuleSet, str, int, int]  # with category, amount and number of lessons


def choose(seats: Seats, learners: Sequence[int], entries: int) -> Holders:
    """Who completed which class: so many in all, evenly spread, and nobody the same course twice, since it would count once."""
    courses: dict[int, list[Class]] = defaultdict(list)
    for one in seats.past:
        courses[one.course].append(one)
    draw, holders = Chooser([classes[0] for classes in courses.values()], seats.random), Holders()
    share, rest = divmod(entries, len(learners))
    for place, learner in enumerate(learners):
        for course in draw(share + (place < rest)):
            holders.setdefault(seats.random.choice(courses[course.course]).key, []).append(learner)
    return holders


class Books:
    """The tables that grow with every completion, and the head of the chain."""

    def __init__(self, learners: Sequence[int], seats: Seats, now: datetime, random: Random) -> None:
        self.seats, self.now, self.random, self.rules = seats, now, random, Rules()
        self.completions = Table(Completion, "id", "enrolment_id", "basis", "facts", "completed_at", after=seats.table)
        self.evidence = Table(Evidence, "id", "kind", "snapshot", "sha256", "made_at")
        self.entries = Table(Entry, *ENTRY, after=self.evidence)
        self.settlements = Table(Settlement, "id", "completion_id", "account_id", "course_key", "outcome", "entry_id", "settled_at", after=self.entries)
        self.keys = {table: table.next_key() for table in (self.completions, self.evidence, self.settlements)}
        self.accounts = _accounts(learners, now, random)
        self.head: LedgerHead

    def write(self, classes: Iterable[OneClass], holders: Holders) -> None:
        """All completions of some classes with their entries, in one transaction with the head."""
        with transaction.atomic():
            self.head = hold_head()
            for offering, ended, rules, category, amount, lessons in classes:
                kinds = [_evidence(offering, attended, lessons, ended, self.rules.terms(rules)) for attended in (lessons, max(1, lessons - 1))]
                for learner in holders[offering.pk]:
                    self._complete(offering, learner, ended, rules, category, amount, self.random.choice(kinds))
            for table in (self.completions, self.settlements):
                table.flush()
            self.head.save(update_fields=["number", "hash"])

    def _complete(self, offering: Offering, learner: int, ended: datetime, rules: RuleSet, category: str, amount: int, proof: tuple[str, str, str]) -> None:
        facts, snapshot, digest = proof
        completion, evidence, settlement = (self._next(table) for table in (self.completions, self.evidence, self.settlements))
        account, pseudonym = self.accounts[learner]
        enrolment = self.seats.take(offering.pk, learner, ended - timedelta(days=60))
        self.completions.add(completion, enrolment, Completion.Basis.ATTENDANCE.value, facts, ended)
        self.evidence.add(evidence, Evidence.Kind.ATTENDANCE.value, snapshot, digest, self.now)
        number, cause, day = self.head.number + 1, f"completion:{completion}", timezone.localdate(ended)
        kind = Entry.Kind.AWARD.value
        sealed = link(self.head.hash, Facts(number, pseudonym, amount, kind, category, day, self.now, rules.version, digest, cause, None, None, None))
        self.entries.add(
            *(number, account, amount, kind, category, day, self.now, rules.pk, evidence, cause),
            *(None, None, None, self.head.hash, sealed),
        )
        self.settlements.add(settlement, completion, account, offering.course_id, Settlement.Outcome.AWARDED.value, number, self.now)
        self.head.number, self.head.hash = number, sealed

    def _next(self, table: Table) -> int:
        self.keys[table] += 1
        return self.keys[table] - 1

    def close(self) -> None:
        for table in (self.completions, self.evidence, self.settlements):
            table.close()


def fill(seats: Seats, learners: Sequence[int], entries: int, now: datetime, random: Random) -> int:
    """So many completions with their entries; the number written. Rules must be published for the days."""
    holders = choose(seats, learners, entries)
    books = Books(learners, seats, now, random)
    for some in batched((one for one in seats.past if one.key in holders), CLASSES_AT_ONCE):
        books.write(_read({one.key: one.ends_at for one in some}), holders)
    books.close()
    seats.table.close()
    return books.entries.written


def _accounts(learners: Sequence[int], now: datetime, random: Random) -> dict[int, tuple[int, str]]:
    """An account for everybody: its key and its pseudonym."""
    first = Table(Account, "id").next_key()
    made = [(first + place, UUID(int=random.getrandbits(128), version=4), learner, now) for place, learner in enumerate(learners)]
    write(Account, ("id", "pseudonym", "owner_id", "opened_at"), made)
    return {learner: (key, str(pseudonym)) for key, pseudonym, learner, _ in made}


def _read(ends: dict[int, datetime]) -> Iterator[OneClass]:
    """The classes with what an entry needs of them, in the order given."""
    rules = Rules()
    needed = ("label", "course__title", "course__school__name", "term__name", "teacher__name")
    found = Offering.objects.select_related("course__school", "term", "teacher").only(*needed).prefetch_related("lessons").in_bulk(list(ends))
    for key, ended in ends.items():
        offering, of_day = found[key], rules.of(timezone.localdate(ended))
        lessons = list(offering.lessons.all())
        if of_day is None:
            raise RuntimeError(f"no rules are published for {ended:%Y-%m-%d}")
        amount = rules_worth(of_day, snapshots.minutes_of(lessons))
        yield offering, ended, of_day, str(rules.category(of_day, offering.course_id)), amount, len(lessons)


def _evidence(offering: Offering, attended: int, lessons: int, ended: datetime, terms: Terms) -> tuple[str, str, str]:
    """The facts of a completion, the evidence of its award (both as JSON), and the evidence's hash."""
    facts = {"lessons": lessons, "attended": attended, "covered": 100, "policy": 0}
    completion = Completion(enrolment=Enrolment(offering=offering), basis=Completion.Basis.ATTENDANCE.value, facts=facts, completed_at=ended)
    snapshot = snapshots.of_completion(completion, offering.lessons.all(), terms)
    return json.dumps(facts), json.dumps(snapshot, ensure_ascii=False), seal(snapshot)


def first_day(seats: Seats) -> date:
    """The day from which rules are needed."""
    return timezone.localdate(min(one.ends_at for one in seats.past))
