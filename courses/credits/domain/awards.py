"""From completions to entries: each completion is settled once, by an award or by the reason why there is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from courses.credits.domain import snapshots
from courses.credits.domain.accounts import open_accounts
from courses.credits.domain.ledger import Posting, append, hold_head
from courses.credits.domain.terms import Rules, rules_worth
from courses.credits.models import Account, Entry, Settlement
from courses.learning.models import Completion
from courses.selection.models import Enrolment, Lesson

AT_ONCE = 100  # completions of one transaction: the head is held for some ten milliseconds
Course = tuple[int, int]  # an account and a course's number


def award_due(*, now: datetime, since: datetime | None = None) -> int:
    """Book every completion that is due, from `since` on (None: all). Returns the number of entries. Run twice at once, it books each once.

    Due is a completion of somebody who still has a seat in that class, on a day for which rules are published.
    """
    keys = due(since).order_by("pk").values_list("pk", flat=True)
    return sum(award(completion_ids=some, now=now) for some in batched(keys, AT_ONCE))


def due(since: datetime | None = None) -> QuerySet[Completion]:
    """Completions that nothing has become of, whose learners still have a seat in the class. Also those that wait for rules."""
    seat = Enrolment.objects.filter(offering=OuterRef("enrolment__offering"), learner=OuterRef("enrolment__learner"), state=Enrolment.State.ENROLLED)
    open_ones = Completion.objects.filter(~Exists(Settlement.objects.filter(completion=OuterRef("pk"))), Exists(seat))
    return open_ones.filter(completed_at__gte=since) if since else open_ones


def waiting_for_rules() -> dict[int, int]:
    """How many completions wait because no rules were published for their day, by year. Staff see it."""
    days = [timezone.localdate(moment) for moment in due().values_list("completed_at", flat=True)]
    rules, found = Rules(), defaultdict[int, int](int)
    for day in days:
        found[day.year] += rules.of(day) is None
    return {year: count for year, count in sorted(found.items()) if count}


def award(*, completion_ids: Iterable[int], now: datetime) -> int:
    """Book these completions as far as they are due; the number of entries. One transaction: an entry and what it settles come together."""
    with transaction.atomic():
        completions = _held(completion_ids)
        return _settle(completions, now) if completions else 0


def _held(completion_ids: Iterable[int]) -> list[Completion]:
    """The due ones among these. Their seats are held first (a drop waits for us, or we for the drop), the head of the ledger after that."""
    wanted = due().filter(pk__in=set(completion_ids))
    # By their numbers, not by a query in the query: before PostgreSQL has looked at fresh tables, that one multiplied four of them.
    seats = Enrolment.objects.filter(completion__in=list(wanted.values_list("pk", flat=True))).order_by("pk").select_for_update(of=("self",), no_key=True)
    list(seats.values_list("pk", flat=True))
    parts = ("enrolment__learner", "enrolment__offering__course__school", "enrolment__offering__term", "enrolment__offering__teacher")
    return list(wanted.select_related(*parts).order_by("completed_at", "pk"))


def _settle(completions: list[Completion], now: datetime) -> int:
    accounts = open_accounts({completion.enrolment.learner_id for completion in completions}, now=now)
    desk = _Desk(completions, accounts, now)
    head = hold_head()
    desk.counted = _counted(accounts.values())  # only now, with the head in hand, nobody else can book the same course
    for completion in completions:
        desk.settle(completion)
    entries = iter(append(desk.postings, head=head, now=now)) if desk.postings else iter(())
    for row in desk.rows:
        row.entry = next(entries) if row.outcome == Settlement.Outcome.AWARDED else None
    Settlement.objects.bulk_create(desk.rows)
    return len(desk.postings)


def _counted(accounts: Iterable[Account]) -> set[Course]:
    """The courses that count for these accounts already."""
    return set(Settlement.objects.filter(account__in=accounts, outcome=Settlement.Outcome.AWARDED).values_list("account", "course_key"))


class _Desk:
    """Settles some completions of some accounts; everything it needs is read before the first, in four queries and a few for each day's rules."""

    def __init__(self, completions: list[Completion], accounts: dict[int, Account], now: datetime) -> None:
        self.accounts, self.now = accounts, now
        self.rules = Rules()
        self.lessons = _lessons_of(completions)
        self.counted: set[Course] = set()
        self.postings: list[Posting] = []
        self.rows: list[Settlement] = []

    def settle(self, completion: Completion) -> None:
        """Note the award, or that the course counted before; without rules, or without a lesson, the completion goes on waiting."""
        account, course = self.accounts[completion.enrolment.learner_id], completion.enrolment.offering.course_id
        posting = self._posting(completion, account)
        if posting is None:
            return
        again = (account.pk, course) in self.counted
        outcome = Settlement.Outcome.SAME_COURSE if again else Settlement.Outcome.AWARDED
        self.rows.append(Settlement(completion=completion, account=account, course_key=course, outcome=outcome, settled_at=self.now))
        if not again:
            self.counted.add((account.pk, course))
            self.postings.append(posting)

    def _posting(self, completion: Completion, account: Account) -> Posting | None:
        day = timezone.localdate(completion.completed_at)
        offering = completion.enrolment.offering
        lessons, rules = self.lessons[offering.pk], self.rules.of(day)
        if rules is None or not (amount := rules_worth(rules, snapshots.minutes_of(lessons))):
            return None
        return Posting(
            account=account,
            amount=amount,
            kind=Entry.Kind.AWARD,
            category=self.rules.category(rules, offering.course_id),
            effective_on=day,
            rule_set=rules,
            cause=f"completion:{completion.pk}",
            evidence_kind=completion.basis,
            snapshot=snapshots.of_completion(completion, lessons, self.rules.terms(rules)),
        )


def _lessons_of(completions: Iterable[Completion]) -> dict[int, list[Lesson]]:
    """The lessons of the classes, by the classes' keys."""
    found: dict[int, list[Lesson]] = defaultdict(list)
    for lesson in Lesson.objects.filter(offering__in={completion.enrolment.offering_id for completion in completions}).order_by("number"):
        found[lesson.offering_id].append(lesson)
    return found
