"""What was written once stays, in the database too: versions of files and the history of topics, by raw SQL. On both databases."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from college.roles import Role
from courses.catalogue.domain import library, topics
from courses.catalogue.errors import InUse
from courses.catalogue.errors.library import StillUsed
from courses.catalogue.errors.topics import TopicKept
from courses.catalogue.models import CourseDocument, DocumentVersion, Topic, TopicPerson, TopicStep
from tests.courses.catalogue.test_library import replaced
from tests.factories.catalogue import course, course_file
from tests.factories.college import person
from tests.factories.needs import topic as new_topic

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_versions_of_a_file_are_neither_changed_nor_taken_out(client):
    me = person("", Role.TEACHER)
    document = course_file("案例.docx", by=me)
    replaced(document, me, "二")
    assert list(document.versions.values_list("number", "by")) == [(2, me.pk), (1, me.pk)]
    for column, value in (("file", "'x'"), ("sha256", "'0'"), ("number", "9"), ("note", "'x'"), ("size", "1"), ("by_id", str(person("").pk))):
        refused(f"UPDATE courses_documentversion SET {column} = {value} WHERE number = 1")
    refused("DELETE FROM courses_documentversion WHERE number = 1")
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentVersion.objects.filter(number=1).delete()
    if connection.vendor == "postgresql":
        refused("TRUNCATE courses_documentversion")
    type(me).objects.get(pk=me.pk).delete()  # who wrote it may leave
    assert list(document.versions.values_list("number", "by")) == [(2, None), (1, None)]
    client.force_login(person("", Role.STAFF), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("catalogue:resource_delete", args=[document.pk])).status_code == 302
    assert not DocumentVersion.objects.exists()  # all of them with the file, which nothing uses


def test_a_file_of_a_published_version_stays_when_the_course_has_another():
    me, page = person("", Role.STAFF), course()
    page.save_revision().publish()
    old = page.slides
    page.refresh_from_db()
    page.slides = course_file("新课件.pptx", by=me)
    page.save_revision().publish()
    with pytest.raises(StillUsed):
        library.remove(document_id=old.pk, by=me)
    with pytest.raises(InUse), transaction.atomic():
        old.delete()
    assert CourseDocument.objects.get(pk=old.pk).version == 1


def test_the_history_of_a_topic_is_neither_changed_nor_taken_out():
    me, now = person("", Role.STAFF), timezone.now()
    question, approved = new_topic(), new_topic()
    for one in (question, approved):
        topics.propose(topic_id=one.pk, by=me, now=now)
        TopicPerson.objects.create(topic=one, name="王建国")
    topics.go_on(topic_id=approved.pk, seen="proposed", by=me, now=now)
    for column, value in (('"to"', "'course'"), ("note", "'x'"), ("at", "'2020-01-01 00:00:00+00:00'"), ("topic_id", str(question.pk))):
        refused(f"UPDATE courses_topicstep SET {column} = {value} WHERE \"to\" = 'approved'")
    refused("DELETE FROM courses_topicstep WHERE \"to\" = 'approved'")
    with pytest.raises(TopicKept), transaction.atomic():
        Topic.objects.get(pk=approved.pk).delete()
    question.delete()  # nobody has approved it
    assert set(TopicStep.objects.values_list("to", "by")) == {("proposed", me.pk), ("approved", me.pk)}
    type(me).objects.get(pk=me.pk).delete()
    assert set(TopicStep.objects.values_list("to", "by")) == {("proposed", None), ("approved", None)}
