"""Two accounts are joined while somebody uses them, and two people of the office act at once: real connections, one after the other."""

from collections.abc import Callable
from typing import Any

import pytest

from college import merging
from college.models import Merge, User
from college.roles import Role
from courses.credits.domain import awards
from courses.credits.domain.verification import verify
from courses.credits.models import Account, Entry
from courses.learning.models import PlaySession, WatchClock, WatchSummary
from courses.selection.domain import pick
from courses.selection.models import Enrolment, Offering, WaitlistEntry
from tests.factories import credits, learning, selection
from tests.factories.college import person
from tests.factories.selection import NOW
from tests.races import all_at_once, while_uncommitted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def wang() -> User:
    return person("wang", Role.LEARNER, display_name="王秀兰")


@pytest.fixture
def twin() -> User:
    return person("twin", Role.LEARNER, display_name="王秀兰")


@pytest.fixture
def office() -> list[User]:
    return [person(name, Role.STAFF) for name in ("first", "second", "third")]


def proposed(wang: User, twin: User, office: list[User]) -> Merge:
    return merging.propose(kept_id=wang.pk, gone_id=twin.pk, why="本人说的", by=office[0], now=NOW)


def deciding(merge: Merge, by: User, *, approve: bool = True) -> Callable[[], object]:
    return lambda: merging.decide(merge_id=merge.pk, approve=approve, by=by, now=NOW)


def picking(of: Offering, learner: User) -> Callable[[], object]:
    return lambda: pick(offering_id=of.pk, learner=learner, now=NOW)


def test_whoever_picks_with_either_account_has_one_seat_in_each_class(wang, twin, office):
    classes = [selection.offering(selection.course(title), capacity=9) for title in ("合唱", "书法", "剪纸")]
    selection.waiting(classes[0], twin)
    merge = proposed(wang, twin, office)
    results = all_at_once(deciding(merge, office[1]), *(picking(of, learner) for of in classes for learner in (wang, twin)))
    assert results["done"] >= 4  # the decision, and a seat in each of the three
    assert set(results) <= {"done", "already_enrolled", "not_allowed"}
    for of in classes:
        of.refresh_from_db()
        assert of.seats_taken == 1
        assert Enrolment.objects.get(offering=of, state="enrolled").learner == wang
    assert not Enrolment.objects.filter(learner=twin).exists()
    assert not WaitlistEntry.objects.filter(state="waiting").exists()


def test_of_two_who_decide_one_is_told(wang, twin, office):
    selection.enrolled(selection.offering(), twin)
    merge = proposed(wang, twin, office)
    results = all_at_once(deciding(merge, office[1]), deciding(merge, office[2], approve=False))
    assert results == {"done": 1, merging.Decided.code: 1}
    merge.refresh_from_db()
    twin.refresh_from_db()
    joined = merge.state == Merge.State.DONE
    assert (twin.is_active, Enrolment.objects.get().learner, merge.decided_by) == (not joined, wang if joined else twin, office[1] if joined else office[2])


def test_a_pair_is_proposed_once_whichever_way_round(wang, twin, office):
    results = all_at_once(lambda: proposed(wang, twin, office), lambda: proposed(twin, wang, office[1:]))
    assert results == {"done": 1, merging.Decided.code: 1}


def test_accounts_are_joined_while_a_course_of_hers_is_booked(wang, twin, office):
    credits.rules()
    course = selection.course()
    credits.awarded(wang, page=course)
    credits.awarded(twin)
    late = credits.completed(twin, page=course)
    merge, held = proposed(wang, twin, office), list[Any]()
    result = while_uncommitted(
        lambda: held.extend(awards._held([late.pk])),
        deciding(merge, office[1]),
        then=lambda: awards._settle(held, NOW),
    )
    assert result == "done"
    assert verify().broken is None
    sums = {account.owner: sum(account.entries.values_list("amount", flat=True)) for account in Account.objects.exclude(entries=None)}
    assert sums == {wang: 2 * Entry.objects.earliest("number").amount, None: 0}


def test_accounts_are_joined_while_she_watches(wang, twin, office):
    recording = learning.recording(office[0])
    WatchClock.objects.create(learner=twin, credited_until=NOW)
    session = PlaySession.objects.create(key="0" * 32, learner=twin, recording=recording, opened_at=NOW, last_beat_at=NOW)
    summary = WatchSummary.objects.create(learner=twin, recording=recording, spans=[[0, 10]], seconds=10, updated_at=NOW)

    def beat_begins() -> None:
        """The rows of a beat, in its order."""
        WatchClock.objects.select_for_update().get(learner=twin)
        session.save(update_fields=["last_beat_at"])

    result = while_uncommitted(beat_begins, deciding(proposed(wang, twin, office), office[1]), then=lambda: summary.save(update_fields=["seconds"]))
    assert result == "done"
    assert WatchSummary.objects.get().learner == wang
