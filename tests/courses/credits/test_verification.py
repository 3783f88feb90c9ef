"""Deriving the whole ledger again, after somebody broke it by force."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from college import triggers
from courses.credits import domain
from courses.credits.domain.ledger import facts_of
from courses.credits.models import Entry
from courses.credits.rules.chain import link
from courses.credits.rules.terms import Terms
from tests.courses.credits.test_corrections import LATER, ask, two
from tests.factories import credits as make
from tests.factories import selection
from tests.worlds import Shared, shared

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def six_entries() -> list[Entry]:
    make.rules(required_courses=[selection.course("书法")])
    asks, decides = two()
    entries = [make.awarded() for _ in range(4)]
    domain.decide_reversal(request_id=ask(entries[1], asks, new_amount=500).pk, approve=True, by=decides, now=LATER)
    return list(Entry.objects.order_by("number"))


made = shared(six_entries)


@pytest.fixture
def ledger(made: Shared, db: None, tmp_path: Path) -> list[Entry]:
    return made.own(tmp_path)


def by_force(*statements: str | Callable[[], None]) -> None:
    """What somebody who owns the database can do: take the triggers away, and put them back so that nothing shows."""
    with connection.cursor() as cursor:
        for trigger in triggers.expected(connection.vendor):
            cursor.execute(f"DROP TRIGGER {trigger.name}" + ("" if connection.vendor == "sqlite" else f" ON {trigger.table}"))
        for statement in statements:
            cursor.execute(statement) if isinstance(statement, str) else statement()
        if connection.vendor == "postgresql":
            connection.check_constraints()
    triggers.install()


def chained_anew(**changes: Any) -> None:
    """What somebody does who has read how the chain is made: entry 3 says something else, and all hashes from there on fit again."""
    with connection.cursor() as cursor:
        previous = Entry.objects.get(number=2).hash
        for entry in Entry.objects.filter(number__gte=3).select_related("account", "rule_set", "evidence").order_by("number"):
            for name, value in changes.items() if entry.number == 3 else ():
                setattr(entry, name, value)
            entry.hash, before = link(previous, facts_of(entry)), previous
            said = {"amount": entry.amount, "category": entry.category, "effective_on": entry.effective_on, "previous_hash": before, "hash": entry.hash}
            cursor.execute(f"UPDATE courses_entry SET {', '.join(f'{name} = %s' for name in said)} WHERE number = %s", [*said.values(), entry.number])
            previous = entry.hash
        cursor.execute("UPDATE courses_ledgerhead SET hash = %s", [previous])


SNAPSHOT = """UPDATE courses_evidence SET snapshot = '{"course": {"title": "别的"}}' WHERE id = (SELECT evidence_id FROM courses_entry WHERE number = 3)"""
OF_ENTRY = "(SELECT {} FROM courses_entry WHERE number = {})"
BREAKS = {
    "amount": ("UPDATE courses_entry SET amount = 9900 WHERE number = 3", "entry 3: its contents were changed"),
    "day": ("UPDATE courses_entry SET effective_on = '2025-06-16' WHERE number = 2", "entry 2: its contents were changed"),
    "whose": (
        f"UPDATE courses_entry SET account_id = {OF_ENTRY.format('account_id', 2)} WHERE number = 4",
        "entry 4: its contents were changed",
    ),
    "evidence": (SNAPSHOT, "entry 3: its evidence was changed"),
    "evidence and its hash": ("UPDATE courses_evidence SET sha256 = 'x'", "entry 1: its evidence was changed"),
    "another proof": (
        f"UPDATE courses_entry SET evidence_id = {OF_ENTRY.format('evidence_id', 1)} WHERE number = 4",
        "entry 4: its contents were changed",
    ),
    "version of the rules": ("UPDATE courses_ruleset SET version = 'x'", "entry 1: its contents were changed"),
    "pseudonym": ("UPDATE courses_entry SET actor = approver, approver = actor WHERE number = 5", "entry 5: its contents were changed"),
    "one in the middle gone": ("DELETE FROM courses_entry WHERE number = 3", "entry 3: entry 3 is not there"),
    "the last gone": ("DELETE FROM courses_entry WHERE number = 6", "entry 6: entry 6 is not there"),
    "the head turned back": ("UPDATE courses_ledgerhead SET number = 5", "the head names another hash than the last entry"),
    "the head forged": ("UPDATE courses_ledgerhead SET hash = 'f'", "the head names another hash than the last entry"),
    "the head gone": ("DELETE FROM courses_ledgerhead", "entry 6: it lies beyond the head"),
    "amount and all hashes": (lambda: chained_anew(amount=9900), "entry 3: its evidence is worth another amount"),
    "category and all hashes": (lambda: chained_anew(category="required"), "entry 3: its course counts in another category"),
    "day and all hashes": (lambda: chained_anew(effective_on=date(2025, 12, 31)), "entry 3: its rules did not hold on its day"),
    "words of the rules": ("UPDATE courses_ruleset SET text = '15 分钟记 1 学分。'", "entry 1: its rules were changed"),
    "title of the rules": ("UPDATE courses_ruleset SET title = 'x'", "entry 1: its rules were changed"),
    "first day of the rules": ("UPDATE courses_ruleset SET valid_from = '2020-01-01'", "entry 1: its rules were changed"),
    "last day of the rules": ("UPDATE courses_ruleset SET valid_until = '2026-01-31'", "entry 1: its rules did not hold on its day"),
    "price of a credit": ("UPDATE courses_ruleset SET minutes_per_credit = 15", "entry 1: its rules were changed"),
    "cap of a course": ("UPDATE courses_ruleset SET course_cap = 25", "entry 1: its rules were changed"),
    "rules no longer published": ("UPDATE courses_ruleset SET published_at = NULL", "entry 1: its rules are not published"),
    "a requirement": ("UPDATE courses_requirement SET required = 1", "entry 1: its rules were changed"),
    "a requirement gone": ("DELETE FROM courses_requirement", "entry 1: its rules were changed"),
    "a required course gone": ("DELETE FROM courses_requiredcourse", "entry 1: its rules were changed"),
}


@pytest.mark.parametrize("how", BREAKS)
def test_what_was_done_by_force_is_found_and_named(how: str, ledger: list[Entry]):
    assert (domain.verify().entries, domain.verify().broken) == (6, None)
    statement, found = BREAKS[how]
    by_force("UPDATE courses_settlement SET entry_id = NULL, outcome = 'taken_back'", statement)
    assert str(domain.verify().broken) == found
    with pytest.raises(CommandError, match=found):
        call_command("verify_ledger")


SETTLED = {
    "by what was taken back": "UPDATE courses_settlement SET entry_id = 2 WHERE entry_id = 6",
    "by a reversal": "UPDATE courses_settlement SET entry_id = 5 WHERE entry_id = 6",
    "for somebody else": f"UPDATE courses_settlement SET account_id = {OF_ENTRY.format('account_id', 1)} WHERE entry_id = 6",
}


@pytest.mark.parametrize(("how", "entry"), list(zip(SETTLED, (2, 5, 6), strict=True)))
def test_a_completion_that_counts_by_a_wrong_entry_is_found(how: str, entry: int, ledger: list[Entry]):
    with connection.cursor() as cursor:
        cursor.execute(SETTLED[how])
    assert str(domain.verify().broken) == f"entry {entry}: a completion counts by it, but it does not stand for that person"


def test_evidence_from_before_rules_were_sealed_still_holds(ledger: list[Entry]):
    first = Terms.cited
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Terms, "cited", lambda terms: {name: value for name, value in first(terms).items() if name != "sha256"})
        old = make.awarded()
    assert "sha256" not in old.evidence.snapshot["rules"]
    assert (domain.verify().entries, domain.verify().broken) == (7, None)


def test_the_command_says_it_in_one_line(ledger: list[Entry]):
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert out.getvalue() == f"6 entries hold, head {ledger[-1].hash}\n"


def test_a_ledger_that_nothing_guards_is_no_good_ledger(ledger: list[Entry]):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER courses_evidence_delete" + ("" if connection.vendor == "sqlite" else " ON courses_evidence"))
    with pytest.raises(CommandError, match="does not guard them: courses_evidence_delete"):
        call_command("verify_ledger")


@pytest.mark.postgres
def test_verifying_reads_pieces(ledger: list[Entry], monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any):
    monkeypatch.setattr("courses.credits.domain.verification.PIECE", 2)
    with django_assert_num_queries(14):
        assert domain.verify().entries == 6
