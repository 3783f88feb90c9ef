"""Groups of a course are published, and somebody is moved by hand, while people pick, drop and accept: real connections, each with its own transaction."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from college.roles import Role
from courses.selection import domain
from courses.selection.domain.handing_on import count, hold_for, line_of
from courses.selection.models import Enrolment, Grouping, Offering
from tests.courses.selection.test_stateful import false_rows
from tests.factories import selection as make
from tests.factories.selection import NOW
from tests.races import all_at_once, while_uncommitted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
DAY = timedelta(days=1)


class World:
    """Two classes of a course at different times, a group with each, and another course at the time of the second. Of the eight people in the first class
    four have answered that they know much, and are proposed for the second."""

    def __init__(self) -> None:
        self.staff, self.term = make.person("", Role.STAFF), make.term()
        self.first = make.offering(term=self.term, capacity=10)
        self.second = make.offering(self.first.course, term=self.term, capacity=8)
        self.clashing = make.offering(make.course("合唱"), term=self.term)
        for of, day in ((self.first, 84), (self.second, 85), (self.clashing, 85)):
            make.lessons(of, first=NOW + day * DAY, number=1)
        self.grouping = make.grouping(self.first, self.second)
        self.beginners, self.advanced = self.grouping.groups.order_by("sort_order")
        for group, level in ((self.beginners, 0), (self.advanced, 4)):
            group.lowest = group.highest = level
            group.save()
        self.people = make.people(8)
        make.enrolled(self.first, *self.people)
        for place, one in enumerate(self.people):
            domain.answer_questions(grouping_id=self.grouping.pk, learner=one, chosen=[2, 2] if place < 4 else [0, 0], suits=[], now=NOW)
        self.propose()

    def propose(self) -> None:
        domain.propose_groups(grouping_id=self.grouping.pk, by=self.staff, now=NOW)

    def publish(self) -> None:
        domain.publish_groups(grouping_id=self.grouping.pk, by=self.staff, now=NOW)

    def move(self, learner: Any) -> None:
        domain.move_to_group(grouping_id=self.grouping.pk, learner_id=learner.pk, group_id=self.advanced.pk, why="想提高", by=self.staff, now=NOW)

    def class_of(self, learner: Any) -> int | None:
        """Of the two the one in which she has a seat; an error where she has two."""
        seat = Enrolment.objects.filter(learner=learner, state="enrolled", offering__in=[self.first, self.second])
        found: int | None = seat.get().offering_id if seat.exists() else None
        return found


def doing(verb: Callable[..., Any], of: Offering, learner: Any) -> Callable[[], object]:
    return lambda: verb(offering_id=of.pk, learner=learner, now=NOW)


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("first", ["publishing", "a pick"])
def test_groups_are_published_while_people_come_and_go(world: World, first: str) -> None:
    """All others come before the first is committed. Either the groups hold, and whoever was put in one and did not go sits there; or nothing was moved,
    and they are proposed and published anew."""
    offered, *newcomers = make.people(5)
    make.waiting(world.second, offered)
    count(world.second.pk, 1)
    hold_for(line_of(world.second.pk, NOW), offered.pk, str)
    pick = doing(domain.pick, world.clashing, world.people[0])
    people = [
        doing(domain.accept_offer, world.second, offered),
        doing(domain.drop, world.first, world.people[1]),
        doing(domain.drop, world.first, world.people[4]),
        doing(domain.pick, world.clashing, world.people[5]),
        doing(domain.pick, world.second, world.people[2]),
        *(doing(domain.pick, of, one) for one in newcomers for of in (world.first, world.second)),
    ]
    begins, follows = (world.publish, pick) if first == "publishing" else (pick, world.publish)
    results = Counter[str]()
    assert while_uncommitted(begins, lambda: results.update(all_at_once(follows, lambda: world.move(world.people[5]), *people))) == "done"
    refused = {"groups_outdated", "cannot_move", "not_enrolled", "already_enrolled", "time_clash", "same_course", "offering_full", "no_room_to_move"}
    assert results.keys() <= {"done", *refused}
    assert results.total() == len(people) + 2
    assert false_rows() == {}
    assert None not in {world.class_of(one) for one in (offered, *newcomers)}
    assert bool(Grouping.objects.get().published_at) == (first == "publishing")
    assert results["time_clash" if first == "publishing" else "groups_outdated"] >= 1
    if first != "publishing":
        assert {world.class_of(one) for one in world.people} <= {None, world.first.pk}
        Offering.objects.update(capacity=20)
        world.propose()
        world.publish()
    for place in world.grouping.places.select_related("learner", "group").exclude(group=None):
        assert world.class_of(place.learner) in (place.group.offering_id, None)
    assert world.class_of(world.people[3]) == world.second.pk
    assert false_rows() == {}
