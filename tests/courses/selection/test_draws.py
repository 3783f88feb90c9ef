"""A round of wishes from its end to its seats: closed once, drawn once, written whole; what was otherwise on the day is said and mended."""

import random
from datetime import timedelta

import pytest
from django.db import connection

from college import deliveries
from college.errors import NotAllowed
from college.models import LearnerFacts, Notice, NoticeDelivery, User
from college.roles import Role
from courses.selection import domain
from courses.selection.domain.drawing import NoValue
from courses.selection.domain.sealing import BadBeacon
from courses.selection.models import Ballot, Draw, DrawList, Enrolment, Offering, Round, SeatOffer, WaitlistEntry, Wish
from courses.selection.rules import Group, draw_file
from courses.selection.rules.kept import Vacant
from tests.factories import rounds
from tests.factories import selection as make
from tests.factories.selection import NOW

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
both = [pytest.mark.django_db, pytest.mark.both_databases]
ENDS = NOW + 6 * DAY
KNOWN = ENDS + DAY


@pytest.fixture
def staff():
    return make.person("office", Role.STAFF)


@pytest.fixture
def classes():
    """Three courses with lessons at three times; the first has two seats."""
    term = make.term(selection_opens_at=NOW + 30 * DAY, selection_closes_at=NOW + 40 * DAY, starts_on=(NOW + 60 * DAY).date(), ends_on=(NOW + 180 * DAY).date())
    made = [make.offering(make.course(title), term=term, capacity=seats) for title, seats in (("合唱", 2), ("书法", 3), ("太极", 9))]
    for hours, one in enumerate(made):
        make.lessons(one, first=NOW + 84 * DAY + timedelta(hours=5 * hours))
    return made


@pytest.fixture
def found(classes):
    return rounds.wishing(rounds.plan(classes[0].term))


def wish(found: Round, learner, *offerings: Offering) -> Ballot:
    return domain.save_wishes(round_id=found.pk, learner=learner, offerings=[one.pk for one in offerings], now=NOW)


def sealed(found: Round) -> Draw:
    domain.seal(round_id=found.pk, now=ENDS)
    return Draw.objects.get(round=found)


def drawn(found: Round, staff, value: str = "03 11 17 + 09") -> draw_file.DrawFile:
    domain.hold_draw(round_id=found.pk, beacon_value=value, by=staff, now=KNOWN)
    return whole_file(found)


def whole_file(found: Round) -> draw_file.DrawFile:
    stored = DrawList.objects.get(draw__round=found)
    return draw_file.read(bytes(stored.sealed) + bytes(stored.opened))


def by_verb(offering: Offering) -> None:
    domain.cancel_offering(offering_id=offering.pk, now=KNOWN)


def by_form(offering: Offering) -> None:
    form = Offering.objects.get(pk=offering.pk)
    form.state = Offering.State.CANCELLED
    domain.change_offering(offering=form, fields=["state"], now=KNOWN)


def outcomes(learner) -> list[str]:
    return list(Wish.objects.filter(ballot__learner=learner).order_by("rank").values_list("outcome", flat=True))


def has(learner) -> set[int]:
    return set(Enrolment.objects.filter(learner=learner, state="enrolled").values_list("offering", flat=True))


