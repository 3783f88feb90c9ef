"""A class for some roles: said in words, refused kindly, and kept when the role ends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from college import audiences
from college.models import Duty
from college.roles import Role
from courses.selection import domain
from courses.selection.domain import refusals
from courses.selection.models import Enrolment, Lesson
from tests.factories import college, selection

pytestmark = pytest.mark.django_db
DAY = timezone.localdate()


@pytest.fixture
def offering():
    return selection.offering(audience=["building_head", "grid_worker"], capacity=5)


def with_role(user, last=DAY):
    return Duty.objects.create(user=user, role="building_head", building="3号楼", valid_from=DAY - timedelta(days=9), valid_until=last)


@pytest.mark.both_databases
def test_picking_needs_one_of_the_roles_today(offering):
    wang, li = selection.person(), selection.person()
    with_role(wang)
    with_role(li, last=DAY - timedelta(days=1))
    assert domain.pick(offering_id=offering.pk, learner=wang, now=selection.NOW).learner == wang
    for verb in (domain.pick, domain.join_waitlist):
        with pytest.raises(refusals.NotForYou) as refused:
            verb(offering_id=offering.pk, learner=li, now=selection.NOW)
        assert refused.value.code == "not_for_you"
    assert Enrolment.objects.count() == 1


def test_for_whom_in_words():
    with translation.override("zh-hans"):
        assert audiences.in_words(["grid_worker", "building_head"]) == "面向楼长和网格员"
        assert audiences.in_words(["grid_worker", "building_head", "mediator"]) == "面向楼长、网格员和调解员"
    assert audiences.in_words([]) == ""


def test_a_class_for_everybody_asks_nothing_more(django_assert_num_queries):
    offering, wang = selection.offering(), selection.person()
    with django_assert_num_queries(2):
        domain.standing(offering_id=offering.pk, learner_id=wang.pk, now=selection.NOW)


def test_a_seat_is_kept_when_the_role_ends_and_the_teacher_sees_it(offering, client: Client):
    wang, li = selection.person("wang"), selection.person("li")
    duty = with_role(wang)
    with_role(li)
    selection.enrolled(offering, wang, li)
    Duty.objects.filter(pk=duty.pk).update(valid_until=DAY - timedelta(days=1))
    teacher = college.person("chen", Role.TEACHER)
    offering.teacher.user = teacher
    offering.teacher.save()
    client.force_login(teacher)
    page = client.get(f"/teach/offerings/{offering.pk}/")
    assert [(one.learner, flags) for one, flags in page.context["rows"] if flags] == [(wang, ["角色已到期"])]
    assert "角色已到期" in page.content.decode()
    assert Enrolment.objects.filter(state="enrolled").count() == 2


def test_the_page_of_the_class_says_for_whom_it_is(offering, client: Client):
    assert "面向楼长和网格员" in client.get(f"/selection/offerings/{offering.pk}/").content.decode()


@pytest.mark.both_databases
def test_lists_offer_a_class_to_those_for_whom_it_is(offering, client: Client):
    """The page of the course, the list of what can be picked, and the class's own page, which says why not."""
    page, pick = offering.course.url, f'action="/selection/offerings/{offering.pk}/pick/"'
    places = (page, "/selection/", f"/selection/offerings/{offering.pk}/")
    selection.lessons(offering, number=1)
    offering.term.selection_opens_at, offering.term.selection_closes_at = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
    offering.term.starts_on, offering.term.ends_on = DAY, DAY + timedelta(days=90)
    offering.term.save()
    Lesson.objects.update(starts_at=timezone.now() + timedelta(days=3), ends_at=timezone.now() + timedelta(days=3, hours=1))
    wang, li = selection.person("wang"), selection.person("li")
    with_role(wang)
    for user, offered in ((wang, True), (li, False), (wang, True)):  # the third time from what was kept
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        for place in places:
            text = client.get(place).content.decode()
            assert (pick in text) == offered, (user, place)
            assert "面向楼长和网格员" in text
            assert ("如果您担任其中的角色" in text) != offered
    Duty.objects.update(valid_until=DAY - timedelta(days=1))
    client.force_login(wang, backend="django.contrib.auth.backends.ModelBackend")
    assert not any(pick in client.get(place).content.decode() for place in places)
