"""The chain and the prices, on plain values."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.credits.rules.chain import GENESIS, Facts, Link, canonical, fault, link, plain, seal
from courses.credits.rules.pricing import worth
from courses.credits.rules.terms import Terms

TERMS = Terms("2026-1", 45, 2000, frozenset({5}), date(2026, 1, 1), None, "0" * 64)
PROOF = {"course": {"id": 4}, "minutes": 450, "rules": TERMS.cited()}
FACTS = Facts(
    1, "a", 1000, "award", "elective", date(2026, 6, 16), datetime(2026, 6, 16, 1, 0, tzinfo=UTC), "2026-1", seal(PROOF), "completion:7", None, None, None
)


def sealed(facts: Facts, previous: str = GENESIS, snapshot: object = PROOF, taken: Facts | None = None) -> Link:
    return Link(facts, previous, link(previous, facts), snapshot, TERMS, taken)


def proved(terms: Terms | None = TERMS, *, facts: Facts = FACTS, **changes: object) -> Link:
    """A first entry whose evidence says something else, under hashes that fit."""
    proof = {name: value for name, value in {**PROOF, **changes}.items() if value is not None}
    facts = facts._replace(evidence=seal(proof))
    return Link(facts, GENESIS, link(GENESIS, facts), proof, terms, None)


# ---- what a course is worth


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0, 0), (-5, 0), (1, 25), (11, 25), (12, 25), (22, 25), (23, 50), (45, 100), (56, 100), (57, 125), (90, 200), (450, 1000), (900, 2000), (9000, 2000)],
)
def test_minutes_become_quarters_of_a_credit(minutes: int, expected: int):
    assert worth(minutes, minutes_per_credit=45, course_cap=2000) == expected


@given(st.integers(1, 10**6), st.integers(15, 480), st.integers(25, 10**5))
def test_worth_is_in_quarters_within_its_bounds_and_never_falls(minutes: int, rate: int, cap: int):
    here = worth(minutes, minutes_per_credit=rate, course_cap=cap)
    assert 25 <= here <= cap
    assert here % 25 == 0
    assert here <= worth(minutes + 1, minutes_per_credit=rate, course_cap=cap)
    assert here == 25 or here * rate <= minutes * 100  # never more than the minutes give


# ---- one spelling

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=10
)


@given(values)
def test_a_value_has_one_spelling_and_survives_it(value: object):
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value) == canonical(plain(value))


def test_the_order_of_keys_makes_no_difference_and_a_letter_does():
    assert seal({"a": 1, "b": [2]}) == seal({"b": [2], "a": 1})
    assert seal({"课": "𠮷㐂"}) != seal({"课": "吉㐂"})


@pytest.mark.parametrize("value", [1.5, {"a": [0.0]}, float("nan")])
def test_a_fraction_is_no_evidence(value: object):
    with pytest.raises(ValueError):
        plain(value)


def test_the_hash_of_an_entry_is_what_the_documentation_says():
    """If this changes, every ledger that exists is broken."""
    assert canonical([*FACTS[:5], "2026-06-16", "2026-06-16T01:00:00.000000+00:00", *FACTS[7:]]).startswith(b'[1,"a",1000,"award","elective","2026-06-16"')
    assert link(GENESIS, FACTS._replace(evidence=seal({}))) == "e89669cdc164ade063336eaf91229a45d8753686a93fd6e1498cdd15d3b9bdd8"


def test_the_zone_of_a_clock_makes_no_difference():
    here = FACTS.booked_at.astimezone(timezone(timedelta(hours=8)))
    assert link(GENESIS, FACTS._replace(booked_at=here)) == link(GENESIS, FACTS)


OTHER = {
    "number": 2,
    "account": "b",
    "amount": 1025,
    "kind": "correction",
    "category": "required",
    "effective_on": date(2026, 6, 17),
    "booked_at": FACTS.booked_at + timedelta(microseconds=1),
    "rules": "2026-2",
    "evidence": seal([]),
    "cause": "completion:8",
    "reverses": 1,
    "actor": "x",
    "approver": "y",
}


def test_every_field_is_under_the_hash():
    assert set(OTHER) == set(Facts._fields)
    hashes = {link(GENESIS, FACTS._replace(**{name: value})) for name, value in OTHER.items()} | {link(GENESIS, FACTS), link("1" * 64, FACTS)}
    assert len(hashes) == len(OTHER) + 2


# ---- what does not fit

BACK = FACTS._replace(number=2, amount=-1000, kind="reversal", cause="reversal:1", reverses=1, actor="x", approver="y")


def test_an_entry_a_reversal_and_a_correction_fit():
    assert fault(sealed(FACTS), 1, GENESIS) == ""
    assert fault(sealed(BACK, "1" * 64, taken=FACTS), 2, "1" * 64) == ""
    instead = FACTS._replace(number=3, amount=800, kind="correction", cause="correction:1", actor="x", approver="y")
    assert fault(sealed(instead, "2" * 64), 3, "2" * 64) == ""


@pytest.mark.parametrize(
    ("found", "number", "why"),
    [
        (sealed(FACTS._replace(number=2)), 1, "entry 1 is not there"),
        (sealed(FACTS, "1" * 64), 1, "it does not follow the entry before it"),
        (sealed(FACTS, snapshot={"course": "别的"}), 1, "its evidence was changed"),
        (sealed(FACTS)._replace(hash="f" * 64), 1, "its contents were changed"),
        (sealed(FACTS)._replace(facts=FACTS._replace(amount=2000)), 1, "its contents were changed"),
        (sealed(FACTS._replace(category="bonus")), 1, "its category is unknown"),
        (sealed(FACTS._replace(kind="gift")), 1, "its kind is unknown"),
        (sealed(FACTS._replace(amount=0)), 1, "only a reversal takes something back"),
        (sealed(FACTS._replace(amount=-5)), 1, "only a reversal takes something back"),
        (sealed(FACTS._replace(reverses=1)), 1, "only a reversal takes something back"),
        (sealed(FACTS._replace(cause="a friend")), 1, "its cause is no completion"),
        (sealed(FACTS._replace(kind="correction", actor="x", approver="y")), 1, "its cause is no correction"),
        (sealed(FACTS._replace(kind="correction", cause="correction:1", actor="x", approver="x")), 1, "it was not approved by a second person"),
        (sealed(BACK, taken=None), 2, "it takes back no earlier entry"),
        (sealed(BACK, taken=FACTS._replace(number=3)), 2, "it takes back no earlier entry"),
        (sealed(BACK, taken=BACK._replace(number=1)), 2, "it takes back no earlier entry"),
        (sealed(BACK, taken=FACTS._replace(amount=900)), 2, "it does not take back exactly what it names"),
        (sealed(BACK, taken=FACTS._replace(account="b")), 2, "it does not take back exactly what it names"),
        (sealed(BACK._replace(cause="reversal:9"), taken=FACTS), 2, "its cause is another entry"),
        (sealed(BACK._replace(approver=None), taken=FACTS), 2, "it was not approved by a second person"),
    ],
)
def test_what_is_wrong_is_said(found: Link, number: int, why: str):
    assert fault(found, number, GENESIS) == why


ANOTHER = "its evidence is worth another amount"
CHANGED = "its rules were changed"
SILENT = "its evidence does not say what it is worth"


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (proved(), ""),
        (proved(minutes=451), ""),
        (proved(rules={key: value for key, value in TERMS.cited().items() if key != "sha256"}), ""),  # as evidence was written at first
        (proved(facts=FACTS._replace(amount=1025)), ANOTHER),
        (proved(minutes=900), ANOTHER),
        (proved(minutes=0), ANOTHER),
        (proved(minutes=None), SILENT),
        (proved(minutes="450"), SILENT),
        (proved(rules=None), SILENT),
        (proved(rules=["2026-1"]), SILENT),
        (sealed(FACTS._replace(evidence=seal([])), snapshot=[]), SILENT),
        (proved(TERMS._replace(minutes_per_credit=15)), CHANGED),
        (proved(TERMS._replace(course_cap=500)), CHANGED),
        (proved(TERMS._replace(sha256="1" * 64)), CHANGED),
        (proved(rules={**TERMS.cited(), "version": "2026-2"}), CHANGED),
        (proved(rules={}), CHANGED),
        (proved(TERMS._replace(valid_from=date(2026, 6, 17))), "its rules did not hold on its day"),
        (proved(TERMS._replace(valid_until=date(2026, 6, 15))), "its rules did not hold on its day"),
        (proved(TERMS._replace(valid_from=date(2026, 6, 16), valid_until=date(2026, 6, 16))), ""),
        (proved(course={"id": 5}), "its course counts in another category"),
        (proved(facts=FACTS._replace(category="required")), "its course counts in another category"),
        (proved(course={"id": 5}, facts=FACTS._replace(category="required")), ""),
        (proved(course="书法"), ""),
        (proved(None), "its rules are not published"),
    ],
)
def test_an_award_follows_from_its_evidence_and_its_rules(found: Link, why: str):
    assert fault(found, 1, GENESIS) == why