class TestSealing:
    pytestmark = both

    def test_a_list_is_closed_once_after_the_end_and_says_nobodys_name(self, found, classes):
        choir, brush, tai = classes
        wang, li = make.person("wang"), make.person("li")
        make.enrolled(tai, li)
        ballot = wish(found, wang, choir, brush)
        wish(found, li, brush)
        with pytest.raises(domain.StillRuns):
            domain.seal(round_id=found.pk, now=ENDS - DAY)
        assert domain.seal_ended(now=ENDS) == 1
        assert domain.seal_ended(now=ENDS) == 0
        draw, file = Draw.objects.get(round=found), whole_file(found)
        assert (file.list_sha256, file.header.secret_sha256) == (draw.list_sha256, draw_file.secret_hash(draw.secret))
        assert {one.person: tuple(wish.option for wish in one.wishes) for one in file.ballots}[ballot.code] == (choir.pk, brush.pk)
        assert {one.id: one.seats for one in file.options} == {choir.pk: 2, brush.pk: 3, tai.pk: 8}
        assert next(one.holds for one in file.ballots if one.person != ballot.code) == (tai.pk,)
        assert b"wang" not in bytes(DrawList.objects.get().sealed)
        with pytest.raises(domain.WishesClosed):
            wish(found, wang)

    def test_a_list_that_is_late_waits_for_a_later_value(self, found, classes, staff):
        wish(found, make.person("wang"), classes[0])
        assert domain.seal_ended(now=KNOWN) == 0
        with pytest.raises(domain.SealedTooLate):
            domain.seal(round_id=found.pk, now=KNOWN)
        for beacon, when in (("", KNOWN + DAY), ("别的数", KNOWN), ("别的数", KNOWN - DAY)):
            with pytest.raises(BadBeacon):
                domain.name_beacon(round_id=found.pk, beacon=beacon, beacon_at=when, by=staff, now=KNOWN)
        domain.name_beacon(round_id=found.pk, beacon="双色球下一期", beacon_at=KNOWN + DAY, by=staff, now=KNOWN)
        assert domain.seal_ended(now=KNOWN + timedelta(minutes=1)) == 1
        assert whole_file(found).header.beacon == "双色球下一期"

    def test_what_cannot_be_hers_is_not_in_the_list_and_lessons_that_overlap_are_one_stretch(self, found, classes, staff):
        choir, brush, tai = classes
        wang, li = make.person("wang"), make.person("li")
        wish(found, wang, choir, brush, tai)
        wish(found, li, choir)
        Offering.objects.filter(pk=choir.pk).update(audience=["lou_zhang"], capacity=5)
        Offering.objects.filter(pk=brush.pk).update(state="closed")
        make.enrolled(tai, wang)
        li.is_active = False
        li.save()
        make.lessons(choir, first=NOW + 84 * DAY + timedelta(minutes=30), number=0)
        sealed(found)
        [one] = whole_file(found).ballots
        assert [wish.option for wish in one.wishes] == [brush.pk]
        drawn(found, staff)
        assert outcomes(wang) == ["not_for_you", "offering_full", "seat"]
        assert outcomes(li) == ["not_for_you"]
        assert has(li) == set()


