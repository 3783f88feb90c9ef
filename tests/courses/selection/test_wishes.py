"""Wishes: rules on plain lists, a list that two pages change, what keeps a class out of it, and the API."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.selection import domain
from courses.selection.domain.refusals import AlreadyEnrolled, NotForYou, OfferingCancelled
from courses.selection.models import Ballot, Draw, Offering, Wish
from courses.selection.rules import wishes as rules
from courses.selection.rules.phases import Phase, moment_of
from courses.selection.rules.rounds import Kind, Window
from tests.courses.selection.test_pages import as_
from tests.courses.selection.test_races import all_at_once
from tests.factories import rounds
from tests.factories import selection as make
from tests.factories.selection import NOW

DAY = timedelta(days=1)
both = [pytest.mark.django_db, pytest.mark.both_databases]


# ---- rules


@pytest.mark.parametrize(
    ("which", "by", "wanted"),
    [(2, -1, [2, 1, 3]), (1, -1, [1, 2, 3]), (1, 1, [2, 1, 3]), (3, 1, [1, 2, 3]), (1, 9, [2, 3, 1]), (3, -9, [3, 1, 2]), (7, 1, [1, 2, 3])],
)
def test_a_wish_is_moved_within_its_list(which, by, wanted):
    assert rules.moved([1, 2, 3], which, by) == wanted


@pytest.mark.parametrize("wishes", [[], [7], [3, 12, 9]])
def test_a_version_is_the_list(wishes):
    assert rules.wishes_of(rules.version_of(wishes)) == wishes


@pytest.mark.parametrize("version", ["", "-", "3--4", "3-x", "none-3", "٣", "9" * 40, " 3", "3-"])
def test_what_is_no_version_stands_for_nothing(version):
    assert rules.wishes_of(version) is None


@pytest.mark.parametrize(
    ("applicants", "seats", "wanted"),
    [
        (0, 30, None),
        (30, 30, None),
        (58, 40, (7, 10)),
        (91, 20, (1, 5)),
        (91, 36, (2, 5)),
        (500, 20, (1, 25)),
        (999, 998, (9, 10)),
        (41, 4, (1, 11)),
        (7, 0, (0, 7)),
    ],
)
def test_a_chance_is_told_in_small_numbers(applicants, seats, wanted):
    assert rules.chance(applicants, seats) == wanted


def test_a_plan_stands_where_its_rounds_and_its_draw_say():
    def window(kind, begins, ends):
        return Window(NOW + begins * DAY, NOW + ends * DAY, kind)

    plan = [window(Kind.FIRST_COME, 4, 5), window(Kind.WISHES, 0, 2), window(Kind.ADD_DROP, 5, 6)]
    told = [moment_of(plan, NOW + day * DAY, drawn=drawn).phase for day, drawn in ((-1, 0), (0, 0), (2, 0), (3, 1), (4, 1), (5, 1), (6, 1))]
    assert told == [*list(Phase)[:2], Phase.DRAWING, Phase.BETWEEN, Phase.FIRST_COME, Phase.ADD_DROP, Phase.OVER]
    between = moment_of(plan, NOW + 3 * DAY, drawn=True)
    assert (between.running, between.past, between.coming) == (None, plan[1], plan[0])
    assert moment_of([], NOW, drawn=False).phase is Phase.BEFORE


# ---- the list


@pytest.fixture
def offerings():
    """Three classes of one term in which a round of wishes runs; seats are not taken yet."""
    term = make.term(NOW, selection_opens_at=NOW + 10 * DAY, selection_closes_at=NOW + 12 * DAY)
    made = [make.offering(make.course(title), term=term) for title in ("智能手机零基础", "合唱与声乐", "书法")]
    for place, offering in enumerate(made):
        make.lessons(offering, first=NOW + (40 + place) * DAY)
    return made


@pytest.fixture
def running(offerings):
    return rounds.wishing(rounds.plan(offerings[0].term))


@pytest.fixture
def learner():
    return make.person("wang")


class TestList:
    pytestmark = both

    def save(self, running, learner, *offerings, **more):
        return domain.save_wishes(round_id=running.pk, learner=learner, offerings=[one.pk for one in offerings], now=NOW, **more)

    def test_a_change_of_what_she_did_not_see_is_refused_and_tells_what_is_there(self, running, learner, offerings):
        one, two, three = offerings
        self.save(running, learner, one, two)
        seen = rules.version_of([one.pk, two.pk])
        self.save(running, learner, two, one, version=seen)
        with pytest.raises(domain.WishesChanged) as refusal:
            self.save(running, learner, one, two, three, version=seen)
        assert refusal.value.wishes == domain.wishes_in(running.pk, learner) == [two.pk, one.pk]
        code = self.save(running, learner, two, one, version=seen).code  # a lost answer: it is so already
        assert self.save(running, learner, three, version=rules.version_of([two.pk, one.pk])).code == code

    def test_classes_are_added_at_the_end_and_taken_out_from_any_page(self, running, learner, offerings):
        act = {"round_id": running.pk, "learner": learner, "now": NOW}
        for one in (*offerings, offerings[0]):
            domain.add_wish(offering_id=one.pk, **act)
        domain.remove_wish(offering_id=offerings[1].pk, **act)
        domain.remove_wish(offering_id=offerings[1].pk, **act)
        assert domain.wishes_in(running.pk, learner) == [offerings[0].pk, offerings[2].pk]
        for _more in range(3):
            domain.add_wish(offering_id=make.offering(offerings[0].course, term=offerings[0].term).pk, **act)
        with pytest.raises(domain.TooManyWishes):
            domain.add_wish(offering_id=offerings[1].pk, **act)

    def test_what_is_not_for_her_is_refused_with_its_reason(self, running, learner, offerings):
        term = offerings[0].term
        make.enrolled(offerings[2], learner)
        refused = {
            make.offering(term=term, audience=["teacher"]): NotForYou,
            make.offering(term=term, state="closed"): domain.ClassNotOffered,
            offerings[2]: AlreadyEnrolled,
            make.offering(): domain.ClassNotOffered,
            make.offering(make.course("草稿", live=False), term=term): domain.ClassNotOffered,
        }
        for offering, error in refused.items():
            with pytest.raises(error):
                self.save(running, learner, offerings[0], offering)
        assert not Ballot.objects.exists()

    def test_full_and_clashing_classes_may_be_wished_for(self, running, learner, offerings):
        clashing = make.full(make.offering(term=offerings[0].term))
        make.lessons(clashing, first=NOW + 40 * DAY)
        self.save(running, learner, offerings[0], clashing)
        assert Wish.objects.count() == 2

    def test_a_class_that_was_closed_later_stays_until_she_takes_it_out(self, running, learner, offerings):
        self.save(running, learner, *offerings)
        Offering.objects.filter(pk=offerings[0].pk).update(state="cancelled")
        self.save(running, learner, offerings[1], offerings[0])
        assert domain.wishes_in(running.pk, learner) == [offerings[1].pk, offerings[0].pk]
        self.save(running, learner, offerings[1])
        with pytest.raises(OfferingCancelled):
            self.save(running, learner, offerings[1], offerings[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_of_two_tabs_that_saw_the_same_list_one_is_told_and_the_list_is_whole(running, learner, offerings):
    one, two, three = (offering.pk for offering in offerings)
    domain.save_wishes(round_id=running.pk, learner=learner, offerings=[one, two], now=NOW)
    seen = rules.version_of([one, two])

    def saving(*wanted):
        return lambda: domain.save_wishes(round_id=running.pk, learner=learner, offerings=wanted, now=NOW, version=seen)

    assert all_at_once(saving(two, one), saving(one, two, three)) == {"done": 1, "wishes_changed": 1}
    assert domain.wishes_in(running.pk, learner) in ([two, one], [one, two, three])
    adding = [lambda pk=pk: domain.add_wish(round_id=running.pk, learner=learner, offering_id=pk, now=NOW) for pk in (one, two, three, three)]
    assert all_at_once(*adding) == {"done": 4}
    assert sorted(domain.wishes_in(running.pk, learner)) == sorted([one, two, three])


# ---- the API


@pytest.fixture
def open_now():
    """A round that runs by the real clock, and two classes of it."""
    now = timezone.now()
    term = make.term(now, selection_opens_at=now + 10 * DAY, selection_closes_at=now + 12 * DAY)
    made = [make.offering(make.course(title), term=term) for title in ("智能手机零基础", "合唱与声乐")]
    return rounds.wishing(rounds.plan(term), opens_at=now - DAY), made


def put(client, round_id, wanted, **more):
    answer = client.put(f"/api/v1/rounds/{round_id}/wishes", json.dumps({"offerings": wanted, **more}), content_type="application/json")
    return answer.status_code, answer.json()


@pytest.mark.django_db
class TestApi:
    def test_a_list_is_put_read_back_and_known_by_its_version(self, open_now, learner):
        (running, (one, two)), client = open_now, as_(learner)
        status, saved = put(client, running.pk, [two.pk, one.pk])
        assert (status, [wish["offering"] for wish in saved["wishes"]]) == (200, [two.pk, one.pk])
        assert client.get("/api/v1/me/wishes").json() == {"count": 1, "results": [saved]}
        assert put(client, running.pk, [one.pk], version=saved["version"])[0] == 200
        assert put(client, running.pk, [two.pk], version=saved["version"])[1]["code"] == "wishes_changed"
        status, empty = put(client, running.pk, [])
        assert (status, empty["wishes"], empty["code"], empty["version"]) == (200, [], "", "none")
        assert as_(make.person("li")).get("/api/v1/me/wishes").json()["results"][0]["wishes"] == []

    @pytest.mark.parametrize(
        ("wanted", "code"),
        [
            ([1, 1], "bad_wishes"),
            ([1, 2, 3, 4, 5, 6], "bad_wishes"),
            ([10**30], "class_not_offered"),
            ([-1], "class_not_offered"),
            (["x"], "invalid"),
            (7, "invalid"),
        ],
    )
    def test_bad_lists(self, open_now, learner, wanted, code):
        status, refusal = put(as_(learner), open_now[0].pk, wanted if isinstance(wanted, int) else list(wanted))
        assert (status in (409, 422), refusal["code"]) == (True, code)

    @pytest.mark.parametrize("round_id", [0, -1, 987654, 10**30])
    def test_no_such_round(self, learner, round_id):
        assert put(as_(learner), round_id, [])[1]["code"] == "not_found"

    def test_closed_and_sealed_rounds_take_nothing(self, open_now, learner):
        running, (one, _two) = open_now
        Draw.objects.filter(round=running).update(sealed_at=timezone.now(), secret="s", secret_sha256="a", list_sha256="b")
        assert put(as_(learner), running.pk, [one.pk])[1]["code"] == "wishes_closed"
