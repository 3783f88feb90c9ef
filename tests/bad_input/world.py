"""A small college to send bad input to, and its people."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from college import complaints
from college.models import User
from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.domain import drops
from courses.catalogue.models import CoursePage
from courses.selection import domain as selection_domain
from courses.selection.domain import save_wishes, seal
from courses.selection.models import Offering, Round
from media.keeping import RecordingPolicy
from tests.factories import catalogue, college, evaluation, learning, needs, report, rounds, selection
from tests.factories.stages import handed_on


def a_class() -> dict[str, Any]:
    """A class with a replay, and the people around it."""
    now = timezone.now()
    who = {
        name: college.person(name, role)
        for name, role in {
            "owner": Role.LEARNER,
            "learner": Role.LEARNER,
            "teacher": Role.TEACHER,
            "staff": Role.STAFF,
            "committee": Role.COMMITTEE,
        }.items()
    }
    term = selection.term(now, starts_on=(now - timedelta(days=9)).date(), ends_on=(now + timedelta(days=60)).date())
    offering = selection.offering(catalogue.course(units=1), teacher=selection.teacher(user=who["teacher"]), term=term, capacity=30)
    selection.lessons(offering, first=now - timedelta(days=2), number=2)
    lesson = learning.lesson_with_replay(offering)
    (seat,) = selection.enrolled(offering, who["owner"], now=now)
    attempt = learning.attempt(seat, now=now)
    written = complaints.send(kind="complaint", text="灯坏了。", now=now).complaint
    rated = evaluation.open_class(who["owner"], teacher=offering.teacher, course=offering.course, now=now)
    report.report_year()
    survey = needs.survey(day=timezone.localdate())
    topic = needs.topic()
    for _ in range(2):
        offering.course.save_revision().publish()
    handed_on(CoursePage.objects.get(pk=offering.course_id), college.person("author", Role.STAFF))
    released = catalogue.course("推广课")
    domain.release(course_id=released.pk, by=who["staff"], now=now)
    resource = catalogue.course_file("案例.docx", by=who["teacher"])
    ready = to_draw(offering, who["learner"], now)
    ids = {
        "term": ready.plan.term_id,
        "ready": ready.pk,
        "resource": resource.pk,
        "help": selection_domain.agree(request=selection_domain.request_of(who["learner"]), elder=who["owner"], now=now).pk,
        "asked": selection_domain.request_of(who["teacher"]),
        "owner_key": who["owner"].pk,
        "person_page": "selection/",
        "add_helper": "selection/helpers/add/",
        "pick": f"selection/offerings/{offering.pk}/pick/",
        "drop": drops.begin(by=who["teacher"], now=now).pk,
        "survey": survey.slug,
        "survey_key": survey.pk,
        "found": needs.answered().slug,
        "topic_key": topic.pk,
        "year": report.YEAR,
        "rated": rated.pk,
        "grouping": selection.grouping(offering, now=now).pk,
        "attempt": attempt.pk,
        "complaint": written.pk,
        "offering": offering.pk,
        "round": rounds.wishing(rounds.plan(selection.term(now)), opens_at=now - timedelta(days=1)).pk,
        "request": selection.asked(selection.person(), now=timezone.now()).pk,
        "lesson": lesson.pk,
        "recording": lesson.recording_id,
        "settings_app": "media",
        "settings_model": "recordingpolicy",
        "settings_key": RecordingPolicy.load().pk,
        "language": "zh-Hans",
        "course": offering.course_id,
        "course_slug": offering.course.slug,
        "stage": "trial",
        "released": released.pk,
    }
    return {**who, "ids": ids, "offering": offering, "lesson": lesson}


def to_draw(like: Offering, learner: User, now: datetime) -> Round:
    """A round of wishes whose list is closed and whose public value is known."""
    term = selection.term(now)
    wished = selection.offering(like.course, term=term, teacher=like.teacher, venue=like.venue)
    made = rounds.wishing(rounds.plan(term), opens_at=now - timedelta(days=9))
    save_wishes(round_id=made.pk, learner=learner, offerings=[wished.pk], now=made.opens_at)
    seal(round_id=made.pk, now=made.closes_at)
    return made


def as_(user: User | None, **options: Any) -> Client:
    client = Client(**options)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