class TestDrawing:
    pytestmark = both

    def test_seats_outcomes_file_and_word_are_written_at_once_and_once(self, found, classes, staff, tmp_path):
        choir, brush, _tai = classes
        people = make.people(4)
        for one in people:
            wish(found, one, choir, brush)
        make.waiting(choir, *people)
        for moment, error in ((ENDS - DAY, domain.NotSealed), (ENDS, domain.NotKnownYet)):
            with pytest.raises(error):
                domain.hold_draw(round_id=found.pk, beacon_value="7", by=staff, now=moment)
            sealed(found) if error is domain.NotSealed else None
        with pytest.raises(NotAllowed):
            domain.hold_draw(round_id=found.pk, beacon_value="7", by=people[0], now=KNOWN)
        with pytest.raises(NoValue):
            domain.hold_draw(round_id=found.pk, beacon_value=" \n ", by=staff, now=KNOWN)
        file = drawn(found, staff, "  03 11\t17 + 09 ")
        assert file.opening.beacon_value == "03 11 17 + 09"
        assert draw_file.check(file).faults == ()
        assert len(file.seats) == 5  # choir has two seats, brush three
        for one in people:
            assert has(one) == set(Wish.objects.filter(ballot__learner=one, outcome="seat").values_list("offering", flat=True))
        assert Enrolment.objects.filter(offering=choir).count() == Offering.objects.get(pk=choir.pk).seats_taken == 2
        assert WaitlistEntry.objects.filter(offering=choir, state="promoted").count() == 2
        assert set(Wish.objects.values_list("outcome", flat=True)) == {"seat", "offering_full"}
        assert Notice.objects.filter(person__in=people, link=f"/selection/rounds/{found.pk}/").count() == 4
        summary = Draw.objects.get(round=found).summary
        assert (summary["people"], summary["given"], summary["nothing"], summary["changes"]) == (4, 5, len([one for one in people if not has(one)]), [])
        with pytest.raises(domain.DrawnAlready):
            drawn(found, staff, "8")

    def test_an_exception_of_the_office_from_the_limit_is_drawn_and_stands_in_the_file_under_no_name(self, found, classes, staff):
        wang, li, zhao = make.person("wang"), make.person("li"), make.person("zhao")
        for one in (wang, li, zhao):
            wish(found, one, classes[1], classes[2], classes[0])  # two are as many as one may have
        for one, reasons in ((wang, ["limit_reached"]), (li, ["limit_reached"]), (li, [])):  # hers is taken back
            domain.waive(offering=classes[0], learner=one, reasons=reasons, why="照顾者", by=staff, now=NOW)
        sealed(found)
        domain.waive(offering=classes[0], learner=wang, reasons=[], why="误记", by=staff, now=ENDS)  # too late: the list is closed
        file = drawn(found, staff)
        assert draw_file.check(file).faults == ()
        code = Ballot.objects.get(learner=wang).code
        assert {one.person: one.beyond for one in file.ballots if one.beyond} == {code: {classes[0].pk}}
        assert [len(has(one)) for one in (wang, li, zhao)] == [3, 2, 2]
        assert (outcomes(wang), outcomes(li)[2]) == (["seat"] * 3, "limit_reached")

    def test_a_class_cancelled_after_the_list_was_closed_gives_its_people_their_next_wish(self, found, classes, staff):
        choir, brush, _tai = classes
        wang, li = make.person("wang"), make.person("li")
        wish(found, wang, choir, brush)
        wish(found, li, choir)
        sealed(found)
        domain.cancel_offering(offering_id=choir.pk, now=ENDS)
        file = drawn(found, staff)
        assert draw_file.check(file).faults == ()
        assert {seat.option for seat in file.seats} == {choir.pk, brush.pk}
        assert (outcomes(wang), outcomes(li)) == (["offering_cancelled", "seat"], ["offering_cancelled"])
        assert (has(wang), has(li)) == ({brush.pk}, set())
        assert Draw.objects.get(round=found).summary["changes"] == [[choir.pk, "offering_cancelled", 2]]
        assert Notice.objects.filter(person=li, text__contains="合唱").exists()

    def test_a_class_cancelled_after_the_draw_gives_its_people_their_next_wish_that_has_room(self, found, classes, staff, settings):
        settings.SMS_BACKEND = "college.sms.ConsoleBackend"
        choir, brush, tai = classes
        people = make.people(3)
        for one in people:
            wish(found, one, brush, tai, choir)  # all three get the first two, which is as many as allowed
        sealed(found)
        drawn(found, staff)
        assert {frozenset(has(one)) for one in people} == {frozenset({brush.pk, tai.pk})}
        domain.cancel_offering(offering_id=brush.pk, now=KNOWN)
        got = [one for one in people if choir.pk in has(one)]
        choir.refresh_from_db()
        assert len(got) == choir.seats_taken == choir.capacity == 2
        assert Notice.objects.filter(person__in=got, kind="next_wish", text__contains="合唱").count() == 2
        User.objects.filter(pk=got[0].pk).update(phone="+8619900001234")
        deliveries.deliver(now=KNOWN)
        sms = NoticeDelivery.objects.filter(way="sms", notice__person=got[0]).order_by("notice_id").values_list("notice__kind", flat=True)
        assert list(sms)[-2:] == ["class_cancelled", "next_wish"]  # who reads no more than her messages knows that she has a seat
        assert broken(found.plan.term_id) == []

    @pytest.mark.parametrize("cancel", [by_verb, by_form])
    def test_the_class_in_place_of_a_cancelled_one_is_cancelled_too_and_she_is_led_on_and_told(self, found, classes, staff, cancel):
        choir, brush, tai = classes
        photo = make.offering(make.course("摄影"), term=choir.term)
        make.lessons(photo, first=NOW + 85 * DAY)
        wang, zhao = make.person("wang"), make.person("zhao")
        wish(found, wang, brush, tai, choir, photo)
        wish(found, zhao, tai, photo, choir)
        sealed(found)
        drawn(found, staff)
        domain.drop(offering_id=photo.pk, learner=zhao, now=KNOWN)
        make.enrolled(choir, zhao)  # her own pick in the next round
        cancel(brush)
        assert has(wang) == {brush.pk, tai.pk, choir.pk}
        cancel(choir)
        assert (has(wang), has(zhao)) == ({brush.pk, tai.pk, choir.pk, photo.pk}, {tai.pk, choir.pk})
        told = Notice.objects.filter(person=wang, kind="next_wish").order_by("pk").values_list("text", flat=True)
        assert ["合唱" in told[0], "摄影" in told[1], len(told)] == [True, True, 2]
        assert Notice.objects.filter(person=wang, kind="class_cancelled").count() == 2
        cancel(photo)  # there is no wish left: she is told that it is cancelled
        assert Notice.objects.filter(person=wang, kind="class_cancelled").count() == 3
        assert broken(found.plan.term_id) == []

    def test_who_took_the_class_otherwise_keeps_one_seat_and_who_left_gets_none(self, found, classes, staff):
        _choir, _brush, tai = classes
        wang, li, zhao = make.person("wang"), make.person("li"), make.person("zhao")
        for one in (wang, li, zhao):
            wish(found, one, tai)
        sealed(found)
        make.enrolled(tai, wang)
        li.is_active = False
        li.save()
        drawn(found, staff)
        assert (has(wang), has(li), has(zhao)) == ({tai.pk}, set(), {tai.pk})
        assert Offering.objects.get(pk=tai.pk).seats_taken == Enrolment.objects.filter(offering=tai, state="enrolled").count() == 2
        assert outcomes(wang) == ["seat"]


