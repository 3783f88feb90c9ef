"""Plans and rounds: the term's window follows them; what the database refuses; and what may be wished for."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from courses.selection import domain, turns
from courses.selection.domain.refusals import NotOpenYet, OfferingCancelled, OfferingClosed
from courses.selection.models import Ballot, Draw, DrawList, Offering, Round, Wish
from courses.selection.rules.rounds import Kind, Window, overlap, picking_window
from courses.selection.situation import to_course
from tests.factories import rounds
from tests.factories import selection as make
from tests.factories.selection import NOW

DAY = timedelta(days=1)
both = [pytest.mark.django_db, pytest.mark.both_databases]


def window(kind: Kind, begins: float, ends: float, spread: int = 0) -> Window:
    return Window(NOW + begins * DAY, NOW + ends * DAY, kind, spread)


WISHES, FIRST, LATER = window(Kind.WISHES, -9, -3), window(Kind.FIRST_COME, -1, 1, 60), window(Kind.ADD_DROP, 3, 5)


@pytest.mark.parametrize(
    ("rounds_", "now", "wanted"),
    [
        ([], 0, None),
        ([WISHES], 0, None),
        ([LATER, FIRST, WISHES], -2, FIRST),
        ([LATER, FIRST, WISHES], 0, FIRST),
        ([LATER, FIRST, WISHES], 1, LATER),
        ([LATER, FIRST], 2, LATER),
        ([LATER, FIRST], 9, LATER),
        ([FIRST, window(Kind.ADD_DROP, 1, 5)], 1, window(Kind.FIRST_COME, -1, 5, 60)),
    ],
)
def test_the_window_is_that_of_the_round_that_runs_or_comes_next(rounds_, now, wanted):
    assert picking_window(rounds_, NOW + now * DAY) == wanted


def test_rounds_that_meet_are_found_and_those_that_follow_each_other_do_not_meet():
    assert overlap([LATER, FIRST, WISHES]) is None
    assert overlap([window(Kind.ADD_DROP, 1, 5), FIRST]) is None
    assert overlap([LATER, window(Kind.WISHES, 4, 9)]) == (LATER, window(Kind.WISHES, 4, 9))


@pytest.fixture
def offering():
    made = make.offering(make.course(units=3), capacity=2)
    make.lessons(made)
    return made


@pytest.fixture
def plan(offering):
    return rounds.plan(offering.term)


@pytest.fixture
def learner():
    return make.person("wang")


class TestWindow:
    pytestmark = both

    def test_the_term_follows_its_rounds_and_a_pick_follows_the_term(self, plan, offering, learner):
        rounds.a_round(plan, "first_come", NOW + DAY, spread=30)
        rounds.a_round(plan, "add_drop", NOW + 4 * DAY)
        assert domain.turn_windows(now=NOW) == 1
        with pytest.raises(NotOpenYet):
            domain.pick(offering_id=offering.pk, learner=learner, now=NOW)
        assert domain.turn_windows(now=NOW + DAY) == 0
        offering.term.refresh_from_db()
        assert offering.term.selection_spread == 30
        assert domain.turn_windows(now=NOW + 3 * DAY) == 1
        with pytest.raises(NotOpenYet):
            domain.pick(offering_id=offering.pk, learner=learner, now=NOW + 3 * DAY)
        domain.pick(offering_id=offering.pk, learner=learner, now=NOW + 4 * DAY)

    def test_with_a_plan_nobody_picks_but_in_its_rounds(self, plan, offering, learner):
        wishing = rounds.wishing(plan)
        assert domain.turn_windows(now=NOW) == 1
        with pytest.raises(OfferingClosed):
            domain.pick(offering_id=offering.pk, learner=learner, now=NOW)
        assert domain.turn_windows(now=NOW + DAY) == 0
        domain.save_wishes(round_id=wishing.pk, learner=learner, offerings=[offering.pk], now=NOW + DAY)
        rounds.a_round(plan, "first_come", NOW + 9 * DAY, spread=0)
        Draw.objects.filter(round=wishing).delete()
        assert domain.turn_windows(now=NOW + 8 * DAY) == 1
        domain.pick(offering_id=offering.pk, learner=learner, now=NOW + 9 * DAY)

    def test_kept_pages_turn_when_a_round_or_a_public_value_does(self, plan):
        wishing = rounds.wishing(plan)
        turning = turns.between(NOW, wishing.draw.beacon_at)
        assert sorted(turning) == [wishing.closes_at, wishing.draw.beacon_at]
        assert turns.between(NOW, NOW + DAY) == []

    def test_a_page_knows_her_seats_and_her_wishes(self, plan, offering, learner):
        other, elsewhere = make.offering(offering.course, term=offering.term), make.offering(make.course(), term=offering.term)
        wishing = rounds.wishing(plan)
        domain.save_wishes(round_id=wishing.pk, learner=learner, offerings=[elsewhere.pk, other.pk], now=NOW)
        make.enrolled(offering, learner)
        seen = to_course(learner, offering.course_id, NOW)
        assert (seen.enrolled, seen.wishes) == ((offering.pk,), ((wishing.pk, 2, ((other.pk, 2),)),))
        assert to_course(learner, offering.course_id, wishing.closes_at).wishes == ()


class TestDatabase:
    pytestmark = both

    def test_a_round_ends_after_it_begins_and_never_meets_another(self, plan):
        kept = rounds.a_round(plan, "first_come", NOW)
        other = rounds.a_round(plan, "add_drop", NOW + DAY)
        for begins, days in ((0.5, 1), (-1, 1.1), (0.2, 0.1), (3, -1)):
            with pytest.raises(DatabaseError), transaction.atomic():
                rounds.a_round(plan, "add_drop", NOW + begins * DAY, days)
        with pytest.raises(DatabaseError), transaction.atomic():
            Round.objects.filter(pk=other.pk).update(opens_at=NOW)
        Round.objects.filter(pk=kept.pk).update(closes_at=NOW + DAY / 2)

    def test_what_was_sealed_stays(self, plan, offering, learner):
        made = rounds.wishing(plan)
        ballot = domain.save_wishes(round_id=made.pk, learner=learner, offerings=[offering.pk], now=NOW)
        draw = Draw.objects.filter(round=made)
        with pytest.raises(IntegrityError), transaction.atomic():
            draw.update(sealed_at=made.closes_at)
        draw.update(sealed_at=made.closes_at, secret="s", secret_sha256="a", list_sha256="b")
        DrawList.objects.create(draw=draw.get(), sealed=b"list")
        forbidden = (
            lambda: draw.update(secret="t"),
            draw.delete,
            lambda: DrawList.objects.update(sealed=b"other"),
            DrawList.objects.all().delete,
            lambda: Wish.objects.filter(ballot=ballot).update(rank=2),
            Wish.objects.filter(ballot=ballot).delete,
            lambda: Wish.objects.create(ballot=ballot, rank=2, offering=make.offering(offering.course, term=offering.term)),
            lambda: Ballot.objects.create(round=made, learner=make.person("li"), code="x"),
        )
        for change in forbidden:
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        Wish.objects.filter(ballot=ballot).update(outcome="seat", group="reserve")
        draw.update(beacon_value="7", drawn_at=made.closes_at + DAY)
        with pytest.raises(DatabaseError), transaction.atomic():
            draw.update(beacon_value="8")


class TestWishes:
    pytestmark = both

    def ranked(self, learner):
        return list(Wish.objects.filter(ballot__learner=learner).order_by("rank").values_list("rank", "offering"))

    def test_wishes_are_written_whole_and_changed_freely_under_one_code(self, plan, offering, learner):
        other, made = make.offering(offering.course, term=offering.term), rounds.wishing(plan)
        first = domain.save_wishes(round_id=made.pk, learner=learner, offerings=[offering.pk, other.pk], now=NOW)
        again = domain.save_wishes(round_id=made.pk, learner=learner, offerings=[other.pk, offering.pk], now=NOW)
        assert first is not None
        assert again is not None
        assert first.code == again.code
        assert self.ranked(learner) == [(1, other.pk), (2, offering.pk)]
        assert domain.save_wishes(round_id=made.pk, learner=learner, offerings=[], now=NOW) is None
        assert not Ballot.objects.exists()

    @pytest.mark.parametrize(
        ("moment", "wished", "error"),
        [
            (-2, lambda o: [o.pk], domain.WishesClosed),
            (6, lambda o: [o.pk], domain.WishesClosed),
            (0, lambda o: [o.pk, o.pk], domain.BadWishes),
            (0, lambda o: range(o.pk, o.pk + 6), domain.BadWishes),
            (0, lambda o: [0], domain.ClassNotOffered),
            (0, lambda o: [make.offering(o.course, term=o.term, state=Offering.State.CLOSED).pk], domain.ClassNotOffered),
            (0, lambda o: [make.offering(o.course, term=o.term, state=Offering.State.CANCELLED).pk], OfferingCancelled),
        ],
    )
    def test_what_cannot_be_wished_is_refused_and_the_wishes_stay(self, plan, offering, learner, moment, wished, error):
        made = rounds.wishing(plan)
        domain.save_wishes(round_id=made.pk, learner=learner, offerings=[offering.pk], now=NOW)
        with pytest.raises(error):
            domain.save_wishes(round_id=made.pk, learner=learner, offerings=list(wished(offering)), now=NOW + moment * DAY)
        assert self.ranked(learner) == [(1, offering.pk)]

    def test_only_a_round_of_wishes_takes_wishes(self, plan, offering, learner):
        made = rounds.a_round(plan, "first_come", NOW)
        with pytest.raises(domain.NoSuchRound):
            domain.save_wishes(round_id=made.pk, learner=learner, offerings=[offering.pk], now=NOW)
