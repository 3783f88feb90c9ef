"""A course begun from a template: one press, one draft, everything laid out, and only for those who may add courses."""

from uuid import uuid4

import pytest
from django.urls import reverse

from college.errors import NotAllowed, NotFound
from college.roles import Role
from courses.catalogue.domain.course_templates import start_course
from courses.catalogue.models import CoursePage, CourseTemplate
from tests.factories.college import person, teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    user = person("chen", Role.TEACHER)
    teacher("陈静", user)
    return user


def template():
    return CourseTemplate.objects.get(name="案例分析课")


def test_five_templates_come_along_and_are_whole():
    assert CourseTemplate.objects.count() == 5
    for one in CourseTemplate.objects.all():
        one.full_clean()
        assert all(unit.design and unit.planned for unit in one.units.all())
        for unit in one.units.all():
            unit.full_clean()
            unit.design.stream_block.clean(unit.design)


def test_one_press_makes_a_draft_with_everything_laid_out(client, me):
    client.force_login(me)
    sheet = client.get(reverse("course_start"))
    assert "案例分析课" in sheet.content.decode()
    sent = {"title": "邻里调解", "key": sheet.context["form"]["key"].value(), "template": template().pk}
    answers = [client.post(reverse("course_start"), sent) for _ in range(2)]
    page = CoursePage.objects.get()
    assert {answer.url for answer in answers} == {reverse("wagtailadmin_pages:edit", args=[page.pk])}
    assert (page.title, page.live, page.owner) == ("邻里调解", False, me)
    assert [link.teacher.name for link in page.course_teachers.all()] == ["陈静"]
    assert [unit.title for unit in page.units.all()] == [unit.title for unit in template().units.all()]
    assert page.units.first().design[0].value["questions"]
    assert page.get_latest_revision_as_object().outline == template().outline
    assert client.get(answers[0].url).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"key": "x", "template": "1"}, {"key": str(uuid4()), "template": "999999"}, {"key": str(uuid4()), "template": "9" * 30}])
def test_what_makes_no_sense_is_refused_in_words(client, me, sent):
    client.force_login(me)
    assert client.post(reverse("course_start"), sent).status_code == 422
    assert not CoursePage.objects.exists()


def test_only_who_may_add_courses(client):
    learner = person("wang", Role.LEARNER)
    with pytest.raises(NotAllowed):
        start_course(template_id=template().pk, title="", key=uuid4(), by=learner)
    with pytest.raises(NotFound):
        start_course(template_id=0, title="", key=uuid4(), by=learner)
    client.force_login(learner)
    assert client.get(reverse("course_start")).status_code in (302, 403, 404)