def test_a_kept_seat_that_is_given_up_goes_to_its_group_first_and_to_nobody_twice():
    """On plain values: 1 and 4 are of the reserve, 2 is new, 3 is both, 5 neither."""
    reserve, new = frozenset({Group.RESERVE}), frozenset({Group.NEWCOMER})
    vacant = Vacant({Group.NEWCOMER: 1, Group.RESERVE: 1}, {1: reserve, 2: new, 3: reserve | new, 4: reserve})
    assert vacant.first([5, 2, 3, 4], lambda one: one != 3) == 4  # the reserve before newcomers, whoever waits longer; not who may not
    vacant.take(3)  # counts as one of the reserve, not as both
    assert vacant.first([5, 4, 2], lambda one: True) == 2
    assert vacant.first([5, 4], lambda one: True) == 5  # nobody of the group waits
    vacant.take(2)
    assert vacant.first([5, 1], lambda one: True) == 5
    assert Vacant().first([], lambda one: True) is None


class TestKeptSeats:
    """Two seats, one kept for people of 80 and older: `old` was drawn into that one, `young` into the other. Two strangers wait before another who is old."""

    pytestmark = both

    @pytest.fixture
    def people(self, found, classes, staff):
        choir = classes[0]
        Offering.objects.filter(pk=choir.pk).update(kept_reserve=1)
        rounds.a_round(found.plan, Round.Kind.FIRST_COME, KNOWN + DAY, days=5)
        people = {name: make.person(name) for name in ("old", "young", "stranger", "second", "older")}
        for name in ("old", "older"):
            LearnerFacts.objects.create(user=people[name], birth_year=1940)
        for name in ("old", "young"):
            wish(found, people[name], choir)
        sealed(found)
        drawn(found, staff)
        assert Wish.objects.get(ballot__learner=people["old"]).group == "reserve"
        for name in ("stranger", "second", "older"):
            domain.join_waitlist(offering_id=choir.pk, learner=people[name], now=KNOWN)
        return people

    def test_it_goes_to_the_next_of_its_group_while_the_rounds_go_on(self, classes, people):
        choir = classes[0].pk
        domain.drop(offering_id=choir, learner=people["old"], now=KNOWN)
        assert offered_to() == ["older"]
        domain.decline_offer(offering_id=choir, learner=people["older"], now=KNOWN)
        assert offered_to() == ["stranger"]  # nobody else of the group waits: the next in line
        domain.accept_offer(offering_id=choir, learner=people["stranger"], now=KNOWN)
        domain.drop(offering_id=choir, learner=people["young"], now=KNOWN)
        assert offered_to() == ["older"]  # one of the group is missing still
        domain.accept_offer(offering_id=choir, learner=people["older"], now=KNOWN)
        domain.drop(offering_id=choir, learner=people["stranger"], now=KNOWN)
        assert offered_to() == ["second"]

    def test_after_the_last_round_it_goes_to_the_next_in_line(self, classes, people):
        domain.drop(offering_id=classes[0].pk, learner=people["old"], now=KNOWN + 6 * DAY)
        assert offered_to() == ["stranger"]

    def test_an_open_seat_goes_to_the_next_in_line(self, classes, people):
        domain.drop(offering_id=classes[0].pk, learner=people["young"], now=KNOWN)
        assert offered_to() == ["stranger"]


