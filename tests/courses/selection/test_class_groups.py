"""Groups of a course through the verbs and the pages: answers, proposal, changes by hand, and the day they hold."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from college import deliveries
from college.errors import Invalid, NotAllowed
from college.models import LearnerFacts, Notice, NoticeDelivery, User
from college.roles import Role
from courses.selection import domain
from courses.selection.domain.handing_on import count, hold_for, line_of
from courses.selection.models import ClassGroup, Enrolment, EntryQuestion, Grouping, GroupPlace, Offering, SeatOffer, SelectionPlan, WaitlistEntry
from tests.courses.selection.test_stateful import false_rows
from tests.factories import selection as make
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def staff():
    return make.person("staff", Role.STAFF)


@pytest.fixture
def world():
    return made_at(NOW)


def made_at(now):
    """Two classes of a course at different times, a group with each, a question, and four people who all picked the first class."""
    first = make.offering(capacity=6, label="周二班", term=make.term(now))
    second = make.offering(first.course, term=first.term, capacity=6, label="周三班")
    make.lessons(first, first=now + timedelta(days=84, hours=5))
    make.lessons(second, first=now + timedelta(days=85, hours=5))
    grouping = Grouping.objects.create(course=first.course, term=first.term, answers_until=now + timedelta(days=9))
    EntryQuestion.objects.create(grouping=grouping, text="会用微信吗？", choices="不会\n会一点\n很熟")
    ClassGroup.objects.create(grouping=grouping, name="基础组", offering=first, seats=3, lowest=0, highest=0, sort_order=1)
    ClassGroup.objects.create(grouping=grouping, name="提高组", offering=second, seats=3, lowest=1, highest=9, sort_order=2)
    people = [make.person(f"p{number}", Role.LEARNER) for number in range(4)]
    make.enrolled(first, *people)
    return grouping, first, second, people


def answered(world, *lines):
    grouping, _first, _second, people = world
    for learner, line in zip(people, lines, strict=True):
        domain.answer_questions(grouping_id=grouping.pk, learner=learner, chosen=[line], suits=[], now=NOW)


def where(grouping):
    return {place.learner.username: place.group and place.group.name for place in grouping.places.select_related("group", "learner")}


def test_from_answers_to_groups_that_hold(world, staff, settings):
    grouping, first, second, people = world
    answered(world, 0, 0, 2, 1)
    domain.propose_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    assert where(grouping) == {"p0": "基础组", "p1": "基础组", "p2": "提高组", "p3": "提高组"}
    assert Enrolment.objects.filter(offering=second).count() == 0
    domain.move_to_group(grouping_id=grouping.pk, learner_id=people[1].pk, group_id=ClassGroup.objects.last().pk, why="和老伴一个班", by=staff, now=NOW)
    domain.propose_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    domain.publish_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    seats = dict(Enrolment.objects.filter(state="enrolled").values_list("learner__username", "offering"))
    assert seats == {"p0": first.pk, "p1": second.pk, "p2": second.pk, "p3": second.pk}
    assert sorted(Offering.objects.values_list("seats_taken", flat=True)) == [1, 3]
    told = {one.person.username: one for one in Notice.objects.select_related("person")}
    assert ({who: one.kind for who, one in told.items()}, Notice.objects.count()) == (
        {"p0": "groups", "p1": "group_moved", "p2": "group_moved", "p3": "group_moved"},
        4,
    )
    assert ("提高组" in told["p1"].text, told["p1"].link) == (True, told["p0"].link)
    settings.SMS_BACKEND = "college.sms.ConsoleBackend"
    for number, one in enumerate(people):
        User.objects.filter(pk=one.pk).update(phone=f"+861990000123{number}")
    deliveries.deliver(now=NOW)
    sent = NoticeDelivery.objects.filter(way="sms").values_list("notice__person__username", flat=True)
    assert sorted(sent) == ["p1", "p2", "p3"]  # another class, another day: by SMS, as when one person is moved
    with pytest.raises(domain.GroupsPublished):
        domain.propose_groups(grouping_id=grouping.pk, by=staff, now=NOW)


def test_a_clash_is_never_proposed_and_whoever_is_left_keeps_her_class(world, staff):
    grouping, first, second, people = world
    other = make.offering(term=first.term)
    make.lessons(other, first=NOW + timedelta(days=85, hours=5))
    make.enrolled(other, people[2])
    answered(world, 0, 0, 2, 0)
    make.enrolled(first, *make.people(2))  # the group of beginners is too small for all who can come
    domain.propose_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    assert where(grouping)["p2"] == "基础组"
    domain.publish_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    assert Enrolment.objects.get(learner=people[2], offering__in=[first, second]).offering == first


def test_what_has_changed_since_is_not_published(world, staff):
    grouping, first, _second, people = world
    domain.propose_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    domain.drop(offering_id=first.pk, learner=people[0], now=NOW)
    with pytest.raises(domain.GroupsOutdated):
        domain.publish_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    domain.propose_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    with pytest.raises(domain.LessonsBegun):
        domain.publish_groups(grouping_id=grouping.pk, by=staff, now=NOW + timedelta(days=100))
    ClassGroup.objects.update(seats=7)
    with pytest.raises(domain.TooManySeats):
        domain.publish_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    assert first.enrolments.filter(state="enrolled").count() == 3


def by_hand(grouping, learner, group, staff):
    domain.move_to_group(grouping_id=grouping.pk, learner_id=learner.pk, group_id=group.pk, why="水平合适", by=staff, now=NOW)


def test_seats_that_become_free_go_to_the_queue_and_nobody_is_moved_past_one(world, staff):
    grouping, first, second, people = world
    answered(world, 0, 0, 2, 2)
    for of, seats in ((first, 4), (second, 3)):
        Offering.objects.filter(pk=of.pk).update(capacity=seats)
    one, two = make.people(2)
    make.enrolled(second, one, two)
    waits, other = make.people(2)
    make.waiting(first, waits)
    make.waiting(second, people[2], other)
    domain.propose_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    beginners, advanced = grouping.groups.all()
    GroupPlace.objects.update(group=advanced)
    GroupPlace.objects.filter(learner__in=[people[0], people[1], one]).update(group=beginners)
    with pytest.raises(domain.NoRoomToMove, match="周三班"):  # more come than leave, and somebody waits who may have the seat
        domain.publish_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    assert false_rows() == {}
    domain.leave_waitlist(offering_id=second.pk, learner=other, now=NOW)
    count(second.pk, 1)
    hold_for(line_of(second.pk, NOW), people[2].pk, str)  # since before she picked the other class: it is the one that she gets
    domain.publish_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    assert list(SeatOffer.objects.values_list("offering", "learner", "state").order_by("pk")) == [
        (second.pk, people[2].pk, "accepted"),
        (first.pk, waits.pk, "open"),
    ]
    assert WaitlistEntry.objects.get(offering=second, learner=people[2]).state == "promoted"
    assert Offering.objects.get(pk=first.pk).seats_taken == 4
    assert false_rows() == {}


def test_whoever_is_moved_after_publishing_moves_with_her_seat(world, staff):
    grouping, first, second, people = world
    answered(world, 0, 0, 2, 2)
    domain.propose_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    domain.publish_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    Offering.objects.update(capacity=2)
    beginners, advanced = grouping.groups.all()
    with pytest.raises(domain.NoRoomToMove):
        by_hand(grouping, people[0], advanced, staff)
    Offering.objects.filter(pk=second.pk).update(capacity=3)
    (waits,) = make.people(1)
    make.waiting(first, waits)
    Notice.objects.all().delete()
    by_hand(grouping, people[0], advanced, staff)
    assert Enrolment.objects.get(learner=people[0], state="enrolled").offering == second
    assert SeatOffer.objects.get(state="open").learner == waits
    assert Notice.objects.get(kind="group_moved").person == people[0]
    moved = ModelLogEntry.objects.get(action="courses.group_move")
    assert (moved.user, moved.data["why"]) == (staff, "水平合适")
    Offering.objects.filter(pk=second.pk).update(capacity=4)
    after = NOW + timedelta(days=90)  # her class has begun: what hangs on the seat stays with it
    domain.move_to_group(grouping_id=grouping.pk, learner_id=people[1].pk, group_id=advanced.pk, why="换时间", by=staff, now=after)
    assert set(Enrolment.objects.filter(learner=people[1]).values_list("offering", "state")) == {(first.pk, "dropped"), (second.pk, "enrolled")}
    domain.drop(offering_id=second.pk, learner=people[3], now=NOW)
    with pytest.raises(domain.HasNoSeat):
        by_hand(grouping, people[3], beginners, staff)
    assert false_rows() == {}


def test_nobody_is_put_where_the_rules_of_a_class_leave_her_out(world, staff):
    grouping, first, second, people = world
    SelectionPlan.objects.create(term=first.term, offline_limit=1)  # her seat in a class of the groups is not in the way of another of them
    Offering.objects.filter(pk=second.pk).update(age_from=60)
    LearnerFacts.objects.create(user=people[2], birth_year=1950)
    answered(world, 0, 2, 2, 0)
    domain.propose_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    assert where(grouping)["p2"] == "提高组"
    assert where(grouping)["p1"] in (None, "基础组")
    advanced = grouping.groups.get(offering=second)
    with pytest.raises(domain.CannotMove, match="出生年份"):
        by_hand(grouping, people[1], advanced, staff)
    domain.waive(offering=second, learner=people[1], reasons=["age_unknown"], why="55 岁，一直跟着学", by=staff, now=NOW)
    by_hand(grouping, people[1], advanced, staff)


@pytest.mark.parametrize(("chosen", "suits"), [([], []), ([3], []), ([-1], []), ([0, 0], []), ([0], [10**9])])
def test_answers_that_are_none_are_refused(world, chosen, suits):
    with pytest.raises(Invalid):
        domain.answer_questions(grouping_id=world[0].pk, learner=world[3][0], chosen=chosen, suits=suits, now=NOW)


def test_who_may(world, staff):
    grouping, _first, _second, people = world
    with pytest.raises(domain.NoSuchGroups):
        domain.answer_questions(grouping_id=grouping.pk, learner=make.person("stranger"), chosen=[0], suits=[], now=NOW)
    with pytest.raises(domain.AnswersClosed):
        domain.answer_questions(grouping_id=grouping.pk, learner=people[0], chosen=[0], suits=[], now=NOW + timedelta(days=10))
    for verb in (domain.propose_groups, domain.publish_groups):
        with pytest.raises(NotAllowed):
            verb(grouping_id=grouping.pk, by=people[0], now=NOW)
    domain.propose_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    with pytest.raises(Invalid):
        domain.move_to_group(grouping_id=grouping.pk, learner_id=people[0].pk, group_id=ClassGroup.objects.first().pk, why=" ", by=staff, now=NOW)


def test_the_pages_of_a_learner(staff, client: Client):
    grouping, first, _second, people = made_at(timezone.now())
    address = reverse("selection:groups", args=[grouping.pk])
    client.force_login(people[0])
    assert "请回答几个问题" in client.get(reverse("selection:offering", args=[first.pk])).text
    assert client.post(address, {"q0": "7"}).status_code == 422
    assert client.post(address, {"q0": "2", "suits": [str(first.pk)]}).status_code == 302
    assert client.get(address).text.count("checked") == 2
    domain.propose_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    assert "您在" not in client.get(address).text
    domain.publish_groups(grouping_id=grouping.pk, by=staff, now=NOW)
    page = client.get(address).text
    assert "您在“基础组”" in page
    assert "您说过这个时间和地点合适" in page
    client.force_login(make.person("stranger"))
    assert client.get(address).status_code == 404


def test_the_desk_makes_proposes_moves_and_publishes(staff, client: Client):
    grouping, first, _second, people = made_at(timezone.now())
    client.force_login(staff)
    desk = reverse("selection_groups", args=[grouping.pk])
    client.post(desk, {"verb": "propose"})
    assert GroupPlace.objects.count() == 4
    moving = {"verb": "move", "learner": people[0].pk, "group": ClassGroup.objects.last().pk}
    assert client.post(desk, {**moving, "why": ""}).status_code == 422
    client.post(desk, {**moving, "why": "<b>想提高</b>"})
    assert "&lt;b&gt;想提高" in client.get(desk).text
    client.post(desk, {"verb": "publish"})
    assert Grouping.objects.get().published_at
    assert client.post(desk, {"verb": "publish"}, follow=True).status_code == 200
    late = make.person("late", display_name="后来的人")
    make.enrolled(first, late)
    seat = Enrolment.objects.get(learner=people[1])
    domain.drop(offering_id=seat.offering_id, learner=people[1], now=NOW)
    page = client.get(desk).text
    assert ("后来的人" in page, "已经退课" in page) == (True, True)
    assert client.post(desk, {**moving, "learner": late.pk, "why": "后来加入"}).status_code == 302
    assert GroupPlace.objects.get(learner=late).group == ClassGroup.objects.last()
    assert "想换回来" in client.post(desk, {**moving, "group": ClassGroup.objects.first().pk, "why": "想换回来"}, follow=True).text
    assert client.get(reverse("grouping:edit", args=[grouping.pk])).status_code == 200
    assert "公布日期" in client.get(reverse("grouping:index")).text
