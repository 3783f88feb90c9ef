"""Who may take a class, and for whom a seat is kept: by tables, by properties, and through every verb that gives a seat."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st

from college import facts
from college.errors import NotAllowed
from college.models import LearnerFacts, Neighbourhood
from college.roles import Role
from courses.catalogue.models import CoursePage, Prerequisite
from courses.learning.models import Completion
from courses.selection import domain
from courses.selection.domain import refusals
from courses.selection.domain.eligibility import needed_first
from courses.selection.models import Enrolment, Offering, SeatOffer, Waiver
from courses.selection.rules import OF_HER, WAIVABLE, Demands, Facts, Group, Learner, Reason, in_reserve, may_wait, over_limit, reasons_against, unmet
from tests.factories import college, rounds
from tests.factories import selection as make
from tests.factories.selection import NOW

TODAY, FIRST = date(2026, 6, 16), date(2026, 9, 1)
DAY = timedelta(days=1)

# ---- the rules


@pytest.mark.parametrize(
    ("low", "high", "born", "reasons"),
    [
        (None, None, None, set()),
        (50, 80, None, {Reason.AGE_UNKNOWN}),
        (50, 80, 1977, {Reason.TOO_YOUNG}),  # 49 in 2026
        (50, 80, 1976, set()),  # her birthday does not matter
        (50, 80, 1946, set()),
        (50, 80, 1945, {Reason.TOO_OLD}),
        (50, None, 1900, set()),
        (None, 80, 2020, set()),
        (0, None, None, {Reason.AGE_UNKNOWN}),
    ],
)
def test_ages_count_in_the_year_of_the_terms_first_day(low, high, born, reasons):
    assert unmet(Demands(FIRST, age_from=low, age_to=high), Learner(birth_year=born), TODAY) == reasons


@pytest.mark.parametrize(("until", "is_missing"), [(None, True), (TODAY - DAY, True), (TODAY, False), (TODAY + DAY, False)])
def test_a_pledge_is_good_to_its_last_day(until, is_missing):
    assert unmet(Demands(FIRST, pledge=True), Learner(pledge_until=until), TODAY) == ({Reason.PLEDGE_MISSING} if is_missing else set())
    assert unmet(Demands(FIRST), Learner(pledge_until=until), TODAY) == set()


@pytest.mark.parametrize(
    ("born", "noted", "is_in"),
    [(None, None, False), (1947, None, False), (1946, None, True), (None, FIRST, True), (None, FIRST - DAY, False), (1990, FIRST + DAY, True)],
)
def test_the_reserve_is_for_80_and_older_and_for_whom_the_desk_noted(born, noted, is_in):
    assert in_reserve(born, noted, FIRST) is is_in


demands = st.builds(
    Demands,
    st.just(FIRST),
    st.sampled_from([(), ("grid_worker",), ("grid_worker", "mediator")]),
    st.none() | st.integers(0, 120),
    st.none() | st.integers(0, 120),
    st.booleans(),
    st.frozensets(st.integers(1, 3)),
)
learners = st.builds(
    Learner,
    st.none() | st.integers(1900, 2026),
    st.none() | st.dates(TODAY - 9 * DAY, TODAY + 9 * DAY),
    st.frozensets(st.sampled_from(["grid_worker", "mediator", "teacher"])),
    st.frozensets(st.integers(1, 3)),
)


@given(demands, learners)
def test_whoever_meets_more_is_never_refused_more(asked, learner):
    """A rule less, a role, a completed course or a pledge more never adds a reason; what is unmet is always something of her."""
    found = unmet(asked, learner, TODAY)
    assert found <= OF_HER
    assert len(found & {Reason.AGE_UNKNOWN, Reason.TOO_YOUNG, Reason.TOO_OLD}) <= 1
    assert unmet(Demands(FIRST), learner, TODAY) == set()
    richer = Learner(learner.birth_year, TODAY, learner.codes | set(asked.audience), learner.completed | asked.courses)
    assert unmet(asked, richer, TODAY) == found & {Reason.AGE_UNKNOWN, Reason.TOO_YOUNG, Reason.TOO_OLD}


@given(st.none() | st.integers(1, 5), st.integers(0, 9), st.booleans())
def test_the_limit_stands_where_one_more_would_be_too_many(limit, held, counts):
    assert over_limit(limit, held, counts=counts) == (counts and limit is not None and held + 1 > limit)


@given(st.frozensets(st.sampled_from(sorted(WAIVABLE))), st.integers(0, 1), st.booleans(), st.booleans())
def test_no_place_in_a_queue_for_whom_the_class_is_not_and_one_for_whoever_is_at_her_limit(reasons, free, clashes, closed):
    facts = Facts(False, closed, False, NOW - DAY, NOW + DAY, free, False, clashes, reasons)
    assert set(reasons_against(facts, NOW)) >= reasons
    stands = bool(reasons) or not free or clashes or closed
    assert may_wait(facts, NOW) == (stands and not reasons - {Reason.LIMIT})


# ---- the database


@pytest.mark.django_db
@pytest.mark.both_databases
@pytest.mark.parametrize(
    "fields",
    [
        {"age_from": 80, "age_to": 50},
        {"age_to": 121},
        {"kept_reserve": 4, "kept_newcomer": 4, "kept_neighbour": 3},
        {"kept_reserve": -1},
        {"kept_neighbour": 1, "venue": None, "mode": "online"},
    ],
    ids=str,
)
def test_the_database_refuses_rules_that_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.offering(capacity=10, **fields)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_database_refuses_facts_that_cannot_be():
    for fields in (
        {"birth_year": 1899},
        {"pledge_until": TODAY},
        {"pledged_on": TODAY},
        {"pledged_on": TODAY, "pledge_until": TODAY - DAY},
        {"reserve_until": TODAY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            LearnerFacts.objects.create(user=make.person(), **fields)


# ---- picking, waiting, handing on


@pytest.fixture
def strict():
    """A class with every rule of its own: 50 to 80, with a pledge, after another course."""
    page = make.course("太极拳")
    Prerequisite.objects.create(page=page, needs=make.course("站桩"))
    made = make.offering(page, age_from=50, age_to=80, needs_pledge=True, needs_courses=True)
    make.lessons(made)
    return made


def fitting(of: Offering, **changes):
    """Somebody who meets every rule of the class, but for the changes."""
    learner = make.person()
    values = {"birth_year": of.term.starts_on.year - 60, "pledged_on": NOW.date(), "pledge_until": NOW.date() + 30 * DAY, **changes}
    needed = values.pop("completed", True)
    LearnerFacts.objects.create(user=learner, **values)
    if needed:
        complete(learner, *needed_first([of])[of.course_id])
    return learner


def complete(learner, *courses):
    for course in courses:
        before = make.offering(CoursePage.objects.get(pk=course), term=make.term(NOW - 365 * DAY))
        (seat,) = make.enrolled(before, learner)
        Completion.objects.create(enrolment=seat, basis="attendance", completed_at=NOW)


def verbs(of, learner):
    """Both ways to a seat, and the code with which each refuses ("done" where it does not)."""
    codes = []
    for verb in (domain.join_waitlist, domain.pick):
        try:
            verb(offering_id=of.pk, learner=learner, now=NOW)
            codes.append("done")
        except refusals.SelectionRefused as refusal:
            codes.append(refusal.code)
    return codes


@pytest.mark.django_db
@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "done"),
        ({"birth_year": None}, "age_unknown"),
        ({"birth_year": 1999}, "too_young"),
        ({"birth_year": 1920}, "too_old"),
        ({"completed": False}, "course_missing"),
        ({"pledged_on": None, "pledge_until": None}, "pledge_missing"),
        ({"pledged_on": NOW.date() - 9 * DAY, "pledge_until": NOW.date() - DAY}, "pledge_missing"),
    ],
    ids=str,
)
def test_each_rule_refuses_in_words_and_an_exception_lets_her_in(strict, changes, code):
    learner, staff = fitting(strict, **changes), college.person("", Role.STAFF)
    assert verbs(strict, learner) == (["seats_free", "done"] if code == "done" else [code, code])
    if code == "done":
        return
    domain.waive(offering=strict, learner=learner, reasons=[code], why="与家属面谈过", by=staff, now=NOW)
    with pytest.raises(refusals.SelectionRefused):
        domain.pick(offering_id=strict.pk, learner=make.person(), now=NOW)  # it is hers alone
    assert domain.pick(offering_id=strict.pk, learner=learner, now=NOW).learner == learner


@pytest.mark.django_db
def test_a_refusal_says_what_to_do_now(strict):
    def said(**changes):
        with pytest.raises(refusals.SelectionRefused) as refused:
            domain.pick(offering_id=strict.pk, learner=fitting(strict, **changes), now=NOW)
        return str(refused.value)

    assert "站桩" in said(completed=False)
    assert "50" in said(birth_year=1999)
    assert "80" in said(birth_year=1920)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_an_exception_opens_no_class_that_is_full_closed_cancelled_or_hers(strict):
    learner, staff = fitting(strict, birth_year=1999), college.person("", Role.STAFF)
    domain.waive(offering=strict, learner=learner, reasons=sorted(WAIVABLE), why="特殊情况", by=staff, now=NOW)
    for refused in (Reason.CLASH, Reason.FULL, Reason.CLOSED, Reason.CANCELLED, Reason.ALREADY_IN, "nonsense"):
        with pytest.raises(domain.BadWaiver):
            domain.waive(offering=strict, learner=learner, reasons=[refused], why="特殊情况", by=staff, now=NOW)
    for state, code in (("closed", "offering_closed"), ("cancelled", "offering_cancelled")):
        Offering.objects.filter(pk=strict.pk).update(state=state)
        with pytest.raises(refusals.SelectionRefused) as refusal:
            domain.pick(offering_id=strict.pk, learner=learner, now=NOW)
        assert refusal.value.code == code
    Offering.objects.filter(pk=strict.pk).update(state="open")
    make.full(strict)
    assert verbs(strict, learner) == ["done", "offering_full"]


@pytest.mark.django_db
@pytest.mark.both_databases
def test_an_exception_is_written_once_and_taken_back_by_another_line(strict):
    learner, staff = fitting(strict, birth_year=1999), college.person("", Role.STAFF)
    for by, why, error in ((make.person(), "x", NotAllowed), (staff, "  ", domain.BadWaiver)):
        with pytest.raises(error):
            domain.waive(offering=strict, learner=learner, reasons=["too_young"], why=why, by=by, now=NOW)
    with pytest.raises(domain.NotForOneself):
        domain.waive(offering=strict, learner=staff, reasons=["too_young"], why="我自己", by=staff, now=NOW)
    made = domain.waive(offering=strict, learner=learner, reasons=["too_young"], why="随父母上课", by=staff, now=NOW)
    assert domain.exception_for(strict, learner) == made
    for attack in (lambda: Waiver.objects.update(reasons=[]), lambda: Waiver.objects.update(why="别的"), lambda: Waiver.objects.filter(pk=made.pk).delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attack()
    Waiver.objects.update(why="")  # her words go when she leaves
    domain.waive(offering=strict, learner=learner, reasons=[], why="改主意了", by=staff, now=NOW + DAY)
    assert domain.exception_for(strict, learner) is None
    assert verbs(strict, learner) == ["too_young", "too_young"]


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_freed_seat_passes_by_whoever_does_not_meet_the_rules_any_more(strict):
    Offering.objects.filter(pk=strict.pk).update(capacity=1)
    strict.refresh_from_db()
    holder, lapsed, next_one = fitting(strict), fitting(strict, pledge_until=NOW.date()), fitting(strict)
    domain.pick(offering_id=strict.pk, learner=holder, now=NOW)
    for waiting in (lapsed, next_one):
        domain.join_waitlist(offering_id=strict.pk, learner=waiting, now=NOW)
    domain.drop(offering_id=strict.pk, learner=holder, now=NOW + DAY)
    assert SeatOffer.objects.get(offering=strict, state="open").learner == next_one
    assert strict.waitlist.filter(state="waiting").order_by("pk").first().learner == lapsed  # keeps her place


@pytest.mark.django_db
@pytest.mark.both_databases
def test_who_has_a_seat_keeps_it_and_is_said_when_she_would_not_get_it_today(strict):
    lapsed, good = fitting(strict, pledge_until=NOW.date()), fitting(strict)
    for learner in (lapsed, good):
        domain.pick(offering_id=strict.pk, learner=learner, now=NOW)
    later = NOW + 5 * DAY
    assert domain.no_longer_met(strict, [lapsed.pk, good.pk], later) == {lapsed.pk: {Reason.PLEDGE_MISSING}}
    assert strict.enrolments.filter(state="enrolled").count() == 2


# ---- the limit


@pytest.fixture
def term():
    made = make.term()
    rounds.plan(made, limit=2)
    return made


def at_other_times(term, number, **fields):
    """Classes of one term that never meet."""
    made = []
    for place in range(number):
        one = make.offering(make.course(f"课{place}"), term=term, **fields)
        make.lessons(one, first=NOW + timedelta(days=84 + place), number=1)
        made.append(one)
    return made


@pytest.mark.django_db
@pytest.mark.both_databases
def test_two_classes_in_a_classroom_and_as_many_online_as_she_likes(term):
    learner, staff = make.person(), college.person("", Role.STAFF)
    one, two, three = at_other_times(term, 3)
    online = make.offering(make.course("网课"), term=term, mode="online", venue=None)
    elsewhere = make.offering(make.course("别的学期"), term=make.term())
    for of in (one, online, two, elsewhere):
        domain.pick(offering_id=of.pk, learner=learner, now=NOW)
    with pytest.raises(refusals.LimitReached) as refused:
        domain.pick(offering_id=three.pk, learner=learner, now=NOW)
    assert all(of.course.title in str(refused.value) for of in (one, two))  # so she knows what she could drop
    assert "网课" not in str(refused.value)
    domain.join_waitlist(offering_id=three.pk, learner=learner, now=NOW)
    domain.drop(offering_id=one.pk, learner=learner, now=NOW)  # and what she waits for is offered to her at once
    domain.accept_offer(offering_id=three.pk, learner=learner, now=NOW)
    assert set(Enrolment.objects.filter(learner=learner, state="enrolled").values_list("offering", flat=True)) == {
        of.pk for of in (online, two, elsewhere, three)
    }
    domain.waive(offering=one, learner=learner, reasons=["limit_reached"], why="两门都已学过一半", by=staff, now=NOW)
    domain.pick(offering_id=one.pk, learner=learner, now=NOW)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_cancelled_class_does_not_count(term):
    learner = make.person()
    one, two, three = at_other_times(term, 3)
    make.enrolled(one, learner)
    make.enrolled(two, learner)
    domain.cancel_offering(offering_id=one.pk, now=NOW)
    assert domain.pick(offering_id=three.pk, learner=learner, now=NOW)


@pytest.mark.django_db
def test_rules_that_a_class_has_not_cost_a_pick_nothing(term, django_assert_num_queries):
    """Two questions, with what the class asks and when it is: age, pledge and limit are read with the class; only roles, other courses and exceptions are
    asked for apart."""
    plain, limited = make.offering(), make.offering(term=term, age_from=1, needs_pledge=True)
    learner = fitting(limited, completed=False)
    for of in (plain, limited):
        with django_assert_num_queries(2):
            assert domain.standing(offering_id=of.pk, learner_id=learner.pk, now=NOW).facts.unmet == set()


# ---- many at once


@pytest.mark.django_db
@pytest.mark.both_databases
def test_for_many_the_answer_is_the_same_as_for_each_and_costs_no_more(strict, term, django_assert_max_num_queries):
    three, staff = at_other_times(term, 3, audience=["grid_worker"]), college.person("", Role.STAFF)
    people = [fitting(strict), fitting(strict, birth_year=1999, completed=False), make.person(), make.person()]
    make.enrolled(three[0], *people[:3])
    make.enrolled(three[1], *people[1:3])
    domain.waive(offering=strict, learner=people[1], reasons=["too_young"], why="随父母上课", by=staff, now=NOW)
    offerings = list(Offering.objects.select_related("term__selection_plan"))
    with django_assert_max_num_queries(8):
        found = domain.unmet_of(product(offerings, [one.pk for one in people]), NOW)
    for of, learner in product(offerings, people):
        if of.course.live:
            alone = domain.standing(offering_id=of.pk, learner_id=learner.pk, now=NOW).facts.unmet
            assert found.get((of.pk, learner.pk), frozenset()) == alone, (of, learner)
    assert found[strict.pk, people[1].pk] == {Reason.COURSE_MISSING}
    assert Reason.LIMIT in found[three[2].pk, people[1].pk]


@pytest.mark.django_db
@pytest.mark.both_databases
def test_groups_of_kept_seats():
    near = Neighbourhood.objects.create(name="青年里", latitude="31.860000", longitude="117.230000")
    far = Neighbourhood.objects.create(name="滨湖", latitude="31.730000", longitude="117.300000")
    place = make.venue()
    place.latitude, place.longitude = "31.862000", "117.232000"
    place.save()
    of = make.offering(venue=place, kept_reserve=1, kept_neighbour=2, kept_newcomer=3, capacity=6)
    old, neighbour, away, regular = make.people(4)
    staff = college.person("", Role.STAFF)
    facts.tell(of=old, birth_year=of.term.starts_on.year - 80, neighbourhood=None, by=old, now=NOW)
    facts.tell(of=neighbour, birth_year=None, neighbourhood=near, by=neighbour, now=NOW)
    facts.tell(of=away, birth_year=1980, neighbourhood=far, by=away, now=NOW)
    facts.note_reserve(of=away, until=of.term.starts_on, by=staff, now=NOW)
    make.enrolled(make.offering(term=make.term(NOW - 365 * DAY)), regular, old)
    pairs = [(of, one.pk) for one in (old, neighbour, away, regular)]
    assert domain.groups_of(pairs) == {
        (of.pk, old.pk): {Group.RESERVE},
        (of.pk, neighbour.pk): {Group.NEIGHBOUR, Group.NEWCOMER},
        (of.pk, away.pk): {Group.RESERVE, Group.NEWCOMER},
    }
    assert domain.groups_of([(make.offering(), old.pk)]) == {}  # a class that keeps no seat asks for nothing
