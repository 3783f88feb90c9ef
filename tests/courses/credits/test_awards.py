"""From a completion to exactly one entry: when it is due, what it is worth, twice at once, after a crash, the same course again."""

import os
import signal
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connections, transaction
from django_ox.testing import run_tasks

from college.models import User
from courses.credits import domain, tasks
from courses.credits.models import Account, Entry, Evidence, Settlement
from courses.credits.rules.chain import seal
from courses.learning.domain import completed
from courses.learning.models import Completion
from courses.selection.models import Enrolment
from tests.courses.selection.test_races import all_at_once
from tests.factories import credits as make
from tests.factories import selection
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_completion_becomes_one_entry_with_its_evidence():
    page = selection.course("急救与心肺复苏（AED）")
    rules = make.rules(required_courses=[page])
    learner = selection.person("wang", display_name="王秀兰㐂")
    completion = make.completed(learner, page=page, basis="check", facts={"lessons": 5, "attended": 1, "covered": 4, "score": 92})
    assert domain.award_due(now=NOW + timedelta(hours=1)) == 1
    entry = Entry.objects.select_related("evidence", "account").get()
    assert (entry.number, entry.amount, entry.kind, entry.category) == (1, 1000, "award", "required")
    assert (entry.effective_on, entry.booked_at, entry.rule_set) == (NOW.date(), NOW + timedelta(hours=1), rules)
    assert (entry.cause, entry.actor, entry.approver, entry.reverses) == (f"completion:{completion.pk}", None, None, None)
    assert entry.account.owner == learner
    snapshot = entry.evidence.snapshot
    assert entry.evidence.kind == Evidence.Kind.CHECK
    assert seal(snapshot) == entry.evidence.sha256
    assert snapshot["course"] == {"id": page.pk, "title": "急救与心肺复苏（AED）", "school": "老年学校"}
    assert (snapshot["lessons"], snapshot["minutes"], snapshot["basis"], snapshot["facts"]["score"]) == (5, 450, "check", 92)
    assert (snapshot["completed_on"], snapshot["rules"]["version"]) == ("2026-06-16", rules.version)
    assert "王秀兰" not in str(snapshot)
    assert domain.verify().broken is None


def test_a_second_run_books_nothing():
    make.rules()
    make.completed()
    assert [domain.award_due(now=NOW), domain.award_due(now=NOW)] == [1, 0]
    assert Entry.objects.count() == Settlement.objects.count() == 1


def test_many_completions_cost_a_few_statements(django_assert_max_num_queries: Any):
    make.rules()
    offering = selection.offering(capacity=100)
    for learner in selection.people(60):
        make.completed(learner, of=offering)
    with django_assert_max_num_queries(26):
        assert domain.award_due(now=NOW) == 60
    assert domain.verify().entries == 60


def test_without_rules_it_waits_and_staff_can_see_it():
    make.completed()
    make.rules(valid_from=date(2027, 1, 1))
    assert domain.award_due(now=NOW) == 0
    assert domain.waiting_for_rules() == {2026: 1}
    make.rules(valid_from=date(2026, 6, 1), valid_until=date(2026, 12, 31))
    assert domain.award_due(now=NOW) == 1
    assert domain.waiting_for_rules() == {}


def test_the_rules_of_the_day_of_completion_count_and_a_later_version_prices_nothing_anew():
    old = make.rules(valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 16))
    new = make.rules(valid_from=date(2026, 6, 17), minutes_per_credit=90)
    first, second = make.completed(at=NOW), make.completed(at=NOW + timedelta(days=1))
    domain.award_due(now=NOW + timedelta(days=30))
    found = {entry.cause: (entry.rule_set, entry.amount) for entry in Entry.objects.all()}
    assert found == {f"completion:{first.pk}": (old, 1000), f"completion:{second.pk}": (new, 500)}


def test_a_day_is_the_college_s_own():
    """Half past seven in the evening of New Year's Eve in London is next year here."""
    make.rules(valid_until=date(2026, 12, 31))
    entry = make.awarded(at=NOW.replace(month=12, day=31, hour=23, minute=59))
    assert entry.effective_on == date(2026, 12, 31)
    make.completed(at=NOW.replace(year=2027, month=1, day=1, hour=0, minute=1))
    assert domain.award_due(now=NOW) == 0


