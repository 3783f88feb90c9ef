"""The editor saves by itself while other things happen to the course."""

import pytest
from django.test import Client
from django.urls import reverse

from college.roles import Role
from courses.catalogue.models import CoursePage
from tests.courses.catalogue.test_publishing import form_of
from tests.factories.catalogue import course
from tests.factories.college import person
from tests.races import while_uncommitted

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


def test_a_save_by_itself_that_began_before_publishing_does_not_take_the_course_from_the_site():
    page, staff = course("认识手机", live=False), person("jiaowu", Role.STAFF)
    loaded = page.save_revision()
    editor, answers = Client(), []
    editor.force_login(staff)
    form = form_of(page, loaded_revision_id=loaded.pk, loaded_revision_created_at=loaded.created_at.isoformat())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def saves_by_itself():
        answers.append(editor.post(address, form, headers={"Accept": "application/json"}))

    assert while_uncommitted(lambda: page.save_revision(user=staff).publish(), saves_by_itself) == "done"
    assert CoursePage.objects.get().live
    assert answers[0].json()["error_code"] == "invalid_revision"
