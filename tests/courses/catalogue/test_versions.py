"""Versions: each published state keeps a number, stays readable and can be compared; the lesson plan is nobody's but the teachers'."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Revision

from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.models import CoursePage, CourseVersion
from courses.catalogue.rules.comparison import Sign, compare, differs, folded, lines_of, within
from courses.catalogue.rules.versions import Piece, changed_pieces
from tests.factories.catalogue import CANARY, course, course_file
from tests.factories.college import person, teacher

words = some.text(alphabet="社区学院手机课 abc1，。", max_size=30)


# ---- rules


@given(words, words)
def test_what_is_the_same_and_what_was_taken_out_is_the_old_text(old, new):
    spans = within(old, new)
    assert "".join(span.text for span in spans if span.sign != Sign.ADDED) == old
    assert "".join(span.text for span in spans if span.sign != Sign.REMOVED) == new


@given(some.lists(words, max_size=6), some.lists(words, max_size=6))
def test_lines_put_together_again_are_both_texts(old, new):
    lines = compare(old, new)
    assert [line.side(Sign.ADDED) for line in lines if line.sign != Sign.ADDED] == old
    assert [line.side(Sign.REMOVED) for line in lines if line.sign != Sign.REMOVED] == new
    assert differs(lines) == (old != new)
    assert sum(line.count for line in folded(lines)) == len(lines)


def test_chinese_is_compared_by_characters_and_words_of_letters_whole():
    (line,) = compare(["每讲只学三件事，带 iPhone"], ["每讲只学四件事，带 Android"])
    assert line.sign == Sign.CHANGED
    assert [(span.sign.value, span.text) for span in line.spans if span.sign != Sign.SAME] == [
        ("removed", "三"),
        ("added", "四"),
        ("removed", "iPhone"),
        ("added", "Android"),
    ]


def test_rich_text_has_the_lines_that_it_shows():
    html = "<h3>第一讲</h3><p>开机 &amp; 关机<br/>充电</p><ul><li>电源</li><li></li></ul><hr/>"
    assert lines_of(html) == ["第一讲", "开机 & 关机", "充电", "• 电源"]


def test_pieces_that_differ():
    assert changed_pieces({Piece.TITLE: ["一"]}, {Piece.TITLE: ["一"], Piece.UNITS: ["1"]}) == (Piece.UNITS,)


# ---- writing down

db = pytest.mark.django_db


def published(page, by=None, **changes):
    """The course as it stands, changed and published once more."""
    page = CoursePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision(user=by).publish(user=by)
    return CoursePage.objects.get(pk=page.pk)


@db
def test_each_publication_is_a_version_with_who_and_what():
    me, head = person("chenjing", Role.TEACHER), person("yuan", Role.SCHOOL_HEAD)
    page = published(course(live=False, owner=me), me)
    page = published(page, head, outline="<p>每讲只学四件事</p>", change_note="")
    page = published(page, me, slides=course_file("新课件.pptx"), lesson_plan="<p>换了</p>", change_note="换了课件")
    first, second, third = page.versions.order_by("number")
    assert [first.published_by, second.published_by, third.published_by] == [me, head, me]
    assert [first.changes, second.changes] == [[], ["outline"]]
    assert (third.note, third.changes) == ("换了课件", ["slides", "lesson_plan"])
    assert domain.changes_in(third, everything=False) == (Piece.SLIDES,)
    assert "四件事" in second.as_course().outline


@db
def test_drafts_are_no_versions_and_the_same_revision_is_one():
    page = course(live=False)
    revision = page.save_revision()
    assert not page.versions.exists()
    revision.publish()
    PublishPageRevisionAction(revision).execute(skip_permission_checks=True)
    assert page.versions.count() == 1


@db
@pytest.mark.both_databases
def test_nothing_prunes_what_was_published_and_a_course_goes_with_its_versions():
    page = published(published(course(live=False)), outline="<p>二</p>")
    published(page, outline="<p>三</p>")
    call_command("purge_revisions", verbosity=0)
    assert page.versions.count() == 3
    with pytest.raises(ProtectedError), transaction.atomic():
        Revision.objects.filter(course_version__course=page).delete()
    CoursePage.objects.get(pk=page.pk).delete()
    assert not CourseVersion.objects.exists()
    assert not Revision.objects.for_instance(page).exists()


@db
def test_a_file_of_an_older_version_stays_public_and_a_lesson_plan_never_is():
    old = course_file("旧讲义.docx")
    plan = course_file("教案.docx")
    page = published(course(live=False, handout_file=old, lesson_plan_file=plan))
    page = published(page, handout_file=None, lesson_plan_file=None)
    assert domain.is_public(old)
    assert not domain.may_read(AnonymousUser(), plan)
    published(page, handout_file=plan)  # what once was a lesson plan stays one
    assert not domain.is_public(plan)
    page.unpublish()
    assert not domain.is_public(old)


# ---- pages


@pytest.fixture
def three():
    """A course in three versions."""
    page = published(course("智能手机零基础", live=False, units=2, teachers=[teacher("陈静")]))
    page = published(page, outline="<p>每讲只学四件事，智能手机不求人。</p>", lesson_plan=f"<p>{CANARY}改过</p>")
    return published(page, title="智能手机一点通", change_note="换了名字")


def text(client, name, *args, query=""):
    response = client.get(reverse(f"catalogue:{name}", args=args) + query)
    return response.content.decode() if response.status_code == 200 else response.status_code


@db
def test_everybody_reads_the_list_and_each_version_as_it_was(client, three):
    listed = text(client, "versions", three.slug)
    assert "换了名字" in listed
    assert "教案" not in listed
    assert "教案" in text(_as(person("", Role.TEACHER)), "versions", three.slug)
    then = client.get(reverse("catalogue:version", args=[three.slug, 1]))
    assert then["X-Robots-Tag"] == "noindex"
    shown = then.content.decode()
    assert "三件事" in shown
    assert "智能手机零基础" in shown
    assert CANARY not in shown
    assert client.get(reverse("catalogue:version", args=[three.slug, 3])).status_code == 302  # that is the course itself
    assert text(client, "version", three.slug, 4) == 404


def _as(user):
    client = Client()
    client.force_login(user)
    return client


@db
def test_two_are_compared_in_signs_and_the_lesson_plan_for_teachers_only(client, three):
    for query in ("?old=1&new=3", "?old=3&new=1"):
        shown = text(client, "comparison", three.slug, query=query)
        assert '<del class="diff__out">三</del><ins class="diff__in">四</ins>' in shown
        assert "改过" not in shown
    assert "改过" in text(_as(person("", Role.TEACHER)), "comparison", three.slug, query="?old=1&new=3")
    assert "改过" not in text(_as(person("", Role.LEARNER)), "comparison", three.slug, query="?old=1&new=3")
    for query in ("", "?old=1", "?old=x&new=2", "?old=1&new=" + "9" * 30):
        assert text(client, "comparison", three.slug, query=query) == 302
    assert text(client, "comparison", three.slug, query="?old=1&new=9") == 404


@db
def test_versions_of_a_course_that_is_offline_are_for_who_works_on_it(client, three):
    three.unpublish()
    assert text(client, "versions", three.slug) == 404
    assert text(client, "version", three.slug, 1) == 404
    assert "换了名字" in text(_as(person("", Role.STAFF)), "versions", three.slug)
