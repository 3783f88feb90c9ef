"""What every list costs: the same literal number of queries with one row and with three."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken

from college import access, complaints
from college.models import User
from college.roles import Role
from courses.catalogue.domain import drops
from courses.catalogue.models import CourseTeacher, Survey, SurveyWords, TopicCourse, TopicPerson, TopicStep
from courses.credits.models import ReversalRequest
from courses.selection import domain
from courses.selection.models import Offering, Waiver
from media.models import Recording
from search import indexing
from tests.factories import catalogue, college, credits, learning, needs, report, rounds, selection
from tests.standing import rows_of
from tests.test_addresses import signed_in_as

pytestmark = pytest.mark.django_db

# address (with the names of the world in braces): who asks, how many queries
LISTS = {
    "/": ("learner", 22),
    "/search/?q=手机": ("learner", 10),
    "/courses/": ("learner", 27),
    "/courses/{slug}/": ("learner", 39),
    "/venues/": ("learner", 9),
    "/venues/{venue}/": ("learner", 13),
    "/admin/venue/": ("staff", 13),
    "/admin/room/": ("staff", 14),
    "/admin/waiver/": ("staff", 15),
    "/map/": ("learner", 10),
    "/map/?at=elder": ("learner", 16),
    "/map/level/?at=elder/-": ("learner", 10),
    "/map/level/?at=elder/-/{course}": ("learner", 9),
    "/api/v1/curriculum?at=elder": ("learner", 12),
    "/calendar/": ("staff", 6),
    "/selection/requests/": ("learner", 5),
    "/selection/requests/{asked}/": ("learner", 5),
    "/admin/course_request/": ("staff", 16),
    "/needs/": ("learner", 8),
    "/needs/{survey}/": ("learner", 5),
    "/needs/{found}/results/": ("staff", 8),
    "/modules/{module}/": ("learner", 7),
    "/topics/": ("learner", 5),
    "/topics/{topic}/": ("learner", 8),
    "/admin/survey/": ("staff", 14),
    "/admin/survey/inspect/{survey_key}/": ("staff", 20),
    "/admin/need/": ("staff", 15),
    "/admin/module/": ("staff", 15),
    "/admin/topic/": ("staff", 15),
    "/admin/topic/inspect/{topic_key}/": ("staff", 21),
    "/admin/survey_words/": ("staff", 15),
    "/courses/{slug}/versions/": ("learner", 7),
    "/teach/courses/": ("teacher", 8),
    "/teach/courses/{course}/": ("teacher", 17),
    "/teachers/": ("learner", 9),
    "/teachers/{teacher_slug}/": ("learner", 17),
    "/selection/": ("learner", 20),
    "/selection/wishes/": ("learner", 18),
    "/api/v1/me/wishes": ("learner", 8),
    "/selection/offerings/{offering}/": ("learner", 12),
    "/selection/groups/{grouping}/": ("learner", 12),
    "/admin/grouping/": ("staff", 15),
    "/admin/groups/{grouping}/": ("staff", 22),
    "/selection/rounds/": ("learner", 5),
    "/selection/rounds/{round}/": ("learner", 8),
    "/api/v1/rounds/{round}/draw": ("learner", 7),
    "/admin/selection/plans/": ("staff", 13),
    "/admin/selection/plans/{term}/": ("staff", 15),
    "/admin/selection/draws/{round}/": ("staff", 15),
    "/selection/slip/": ("learner", 17),
    "/selection/helping/": ("learner", 6),
    "/selection/helpers/": ("learner", 6),
    "/for/{learner_key}/selection/": ("staff", 21),
    "/for/{learner_key}/selection/helpers/": ("staff", 8),
    "/learning/": ("learner", 23),
    "/learning/offerings/{offering}/": ("learner", 18),
    "/learning/offerings/{offering}/check/": ("learner", 20),
    "/learning/checks/{attempt}/": ("learner", 4),
    "/replay/{lesson}/": ("learner", 24),
    "/learning/credits/": ("learner", 19),
    "/learning/credits/{entry}/": ("learner", 5),
    "/credits/": ("learner", 8),
    "/learning/promotion/": ("learner", 13),
    "/learning/looked/": ("learner", 5),
    "/promotion/2026/": ("committee", 13),
    "/promotion/2026/members/{account}/": ("committee", 14),
    "/promotion/2026/report.xlsx": ("committee", 12),
    "/api/v1/promotion-report?year=2026": ("committee", 12),
    "/admin/recording/": ("staff", 15),
    "/admin/recording/inspect/{recording}/": ("staff", 19),
    "/admin/membership/": ("staff", 14),
    "/admin/exemption/": ("staff", 13),
    "/admin/reversal/": ("staff", 13),
    "/admin/ledger/?q=members": ("staff", 14),
    "/accounts/tokens/": ("learner", 4),
    "/feedback/mine/": ("learner", 5),
    "/desk/feedback/": ("staff", 6),
    "/teach/": ("teacher", 10),
    "/library/": ("teacher", 13),
    "/library/{resource}/": ("teacher", 21),
    "/teach/courses/from-files/": ("teacher", 7),
    "/teach/courses/from-files/{drop}/": ("teacher", 13),
    "/admin/resource/": ("staff", 14),
    "/teach/offerings/{offering}/": ("teacher", 10),
    "/teach/lessons/{lesson}/recording/": ("teacher", 6),
    "/teach/offerings/{offering}/recordings/": ("teacher", 6),
    "/teach/recordings/{spare}/lesson/": ("teacher", 8),
    "/recordings/{recording}/join/": ("teacher", 12),
    "/teach/lessons/{lesson}/attendance/": ("teacher", 7),
    "/teach/lessons/{lesson}/attendance/paper/": ("teacher", 6),
    "/teach/offerings/{offering}/check/": ("teacher", 9),
    "/teach/offerings/{offering}/check/preview/": ("teacher", 9),
    "/teach/offerings/{offering}/results/": ("teacher", 13),
    "/teach/offerings/{offering}/reviews/": ("teacher", 6),
    "/rate/{offering}/": ("learner", 5),
    "/scores/courses/{course}/": ("learner", 7),
    "/api/v1/search?q=手机": ("learner", 6),
    "/api/v1/courses": ("learner", 11),
    "/api/v1/courses/{course}": ("learner", 18),
    "/api/v1/teachers": ("learner", 9),
    "/api/v1/offerings": ("learner", 14),
    "/api/v1/me/courses": ("learner", 11),
    "/api/v1/statement": ("learner", 19),
}


def a_lot(teacher: User, rows: int, now: Any) -> tuple[Any, Any]:
    """Files of the library, and two lots of dropped files, as many as there are rows."""
    shared = [catalogue.course_file(f"案例{place}.docx", by=teacher, shared=True) for place in range(rows)]
    for _lot in range(rows):
        lot = drops.begin(by=teacher, now=now)
        for place in range(rows):
            drops.receive(drop_id=lot.pk, by=teacher, file=SimpleUploadedFile(f"说明{place}.txt", f"{place}".encode()), now=now)
    return shared[0], lot


def filled(rows: int) -> dict[str, Any]:
    """One course with as many classes, lessons, replays, people, and as many other courses and teachers, as there are rows."""
    now = timezone.now()
    people = {"learner": college.person("wang", Role.LEARNER), "teacher": college.person("chen", Role.TEACHER), "staff": college.person("jiaowu", Role.STAFF)}
    term = selection.term(now, starts_on=(now - timedelta(days=9)).date(), ends_on=(now + timedelta(days=60)).date())
    guide, page = selection.teacher(user=people["teacher"]), catalogue.course(units=rows, teachers=[selection.teacher("周文")])
    first = class_of(page, guide, term, people["learner"], rows)
    CourseTeacher.objects.create(page=page, teacher=guide, sort_order=9)
    for place in range(rows):
        class_of(page, guide, term, selection.person(), rows, later=10 + place)  # what somebody else has can still be picked
    for place in range(rows - 1):
        class_of(page, guide, term, selection.person(), rows, later=20 + place)
        other = catalogue.course(f"智能手机进阶 {place}", units=rows, teachers=[guide, selection.teacher(f"李敏{place}")])
        class_of(other, guide, term, people["learner"], rows, later=place + 1)
    for place in range(rows):
        APIToken.create_token(user=people["learner"], name=f"program {place}")
    shared, lot = a_lot(people["teacher"], rows, now)
    for place in range(rows):
        complaints.send(kind="question", text=f"问 {place}", author=people["learner"], now=now)
    indexing.sweep(now=timezone.now())
    attempt = learning.attempt(first.enrolments.get(learner=people["learner"]), now=now)
    lesson = first.lessons.get(number=1)
    round_of_wishes(people["learner"], guide, rows, now)
    rules = credits.rules(required_courses=[page], now=now)
    entries = credits.booked(credits.member(people["learner"]).account, rules, *[100] * rows, on=now.date(), now=now)
    report.report_year()
    people["committee"] = report.committee()
    for place in range(rows):
        Waiver.objects.create(offering=first, learner=selection.person(), by=people["staff"], at=now, why="x", reasons=["too_old"])
        one = report.member(f"members {place}", of=credits.category())
        report.exempt(one)
        wished = report.earned(one.account, 100, by_rules=rules)
        ReversalRequest.objects.create(entry=wished, reason="other", words="x", requested_by=people["staff"], requested_at=now)
        access.record(actor=people["committee"], role=Role.COMMITTEE, subjects=[people["learner"].pk], action="view", topic="report:2026", now=now)
    helped(people["learner"], first, rows, now)
    asked = neighbourhood(rows, catalogue.course("楼栋自治", units=1))
    Recording.objects.update(whole=F("folder"), whole_ms=F("duration_ms"))
    drawn = catalogue.course("摇号的课")
    for _place in range(rows):
        coming = selection.term(now, selection_opens_at=now + timedelta(days=20), selection_closes_at=now + timedelta(days=30))
        found = rounds.wishing(rounds.plan(coming), opens_at=now - timedelta(days=1))
        rounds.a_round(found.plan, "first_come", now + timedelta(days=20))
    for _place in range(rows):
        selection.offering(drawn, teacher=guide, term=found.plan.term, venue=first.venue)
    asked_for, *_others = [selection.asked(selection.person(), *selection.people(rows), now=now).pk for _place in range(rows)]
    names = {
        **asked,
        "round": found.pk,
        "term": found.plan.term_id,
        "account": one.account_id,
        "entry": entries[0].pk,
        "slug": page.slug,
        "teacher_slug": guide.slug,
        "venue": first.venue.slug,
        "offering": first.pk,
        "asked": asked_for,
        "lesson": lesson.pk,
        "recording": lesson.recording_id,
        "spare": learning.recording(people["teacher"]).pk,
        "course": page.pk,
        "resource": shared.pk,
        "drop": lot.pk,
        "attempt": attempt.pk,
        "grouping": selection.grouping(*Offering.objects.filter(course=page).order_by("pk")[:rows], now=now).pk,
        "learner_key": people["learner"].pk,
    }
    return {**people, "names": names}


def helped(learner: User, of: Any, rows: int, now: Any) -> None:
    """As many elders whom she helps, helpers of hers (two at most), and things done for her, as there are rows."""
    for elder in selection.people(rows):
        domain.agree(request=domain.request_of(learner), elder=elder, now=now)
    for helper in selection.people(min(rows, 2)):
        domain.agree(request=domain.request_of(helper), elder=learner, now=now)
        for _act in range(rows):
            domain.write_down(domain.may_act_for(actor=helper, learner_id=learner.pk), domain.What.PICK, now=now, offering_id=of.pk)


def round_of_wishes(learner: User, guide: Any, rows: int, now: Any) -> None:
    """A term of its own in which as many classes are wished for as there are rows."""
    term = selection.term(now, selection_opens_at=now + timedelta(days=20), selection_closes_at=now + timedelta(days=30))
    offered = [selection.offering(catalogue.course(f"志愿 {place}"), term=term, teacher=guide) for place in range(rows)]
    for place, one in enumerate(offered):
        selection.lessons(one, first=now + timedelta(days=40 + place))
    running = rounds.wishing(rounds.plan(term), opens_at=now - timedelta(days=1))
    domain.save_wishes(round_id=running.pk, learner=learner, offerings=[one.pk for one in offered], now=now)


def neighbourhood(rows: int, page: Any) -> dict[str, Any]:
    """As many surveys, needs, modules and topics as there are rows, around one course."""
    today, made = timezone.localdate(), []
    for place in range(rows):
        survey, found, module = needs.survey(day=today), needs.answered(), needs.module("", page)
        Survey.objects.filter(pk=found.pk).update(released_on=today)
        SurveyWords.objects.create(survey=found, question="q6", text=f"话 {place}")
        need = needs.need(f"需求 {place}", module=module, survey=found, question="q3", option=place)
        topic = needs.topic(f"课题 {place}", station="approved", need=need)
        TopicCourse.objects.create(topic=topic, course=page)
        made.append((survey, found, module, topic))
    for place in range(rows):  # and around the first of them
        needs.need(f"又一项 {place}", module=module, survey=made[0][1], question="q2", option=place)
        SurveyWords.objects.create(survey=made[0][1], question="q6", text=f"又一句 {place}")
        TopicPerson.objects.create(topic=made[0][3], name=f"王 {place}")
        TopicStep.objects.create(topic=made[0][3], to="reopened", at=timezone.now())
    survey, found, module, topic = made[0]
    names = {"survey": survey.slug, "found": found.slug, "module": module.slug, "topic": topic.slug}
    return {**names, "survey_key": survey.pk, "topic_key": topic.pk}


def class_of(page: Any, guide: Any, term: Any, learner: User, rows: int, later: int = 0) -> Any:
    made = selection.offering(page, teacher=guide, term=term, capacity=30)
    selection.lessons(made, first=timezone.now() - timedelta(days=8, hours=3 * later), number=rows + 1)
    for number in range(1, rows + 1):
        lesson = learning.lesson_with_replay(made, number)
        learning.watched(learner, lesson, (0, 100), position=100, at=timezone.now())
    selection.enrolled(made, learner, *selection.people(rows), now=timezone.now())
    selection.waiting(made, *selection.people(rows), now=timezone.now())
    return made


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_what_it_costs(rows: int, subtests: pytest.Subtests, django_assert_num_queries: Any):
    world = filled(rows)
    cookies = {who: signed_in_as(world[who]) for who in ("learner", "teacher", "staff", "committee")}
    for address in rows_of("test_a_list_costs_what_it_costs", LISTS, str):
        who, queries = LISTS[address]
        client = Client()
        client.cookies.update(cookies[who])
        url = address.format(**world["names"])
        cache.clear()
        with subtests.test(address), transaction.atomic():
            assert client.get(url).status_code == 200  # what the site keeps from now on
            with django_assert_num_queries(queries):
                client.get(url)
            transaction.set_rollback(True)
