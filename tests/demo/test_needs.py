"""What the demo's neighbourhood was asked: 217 answers, needs met and unmet, one whole chain from a question to a course; twice is once."""

import pytest
from django.utils import timezone

from college.roles import Role
from courses.catalogue.models import CourseDocument, Need, Survey, Topic
from courses.catalogue.rules.results import asked
from demo import content
from demo.accounts import STAFF
from demo.seeding import needs, people, places
from tests.factories import catalogue
from tests.factories.college import person

pytestmark = pytest.mark.django_db


def test_the_neighbourhood_was_asked_and_something_came_of_it() -> None:
    now = timezone.now()
    schools = places.schools()
    teachers = people.teachers(schools)
    pages = {slug: catalogue.course(slug=slug) for slug in content.ORDER}
    accounts = {STAFF.username: person(STAFF.username, Role.STAFF)}
    count = needs.needs(accounts, schools, pages, teachers, now)
    survey = Survey.objects.get(slug="jiamenkou")
    assert (survey.results["people"], survey.answers, survey.released_on is not None) == (217, 226, True)
    assert count == len(content.needs()["needs"])
    assert 0 < Need.objects.unmet().count() < count
    assert all(asked(survey.results, need.question, need.option) == need.asked for need in Need.objects.all())
    assert Survey.objects.taking(timezone.localdate(now)).get().sealed.count() == needs.SO_FAR
    whole = Topic.objects.get(station="course")
    assert (whole.steps.count(), whole.need.title, whole.courses.get().slug) == (5, "老楼加装电梯", "loudong")
    assert [file.document.kind for file in whole.topic_files.all()] == ["docx", "docx"]
    assert set(Topic.objects.values_list("station", flat=True)) == {"course", "research", "approved", "proposed"}
    before = (Need.objects.count(), Topic.objects.count(), Survey.objects.count(), CourseDocument.objects.count())
    assert needs.needs(accounts, schools, pages, teachers, now) == count
    assert (Need.objects.count(), Topic.objects.count(), Survey.objects.count(), CourseDocument.objects.count()) == before