def offered_to() -> list[str]:
    return list(SeatOffer.objects.filter(state=SeatOffer.State.OPEN).values_list("learner__username", flat=True))


@pytest.mark.django_db
@pytest.mark.both_databases
@pytest.mark.parametrize("chance", [random.Random(7), random.Random(8)])
def test_whatever_is_wished_nothing_is_given_that_is_not_there(chance, staff):
    """The invariants by SQL after a whole draw, with a class cancelled, one smaller and one moved between the list and the draw."""
    term = make.term(selection_opens_at=NOW + 30 * DAY, selection_closes_at=NOW + 40 * DAY)
    made = [make.offering(make.course(f"课{n}"), term=term, capacity=chance.randint(1, 6), mode=chance.choice(["onsite", "online"])) for n in range(9)]
    for one in made:
        make.lessons(one, first=NOW + 84 * DAY + timedelta(hours=chance.randrange(6)), number=2)
    found, people = rounds.wishing(rounds.plan(term)), make.people(40)
    for one in people:
        wish(found, one, *chance.sample(made, chance.randint(1, 5)))
    sealed(found)
    domain.cancel_offering(offering_id=made[0].pk, now=ENDS)
    made[1].lessons.filter(number=1).update(starts_at=NOW + 84 * DAY, ends_at=NOW + 85 * DAY)
    make.enrolled(made[2], *make.people(1))
    file = drawn(found, staff)
    assert draw_file.check(file).faults == ()
    assert broken(term.pk) == []
    seats = set(Wish.objects.filter(outcome="seat").values_list("ballot__learner", "offering"))
    assert seats == set(Enrolment.objects.filter(learner__in=people, state="enrolled").values_list("learner", "offering"))


def broken(term: int) -> list[tuple]:
    """What must never be, asked of the database: too many seats, two for one, a clash, more than the limit."""
    seats = "courses_enrolment e JOIN courses_offering o ON o.id = e.offering_id AND e.state = 'enrolled' AND o.state <> 'cancelled'"
    asked = (
        f"SELECT 'count', o.id FROM {seats} GROUP BY o.id, o.capacity, o.seats_taken HAVING count(*) > o.capacity OR count(*) <> o.seats_taken",
        f"SELECT 'twice', e.learner_id FROM {seats} GROUP BY e.learner_id, o.course_id HAVING count(*) > 1",
        f"SELECT 'limit', e.learner_id FROM {seats} WHERE o.mode <> 'online' AND o.term_id = {term} GROUP BY e.learner_id HAVING count(*) > 2",
        f"SELECT 'clash', e.learner_id FROM {seats} JOIN courses_lesson l ON l.offering_id = o.id"
        " JOIN courses_enrolment e2 ON e2.learner_id = e.learner_id AND e2.state = 'enrolled' AND e2.offering_id <> e.offering_id"
        " JOIN courses_offering o2 ON o2.id = e2.offering_id AND o2.state <> 'cancelled'"
        " JOIN courses_lesson m ON m.offering_id = o2.id AND m.starts_at < l.ends_at AND l.starts_at < m.ends_at",
    )
    found = []
    with connection.cursor() as cursor:
        for question in asked:
            cursor.execute(question)
            found += cursor.fetchall()
    return found