def test_no_award_after_withdrawal():
    make.rules()
    completion = make.completed()
    Enrolment.objects.update(state="dropped", dropped_at=NOW)
    assert domain.award_due(now=NOW) == domain.award(completion_ids=[completion.pk], now=NOW) == 0
    assert not Account.objects.filter(owner=completion.enrolment.learner).exists()
    selection.enrolled(completion.enrolment.offering, completion.enrolment.learner)
    assert domain.award_due(now=NOW) == 1  # she took a seat in the same class again: what she did before counts


def test_the_same_course_counts_once_in_a_lifetime_and_it_is_said_why():
    make.rules()
    learner, page = selection.person(), selection.course("合唱与声乐")
    first, second = make.completed(learner, page=page), make.completed(learner, page=page, at=NOW + timedelta(days=90))
    assert domain.award_due(now=NOW) == 1
    assert {one.completion_id: one.outcome for one in Settlement.objects.all()} == {first.pk: "awarded", second.pk: "same_course"}
    make.completed(selection.person(), page=page)
    assert domain.award_due(now=NOW) == 1  # somebody else's is another matter


def test_a_course_without_lessons_goes_on_waiting():
    make.rules()
    completion = make.completed()
    completion.enrolment.offering.lessons.all().delete()
    assert domain.award_due(now=NOW) == 0
    assert not Settlement.objects.exists()


def test_the_credit_outlives_the_person():
    make.rules()
    entry = make.awarded()
    Account.objects.filter(pk=entry.account_id).update(owner=None)
    assert domain.verify().broken is None


def test_the_signal_hurries_it_and_the_sweep_finds_what_was_missed():
    make.rules()
    completed.send_robust(sender=Completion, completion_id=make.completed().pk)
    run_tasks()
    assert Entry.objects.count() == 1
    make.completed(at=NOW)
    tasks.sweep_all_awards.enqueue()
    run_tasks()
    assert Entry.objects.count() == 2
    tasks.verify_ledger.enqueue()
    run_tasks()


@pytest.mark.django_db(transaction=True)
def test_run_twice_at_once_it_books_each_once():
    make.rules()
    learner, page = selection.person(), selection.course("合唱与声乐")
    offering = selection.offering(capacity=100)
    for one in selection.people(12):
        make.completed(one, of=offering)
    twice = [make.completed(learner, page=page), make.completed(learner, page=page)]
    works = [lambda: domain.award_due(now=NOW)] * 3 + [lambda one=one: domain.award(completion_ids=[one.pk], now=NOW) for one in twice]
    assert all_at_once(*works) == {"done": 5}
    assert Entry.objects.count() == Entry.objects.values("cause").distinct().count() == 13
    assert sorted(Settlement.objects.filter(completion__in=twice).values_list("outcome", flat=True)) == ["awarded", "same_course"]
    found = domain.verify()
    assert (found.entries, found.broken) == (13, None)


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_the_entry_and_its_settlement_leaves_nothing_and_the_next_run_books_once():
    make.rules()
    make.completed()
    assert os.WTERMSIG(killed_in_between()) == signal.SIGKILL
    assert not Entry.objects.exists()
    assert not Settlement.objects.exists()
    assert domain.award_due(now=NOW) == 1
    assert domain.verify() == domain.Verification(1, Entry.objects.get().hash)


def killed_in_between() -> int:
    """How a process of its own ended that dies, as by a power cut, when the entries are written and nothing is committed."""
    connections.close_all()  # the child opens its own
    child = os.fork()
    if child == 0:
        Settlement.objects.bulk_create = lambda rows: os.kill(os.getpid(), signal.SIGKILL) if Entry.objects.exists() else None
        try:
            domain.award_due(now=NOW)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_sixty_four_at_once():
    make.rules()
    offering = selection.offering(capacity=100)
    completions = [make.completed(one, of=offering) for one in selection.people(64)]
    assert all_at_once(*[lambda one=one: domain.award(completion_ids=[one.pk], now=NOW) for one in completions]) == {"done": 64}
    assert domain.verify().entries == 64


def test_two_accounts_are_never_opened_for_one_person():
    person = selection.person()
    with transaction.atomic():
        assert domain.open_account(person, now=NOW) == domain.open_account(person, now=NOW)
    assert domain.account_of(person) == Account.objects.get()
    assert domain.account_of(User.objects.create(username="other")) is None
