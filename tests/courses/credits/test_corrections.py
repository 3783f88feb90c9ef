"""Putting mistakes right by two people, and publishing rules."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from college.errors import DomainError
from college.models import User
from college.roles import Role
from courses.credits import domain
from courses.credits.models import Entry, ReversalRequest, RuleSet, Settlement
from tests.courses.selection.test_races import all_at_once
from tests.factories import credits as make
from tests.factories import selection
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LATER = NOW + timedelta(days=2)


def two() -> tuple[User, User]:
    return selection.person("", Role.STAFF), selection.person("", Role.SCHOOL_HEAD)


def ask(entry: Entry, by: User, **fields: Any) -> ReversalRequest:
    values = {"reason": "wrong_amount", "words": "多记了一次课。", "now": NOW}
    return domain.request_reversal(entry_number=entry.number, by=by, **{**values, **fields})


def refused(code: str, work: Callable[[], object]) -> None:
    before = Entry.objects.count(), list(ReversalRequest.objects.values())
    with pytest.raises(DomainError) as refusal:
        work()
    assert refusal.value.code == code
    assert str(refusal.value)
    assert (Entry.objects.count(), list(ReversalRequest.objects.values())) == before


def test_a_correction_is_two_new_lines_dated_into_the_old_year():
    make.rules()
    asks, decides = two()
    entry = make.awarded()
    wish = ask(entry, asks, new_amount=800, new_category="required", words="  只上了四次课。𠮷 ")
    domain.decide_reversal(request_id=wish.pk, approve=True, by=decides, now=LATER)
    first, back, instead = Entry.objects.select_related("evidence", "account").order_by("number")
    assert (first.amount, back.amount, instead.amount) == (1000, -1000, 800)
    assert (back.kind, back.reverses, back.category, back.cause) == ("reversal", first, "elective", "reversal:1")
    assert (instead.kind, instead.category, instead.cause) == ("correction", "required", "correction:1")
    assert {one.effective_on for one in (first, back, instead)} == {NOW.date()}
    assert back.booked_at == LATER
    assert (back.actor, back.approver) == (domain.account_of(asks).pseudonym, domain.account_of(decides).pseudonym)
    assert back.evidence.snapshot["words"] == "只上了四次课。𠮷"
    assert back.evidence.snapshot["course"] == first.evidence.snapshot["course"]
    assert Settlement.objects.get().entry == instead
    wish.refresh_from_db()
    assert (wish.state, wish.decided_by) == ("approved", decides)
    assert domain.verify().broken is None


def test_a_correction_can_be_corrected_and_taken_back():
    make.rules()
    asks, decides = two()
    entry = make.awarded()
    domain.decide_reversal(request_id=ask(entry, asks, new_amount=800).pk, approve=True, by=decides, now=LATER)
    second = Entry.objects.get(kind="correction")
    domain.decide_reversal(request_id=ask(second, asks).pk, approve=True, by=decides, now=LATER)
    assert list(Entry.objects.order_by("number").values_list("amount", flat=True)) == [1000, -1000, 800, -800]
    assert Settlement.objects.get().outcome == "taken_back"
    assert domain.award_due(now=LATER) == 0  # what was taken back does not come back by itself
    assert domain.verify().broken is None


def test_when_a_course_was_taken_back_its_other_completion_counts():
    make.rules()
    asks, decides = two()
    learner, page = selection.person(), selection.course("合唱与声乐")
    entry = make.awarded(learner, page=page)
    make.completed(learner, page=page, at=NOW + timedelta(days=90))
    assert domain.award_due(now=LATER) == 0
    domain.decide_reversal(request_id=ask(entry, asks, reason="not_attended").pk, approve=True, by=decides, now=LATER)
    assert domain.award_due(now=LATER) == 1
    assert list(Entry.objects.order_by("number").values_list("amount", flat=True)) == [1000, -1000, 1000]


def test_a_refusal_is_kept_and_books_nothing():
    make.rules()
    asks, decides = two()
    entry = make.awarded()
    wish = domain.decide_reversal(request_id=ask(entry, asks).pk, approve=False, by=decides, now=LATER)
    assert (wish.state, wish.decided_at, Entry.objects.count()) == ("refused", LATER, 1)
    refused("reversal_decided", lambda: domain.decide_reversal(request_id=wish.pk, approve=True, by=decides, now=LATER))
    ask(entry, asks)  # with better reasons


def test_who_may_ask_and_who_may_decide():
    make.rules()
    asks, decides = two()
    learner, colleague = selection.person("", Role.STAFF), selection.person("", Role.ADMINISTRATOR)
    entry = make.awarded(learner)
    for nobody in (selection.person(), selection.person("", Role.TEACHER), selection.person("", Role.COMMITTEE), decides):
        refused("not_allowed", lambda nobody=nobody: ask(entry, nobody))
    refused("own_entry", lambda: ask(entry, learner))
    wish = ask(entry, asks)
    refused("second_person", lambda: domain.decide_reversal(request_id=wish.pk, approve=True, by=asks, now=LATER))
    refused("second_person", lambda: domain.decide_reversal(request_id=wish.pk, approve=True, by=learner, now=LATER))
    for nobody in (selection.person(), selection.person("", Role.TEACHER), selection.person("", Role.COMMITTEE)):
        refused("not_allowed", lambda nobody=nobody: domain.decide_reversal(request_id=wish.pk, approve=True, by=nobody, now=LATER))
    domain.decide_reversal(request_id=wish.pk, approve=True, by=colleague, now=LATER)


def test_what_a_correction_refuses():
    make.rules()
    asks, decides = two()
    entry = make.awarded()
    for code, fields in (
        ("words_missing", {"words": " 　"}),
        ("words_missing", {"words": "a\x00b"}),
        ("words_missing", {"words": "长" * 301}),
        ("unknown_reason", {"reason": "spite"}),
        ("unknown_reason", {"new_category": "bonus", "new_amount": 100}),
        ("amount_impossible", {"new_amount": 0}),
        ("amount_impossible", {"new_amount": -100}),
        ("amount_impossible", {"new_amount": 110}),
        ("amount_impossible", {"new_amount": 2**70}),
        ("nothing_changes", {"new_amount": 1000}),
    ):
        refused(code, lambda fields=fields: ask(entry, asks, **fields))
    for number in (0, -1, 99, 2**70):
        refused("no_such_entry", lambda number=number: domain.request_reversal(entry_number=number, reason="other", words="x", by=asks, now=NOW))
        refused("no_such_entry", lambda number=number: domain.decide_reversal(request_id=number, approve=True, by=decides, now=NOW))
    wish = ask(entry, asks)
    refused("reversal_pending", lambda: ask(entry, asks))
    domain.decide_reversal(request_id=wish.pk, approve=True, by=decides, now=LATER)
    refused("already_reversed", lambda: ask(entry, asks))
    refused("reversal_of_reversal", lambda: ask(Entry.objects.get(kind="reversal"), asks))


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_book_once():
    make.rules()
    asks, decides = two()
    wish = ask(make.awarded(), asks)
    decide = lambda: domain.decide_reversal(request_id=wish.pk, approve=True, by=decides, now=LATER)  # noqa: E731
    assert all_at_once(decide, decide, decide) == {"done": 1, "reversal_decided": 2}
    assert Entry.objects.count() == 2
    again = make.awarded()
    assert all_at_once(*[lambda: ask(again, asks)] * 3) == {"done": 1, "reversal_pending": 2}


# ---- rules


def test_publishing_freezes_and_refuses_what_cannot_hold():
    staff = selection.person("", Role.STAFF)
    publish = lambda rules, by=staff: domain.publish_rules(rule_set_id=rules.pk, by=by, now=NOW)  # noqa: E731
    refused("not_allowed", lambda: publish(make.draft_rules(), selection.person("", Role.COMMITTEE)))
    refused("rules_incomplete", lambda: publish(make.draft_rules(text=" ")))
    refused("rules_incomplete", lambda: publish(make.draft_rules(need=(0, 0, 0))))
    refused("rules_without_validity", lambda: publish(make.draft_rules(valid_until=date(2026, 6, 15))))
    first = publish(make.draft_rules(valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30)))
    refused("rules_published", lambda: publish(first))
    refused("rules_overlap", lambda: publish(make.draft_rules(valid_from=date(2026, 6, 30))))
    refused("rules_overlap", lambda: publish(make.draft_rules(valid_from=date(2025, 1, 1), valid_until=date(2026, 12, 31))))
    second = publish(make.draft_rules(valid_from=date(2026, 7, 1)))
    refused("rules_overlap", lambda: publish(make.draft_rules(valid_from=date(2030, 1, 1))))
    end = lambda day: domain.end_rules(rule_set_id=second.pk, last_day=day, by=staff, now=NOW)  # noqa: E731
    refused("rules_without_validity", lambda: end(date(2026, 6, 30)))
    assert end(date(2026, 12, 31)).valid_until == date(2026, 12, 31)
    refused("rules_without_validity", lambda: end(date(2027, 1, 1)))
    publish(make.draft_rules(valid_from=date(2027, 1, 1)))
    assert RuleSet.objects.valid_on(date(2026, 7, 1)).get() == second


# ---- any sequence of deeds


def test_an_empty_ledger_holds():
    assert domain.verify() == domain.Verification(0, "0" * 64)


DEEDS = st.lists(st.tuples(st.sampled_from(["award", "again", "reverse", "correct", "refuse"]), st.integers(0, 5), st.integers(1, 40)), max_size=14)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_any_sequence_keeps_the_chain_and_the_balance_never_falls_below_zero(db: Any, deeds: list[tuple[str, int, int]]):
    with transaction.atomic():
        _live(deeds)
        transaction.set_rollback(True)


def _live(deeds: list[tuple[str, int, int]]) -> None:
    make.rules()
    asks, decides = two()
    page, learners = selection.course("课"), selection.people(3)
    for deed, which, amount in deeds:
        with suppress(DomainError):
            _do(deed, which, amount, page, learners, asks, decides)
    found = domain.verify()
    assert (found.entries, found.broken) == (Entry.objects.count(), None)
    balances: dict[int, int] = {}
    for entry in Entry.objects.order_by("number"):
        balances[entry.account_id] = balances.get(entry.account_id, 0) + entry.amount
        assert balances[entry.account_id] >= 0
    counting = {one.account_id: one.entry.amount for one in Settlement.objects.filter(entry__isnull=False).select_related("entry")}
    assert {key: total for key, total in balances.items() if total} == counting  # one course, so one entry that counts for each


def _do(deed: str, which: int, amount: int, page: Any, learners: list[User], asks: User, decides: User) -> None:
    if deed in {"award", "again"}:
        make.completed(learners[which % 3], page=page)
        domain.award_due(now=NOW)
        return
    entry = Entry.objects.order_by("number")[which : which + 1].first()
    if entry is not None:
        wish = ask(entry, asks, new_amount=amount * 25 if deed == "correct" else None)
        domain.decide_reversal(request_id=wish.pk, approve=deed != "refuse", by=decides, now=LATER)
