"""Every address, asked by everybody: a stranger, the owner, another learner, the class's teacher, another teacher, staff. And the headers of what it shows.

One table. An address of ours that is not in it fails the first test, so nothing is added without saying who may see it.
"""

from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.models import APIToken

from college import complaints, notices
from college.models import Complaint, Notice, User
from college.roles import Role
from courses.catalogue.domain import drops
from courses.evaluation.rules import ITEMS
from courses.selection import domain
from courses.selection.models import Enrolment, WaitlistEntry
from media.models import Recording
from tests.factories import catalogue, college, credits, learning, needs, report, rounds, selection
from tests.standing import rows_of

pytestmark = [pytest.mark.django_db]
ASKERS = ("stranger", "owner", "learner", "teacher", "colleague", "staff")
KEPT_BY_ALL = {"college:cover", "selection:seats"}  # drawn from its address alone; numbers of free seats, the same for everybody
OURS = {"college", "catalogue", "selection", "learning", "evaluation", "credits", "search", "media", "api"}

LOGIN, OK, GONE, NO, BACK, ASK = 302, 200, 404, 403, 302, 401


@dataclass(frozen=True)
class Row:
    """One address: its method and what each asker gets, in the order of ASKERS."""

    name: str
    method: str
    answers: tuple[int, ...]
    arguments: tuple[str, ...] = ()
    body: Any = None


def everybody(name: str, *arguments: str) -> Row:
    return Row(name, "get", (OK,) * 6, arguments)


def signed_in(name: str, *arguments: str, method: str = "get", then: int = OK) -> Row:
    return Row(name, method, (LOGIN, *(then,) * 5), arguments)


TABLE = (
    everybody("college:cover", "school", "slug"),
    everybody("college:components"),
    everybody("college:api"),
    everybody("college:help"),
    everybody("college:guide", "guide"),
    Row("college:modes", "post", (BACK,) * 6, body={"size": "large"}),
    signed_in("college:account"),
    signed_in("college:phone"),
    signed_in("college:tokens"),
    Row("college:revoke_token", "post", (LOGIN, BACK, GONE, GONE, GONE, GONE), ("token",)),
    signed_in("college:my_data"),
    signed_in("selection:about_me"),
    signed_in("selection:pledge"),
    Row("selection:reserve", "post", (LOGIN, *(GONE,) * 5)),  # opened by the desk, below /for/<number>/
    signed_in("college:export_data", method="post"),
    Row("college:notice_ways", "post", (LOGIN, *(BACK,) * 5)),
    signed_in("college:notices"),
    signed_in("college:read_notices", method="post", then=BACK),
    Row("college:notice", "get", (LOGIN, BACK, GONE, GONE, GONE, GONE), ("notice",)),
    Row("college:consent", "post", (LOGIN, *(BACK,) * 5), body={"code": "calls", "answer": "give"}),
    signed_in("college:leave"),
    signed_in("college:stay", method="post", then=BACK),
    everybody("college:card_number"),
    Row("college:card_pin", "get", (BACK,) * 6),  # who has shown no card is led to the page where one is typed in
    Row("college:card", "get", (GONE,) * 6, ("word",)),
    Row("college:cards", "get", (LOGIN, GONE, GONE, GONE, GONE, OK)),
    Row("college:issue_card", "post", (LOGIN, *(GONE,) * 5), body={"user": "0"}),  # for whom it is there: tests/college/test_cards.py
    Row("college:serve_by_phone", "post", (LOGIN, *(GONE,) * 5), body={"user": "0", "wanted": "yes"}),
    Row("college:revoke_card", "post", (LOGIN, GONE, GONE, GONE, GONE, BACK), body={"user": "1"}),
    everybody("college:send"),
    Row("college:receipt", "get", (BACK,) * 6),  # who has none is led to the page where one is typed in
    everybody("college:follow"),
    signed_in("college:my_complaints"),
    Row("college:my_complaint", "get", (LOGIN, OK, GONE, GONE, GONE, GONE), ("complaint_number",)),
    Row("college:desk", "get", (LOGIN, GONE, GONE, GONE, GONE, OK)),
    Row("college:desk_one", "get", (LOGIN, GONE, GONE, GONE, GONE, OK), ("complaint",)),
    Row("college:take_up", "post", (LOGIN, GONE, GONE, GONE, GONE, BACK), ("complaint",)),
    Row("college:answer", "post", (LOGIN, GONE, GONE, GONE, GONE, BACK), ("complaint",), {"answer": "好"}),
    everybody("college:venues"),
    everybody("college:venue", "venue"),
    Row("catalogue:document_read", "get", (GONE, GONE, GONE, OK, GONE, OK), ("plan",)),  # a lesson plan
    Row("catalogue:document_picture", "get", (GONE, GONE, GONE, OK, GONE, OK), ("plan", "one")),
    everybody("catalogue:document_slides", "deck"),  # a PPT, which is public
    Row("catalogue:document_page", "get", (GONE, GONE, GONE, OK, GONE, OK), ("plan", "one")),
    Row("catalogue:drops", "get", (LOGIN, GONE, GONE, OK, OK, OK)),
    Row("catalogue:drop", "get", (LOGIN, GONE, GONE, OK, GONE, GONE), ("drop",)),
    Row("catalogue:drop", "post", (LOGIN, GONE, GONE, BACK, GONE, GONE), ("drop",)),
    Row("catalogue:drop_file", "post", (LOGIN, GONE, GONE, 422, GONE, GONE), ("drop",)),
    Row("catalogue:drop_give_up", "post", (LOGIN, GONE, GONE, BACK, GONE, GONE), ("drop",)),
    Row("catalogue:library", "get", (LOGIN, GONE, GONE, OK, OK, OK)),
    Row("catalogue:library_add", "get", (LOGIN, GONE, GONE, OK, OK, OK)),
    Row("catalogue:library_licence", "post", (LOGIN, GONE, GONE, BACK, BACK, BACK)),
    Row("catalogue:resource", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("resource",)),
    Row("catalogue:resource_describe", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("resource",)),
    Row("catalogue:resource_replace", "post", (LOGIN, GONE, GONE, 422, GONE, 422), ("resource",)),
    Row("catalogue:resource_delete", "post", (LOGIN, GONE, GONE, BACK, GONE, BACK), ("resource",)),
    Row("catalogue:resource_version", "get", (GONE, GONE, GONE, OK, GONE, OK), ("resource", "number")),
    everybody("catalogue:resource_version", "deck", "shown_then"),
    Row("catalogue:resource_version", "get", (*(GONE,) * 5, OK), ("deck", "between")),  # of a public file, but no course showed it
    everybody("catalogue:resource_version", "deck", "now"),
    everybody("search:search"),
    everybody("search:courses"),
    everybody("search:map"),
    everybody("search:map_level"),
    everybody("search:map_branch"),
    everybody("search:teachers"),
    everybody("search:teacher", "teacher_slug"),
    everybody("catalogue:versions", "course_slug"),
    everybody("catalogue:version", "course_slug", "old_version"),
    Row("catalogue:comparison", "get", (OK,) * 6, ("course_slug",), {"old": "1", "new": "2"}),
    Row("catalogue:stages", "get", (LOGIN, GONE, GONE, OK, OK, OK)),
    Row("catalogue:course_stages", "get", (LOGIN, GONE, GONE, OK, OK, OK), ("course",)),
    Row("catalogue:hand_on", "post", (LOGIN, GONE, GONE, BACK, BACK, BACK), ("course",)),
    Row("catalogue:take_back", "post", (LOGIN, GONE, GONE, BACK, BACK, BACK), ("course",)),
    Row("catalogue:settle", "post", (LOGIN, GONE, GONE, 422, 422, 422), ("course", "stage")),
    Row("catalogue:end_release", "post", (LOGIN, GONE, GONE, BACK, BACK, BACK), ("course",)),
    Row("catalogue:take_over", "post", (LOGIN, GONE, GONE, 422, 422, 422), ("course",)),
    Row("catalogue:give_back", "post", (LOGIN, GONE, GONE, BACK, BACK, BACK), ("course", "course")),
    Row("catalogue:adapt", "post", (LOGIN, GONE, GONE, BACK, BACK, BACK), ("course",)),
    everybody("selection:home"),
    everybody("selection:seats"),
    everybody("selection:offering", "offering"),
    everybody("selection:check_draw"),
    everybody("selection:rounds"),
    everybody("selection:round", "round"),
    Row("selection:draw_file", "get", (GONE,) * 6, ("round",)),  # the list of a round that runs is nobody's; tests/courses/selection/test_round_pages.py
    signed_in("selection:wishes"),
    signed_in("selection:change_wishes", "round"),  # everybody's own list
    signed_in("selection:change_wishes", "round", method="post", then=422),  # without a word what to do
    Row("selection:groups", "get", (LOGIN, OK, GONE, GONE, GONE, GONE), ("grouping",)),
    Row("selection:for_somebody", "get", (LOGIN, BACK, OK, GONE, GONE, OK), ("owner_key", "page")),  # herself is led to her own page; the learner helps her
    signed_in("selection:slip"),
    signed_in("selection:helping"),
    Row("selection:help_by_card", "post", (LOGIN, *(422,) * 5)),
    Row("selection:end_help", "post", (LOGIN, BACK, BACK, GONE, GONE, BACK), ("help",)),
    signed_in("selection:helpers"),
    Row("selection:add_helper", "post", (LOGIN, *(GONE,) * 5)),  # for whom it is there: tests/courses/selection/test_front_desk.py
    Row("selection:agree", "get", (LOGIN, *(GONE,) * 5), ("word",)),
    Row("selection:front_desk", "get", (LOGIN, GONE, GONE, GONE, GONE, OK)),
    Row("selection:newcomer", "post", (LOGIN, GONE, GONE, GONE, GONE, 422)),
    everybody("selection:requests"),
    everybody("selection:request", "asked"),
    signed_in("selection:ask"),
    signed_in("selection:sign_request", "asked", method="post", then=BACK),
    signed_in("selection:unsign_request", "asked", method="post", then=BACK),
    signed_in("selection:calendar"),
    signed_in("selection:new_feed", method="post", then=BACK),
    signed_in("selection:end_feed", method="post", then=BACK),
    Row("selection:feed", "get", (GONE,) * 6, ("word",)),  # whose it is and until when: tests/courses/selection/test_feeds.py
    Row("selection:pick", "post", (LOGIN, BACK, BACK, BACK, BACK, BACK), ("offering",)),
    Row("selection:drop", "post", (LOGIN, BACK, BACK, BACK, BACK, BACK), ("offering",)),
    Row("selection:wait", "post", (LOGIN, BACK, 409, 409, 409, 409), ("offering",)),
    Row("selection:leave", "post", (LOGIN, BACK, BACK, BACK, BACK, BACK), ("offering",)),
    Row("selection:accept", "post", (LOGIN, BACK, 409, 409, 409, 409), ("offering",)),  # who has a seat already is told so
    Row("selection:decline", "get", (LOGIN, *(BACK,) * 5), ("offering",)),  # who has no offer is led to the class
    Row("selection:calls", "get", (LOGIN, GONE, GONE, GONE, GONE, OK)),
    Row("selection:answer_call", "post", (LOGIN, *(GONE,) * 5), ("offering",)),  # a number of no offer
    Row("selection:teach", "get", (LOGIN, GONE, GONE, OK, OK, OK)),
    Row("selection:roster", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("offering",)),
    Row("selection:recordings", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("offering",)),
    Row("selection:recording", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("lesson",)),
    Row("selection:place", "get", (LOGIN, GONE, GONE, BACK, GONE, BACK), ("recording",)),  # it has its lesson
    Row("selection:uploads", "options", (401, GONE, GONE, 204, GONE, 204), ("lesson",)),
    Row("selection:uploads", "post", (401, GONE, GONE, 412, GONE, 412), ("lesson",)),
    Row("selection:upload_part", "head", (401, GONE, GONE, 412, GONE, 412), ("lesson", "no_upload")),
    Row("selection:upload_part", "post", (401, GONE, GONE, GONE, GONE, GONE), ("lesson", "no_upload")),
    signed_in("learning:home"),
    Row("learning:replay", "get", (LOGIN, OK, NO, OK, NO, OK), ("lesson",)),
    Row("learning:course", "get", (LOGIN, OK, GONE, GONE, GONE, GONE), ("offering",)),
    Row("learning:check", "get", (LOGIN, OK, GONE, GONE, GONE, GONE), ("offering",)),
    Row("learning:check", "post", (LOGIN, BACK, GONE, GONE, GONE, GONE), ("offering",)),
    Row("learning:attempt", "get", (LOGIN, OK, GONE, GONE, GONE, GONE), ("attempt",)),
    Row("learning:attempt", "post", (LOGIN, 422, GONE, GONE, GONE, GONE), ("attempt",)),
    Row("learning:answers", "post", (LOGIN, BACK, GONE, GONE, GONE, GONE), ("attempt",)),
    Row("learning:roll_call", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("lesson",)),
    Row("learning:roll_call", "post", (LOGIN, GONE, GONE, BACK, GONE, BACK), ("lesson",)),
    Row("learning:roll_paper", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("lesson",)),
    Row("learning:write_check", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("offering",)),
    Row("learning:write_check", "post", (LOGIN, GONE, GONE, 422, GONE, 422), ("offering",)),
    Row("learning:check_preview", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("offering",)),
    Row("learning:results", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("offering",)),
    signed_in("credits:statement"),
    Row("credits:entry", "get", (LOGIN, OK, GONE, GONE, GONE, GONE), ("entry",)),
    everybody("credits:rules"),
    signed_in("credits:my_report"),
    signed_in("credits:accesses"),
    Row("credits:report_latest", "get", (LOGIN, *(GONE,) * 5)),
    Row("credits:report", "get", (LOGIN, *(GONE,) * 5), ("year",)),
    Row("credits:report_member", "get", (LOGIN, *(GONE,) * 5), ("year", "account")),
    Row("credits:report_csv", "get", (LOGIN, *(GONE,) * 5), ("year",)),
    Row("credits:report_xlsx", "get", (LOGIN, *(GONE,) * 5), ("year",)),
    Row("evaluation:rate", "get", (LOGIN, OK, GONE, NO, GONE, GONE), ("offering",)),
    Row("evaluation:words", "post", (LOGIN, 409, GONE, NO, GONE, GONE), ("offering",)),
    Row("evaluation:reviews", "get", (LOGIN, GONE, GONE, OK, GONE, GONE), ("offering",)),
    Row("evaluation:result", "get", (LOGIN, GONE, GONE, NO, GONE, GONE), ("offering",)),
    everybody("evaluation:scores"),
    everybody("evaluation:course_log", "course"),
    everybody("evaluation:teacher_log", "teacher_slug"),
    Row("media:play", "get", (GONE,) * 6, ("forged", "file")),
    Row("media:state", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("recording",)),
    Row("media:cancel", "post", (LOGIN, GONE, GONE, BACK, GONE, BACK), ("failed",)),
    Row("media:retry", "post", (LOGIN, GONE, GONE, BACK, GONE, BACK), ("failed",)),
    Row("media:cut", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("recording",)),
    Row("media:cut", "post", (LOGIN, GONE, GONE, 409, GONE, 409), ("recording",), {"version": "0"}),  # nothing lies behind the row
    Row("media:join", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("recording",)),
    Row("media:join", "post", (LOGIN, GONE, GONE, 409, GONE, 409), ("recording",)),  # nothing lies behind the row
    Row("media:unmade", "post", (LOGIN, GONE, GONE, BACK, GONE, BACK), ("recording",)),
    Row("media:captions", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("recording",)),
    Row("media:edit_captions", "get", (LOGIN, GONE, GONE, OK, GONE, OK), ("recording", "language")),
    Row("media:edit_captions", "post", (LOGIN, GONE, GONE, BACK, GONE, BACK), ("recording", "language"), {"text": "0:00 --> 0:01\n好"}),
    Row("media:remove_captions", "post", (LOGIN, GONE, GONE, GONE, GONE, GONE), ("recording", "language")),  # there are none
    everybody("catalogue:needs"),
    Row("catalogue:survey_by_number", "get", (BACK,) * 6, ("survey_key",)),
    everybody("catalogue:survey", "survey"),
    Row("catalogue:survey", "post", (422,) * 6, ("survey",)),
    everybody("catalogue:survey_thanks", "survey"),
    Row("catalogue:survey_results", "get", (*(GONE,) * 5, OK), ("found",)),  # not released yet
    Row("catalogue:survey_csv", "get", (*(GONE,) * 5, OK), ("found",)),
    Row("catalogue:make_need", "post", (*(GONE,) * 5, BACK), ("found",), {"question": "q3", "option": "0"}),
    Row("catalogue:survey_poster", "get", (*(GONE,) * 5, OK), ("survey",)),
    Row("catalogue:survey_slips", "post", (*(GONE,) * 5, OK), ("survey",), {"number": "2"}),
    everybody("catalogue:module", "module"),
    everybody("catalogue:topics"),
    Row("catalogue:topic", "get", (*(GONE,) * 5, OK), ("topic",)),  # a question that nobody has approved
    everybody("api:openapi-json"),
    everybody("api:healthz"),
    everybody("api:search_all"),
    everybody("api:list_courses"),
    everybody("api:get_course", "course"),
    everybody("api:curriculum_map"),
    everybody("api:list_teachers"),
    everybody("api:list_offerings"),
    Row("api:pick", "post", (ASK, 409, OK, OK, OK, OK), ("offering",)),
    Row("api:accept_offer", "post", (ASK, 409, 409, 409, 409, 409), ("offering",)),
    Row("api:decline_offer", "post", (ASK, 409, 409, 409, 409, 409), ("offering",)),
    Row("api:drop", "post", (ASK, OK, 409, 409, 409, 409), ("offering",)),
    Row("api:my_courses", "get", (ASK, OK, OK, OK, OK, OK)),
    everybody("api:draw_result", "round"),
    Row("api:apply_wishes", "put", (ASK, *(OK,) * 5), ("round",), {"offerings": []}),  # everybody's own list
    Row("api:my_wishes", "get", (ASK, OK, OK, OK, OK, OK)),
    Row("api:upload_recording", "post", (ASK, GONE, GONE, 201, GONE, 201), ("lesson",), {"name": "a.mp4", "size": 9}),
    Row("api:recording_part", "head", (ASK, GONE, GONE, 412, GONE, 412), ("lesson", "no_upload")),
    Row("api:use_upload", "post", (ASK, *(GONE,) * 5), ("lesson", "no_upload")),
    Row("api:recording_state", "get", (ASK, GONE, GONE, OK, GONE, OK), ("lesson",)),
    Row("api:cut_recording", "post", (ASK, *(422,) * 5), ("recording",)),  # without a body; who may is asked in tests/courses/selection
    Row("api:join_recordings", "post", (ASK, *(422,) * 5), ("recording",)),
    Row("api:playback", "get", (ASK, OK, NO, OK, NO, OK), ("lesson",)),
    Row("api:moments", "get", (ASK, OK, NO, OK, NO, OK), ("lesson",)),
    Row("api:statement", "get", (ASK, OK, OK, OK, OK, OK)),
    Row("api:promotion_report", "get", (ASK, *(GONE,) * 5), body={"year": report.YEAR}),
    Row("api:heartbeat", "post", (ASK, 422, 422, 422, 422, 422)),
    Row("api:submit_rating", "post", (ASK, 409, GONE, NO, GONE, GONE), ("offering",), {"answers": dict.fromkeys(ITEMS, 5)}),
    Row("api:open_check", "post", (ASK, OK, NO, NO, NO, NO), ("offering",)),
    Row("api:submit_check", "post", (ASK, 422, 422, 422, 422, 422), ("offering",)),
)


def our_addresses(patterns: Any = None, namespace: str = "") -> set[str]:
    """The names of all addresses in our namespaces."""
    found: set[str] = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace or namespace
            found |= our_addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and namespace in OURS and pattern.name:
            found.add(f"{namespace}:{pattern.name}")
    return found


def test_every_address_of_ours_has_a_row():
    assert our_addresses() == {row.name for row in TABLE}


@pytest.fixture
def world() -> dict[str, Any]:
    """A class in the middle of its term that can still be picked, its people, a replay, and a broken upload."""
    now = timezone.now()
    who = {
        name: college.person(name, *roles)
        for name, roles in {
            "owner": [Role.LEARNER],
            "learner": [Role.LEARNER],
            "teacher": [Role.TEACHER],
            "colleague": [Role.TEACHER],
            "staff": [Role.STAFF],
        }.items()
    }
    plan = catalogue.course_file("教案.docx", by=who["teacher"])
    catalogue.reading(plan, pictures=1, pages=1)
    page = catalogue.course(units=1, lesson_plan_file=plan)
    for _ in range(2):
        page.save_revision().publish()
    page.refresh_from_db()
    for words in ("没人见过", "今天的"):  # replaced twice, and not published since
        catalogue.replaced(page.slides, words)
    term = selection.term(now, starts_on=(now - timedelta(days=9)).date(), ends_on=(now + timedelta(days=60)).date())
    guide = selection.teacher(user=who["teacher"])
    selection.teacher("李敏", user=who["colleague"])
    offering = selection.offering(page, teacher=guide, term=term, capacity=30)
    selection.lessons(offering, first=now - timedelta(days=2), number=2)
    lesson = learning.lesson_with_replay(offering)
    (seat,) = selection.enrolled(offering, who["owner"], now=now)
    attempt = learning.attempt(seat, now=now)
    broken = offering.lessons.get(number=2)
    broken.recording = learning.unfinished(who["teacher"], "failed")
    broken.save(update_fields=["recording"])
    written = complaints.send(kind="complaint", text="灯坏了。", author=who["owner"], now=now).complaint
    token, _secret = APIToken.create_token(user=who["owner"], name="mine")
    entry = credits.booked(credits.account(who["owner"]), credits.rules(now=now), 1000, on=now.date(), now=now)[0]
    report.report_year()
    resource = catalogue.course_file("案例.docx", by=who["teacher"])
    survey = needs.survey(day=timezone.localdate())
    notices.tell([who["owner"].pk], kind="seat_offer", text="有空位了", link="/selection/", now=now)
    ids = {
        "notice": Notice.objects.get().pk,
        "resource": resource.pk,
        "number": 1,
        "drop": drops.begin(by=who["teacher"], now=now).pk,
        "survey": survey.slug,
        "survey_key": survey.pk,
        "found": needs.answered().slug,
        "module": needs.module().slug,
        "topic": needs.topic().slug,
        "year": report.YEAR,
        "account": report.member(user=who["owner"]).account_id,
        "entry": entry.pk,
        "school": "elder",
        "slug": "shouji",
        "token": token.pk,
        "complaint": written.pk,
        "word": "no-such-card",
        "owner_key": who["owner"].pk,
        "help": domain.agree(request=domain.request_of(who["learner"]), elder=who["owner"], now=now).pk,
        "page": "selection/",
        "complaint_number": written.number,
        "teacher_slug": guide.slug,
        "venue": offering.venue.slug,
        "offering": offering.pk,
        "round": rounds.wishing(rounds.plan(selection.term(now)), opens_at=now - timedelta(days=1)).pk,
        "asked": selection.asked(who["owner"], now=now).pk,
        "lesson": lesson.pk,
        "course": page.pk,
        "plan": plan.pk,
        "deck": page.slides_id,
        "shown_then": 1,
        "between": 2,
        "now": 3,
        "one": 1,
        "course_slug": page.slug,
        "old_version": 1,
        "stage": "trial",
        "recording": lesson.recording_id,
        "failed": broken.recording_id,
        "attempt": attempt.pk,
        "guide": "learner",
        "language": "zh-Hans",
        "grouping": selection.grouping(offering, now=now).pk,
        "no_upload": "0" * 32,
        "forged": "x:y:z",
        "file": "master.m3u8",
    }
    return {**who, "ids": ids}


def signed_in_as(user: User | None) -> SimpleCookie:
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies


def ask(row: Row, cookies: SimpleCookie, world: dict[str, Any]) -> Any:
    """The answer that somebody with these cookies gets, on a database that forgets it again."""
    client = Client()
    client.cookies.update(cookies)
    address = reverse(row.name, args=[world["ids"][name] for name in row.arguments])
    as_json = {"content_type": "application/json"} if row.name.startswith("api:") and row.method in ("post", "put") else {}
    with transaction.atomic():
        answer = getattr(client, row.method)(address, row.body or {}, **as_json)
        transaction.set_rollback(True)
    return answer


def must_be_guarded(answer: Any, *, kept_by_all: bool) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "'unsafe" not in policy
    assert policy == "default-src 'none'" or ("script-src 'self';" in policy and "object-src 'none'" in policy)  # a file or picture fetches nothing
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    if not kept_by_all:
        assert not {"public", "s-maxage"} & set(answer.headers.get("Cache-Control", "").replace("=", ",").replace(" ", "").split(","))
        assert "private" in answer.headers["Cache-Control"] or "no-store" in answer.headers["Cache-Control"]


def test_who_gets_what(world: dict[str, Any], subtests: pytest.Subtests):
    cookies = {asker: signed_in_as(world.get(asker)) for asker in ASKERS}
    for row in rows_of("test_who_gets_what", TABLE, lambda row: row.name):
        with subtests.test(row.name):
            answers = {asker: ask(row, cookies[asker], world) for asker in ASKERS}
            assert {asker: answer.status_code for asker, answer in answers.items()} == dict(zip(ASKERS, row.answers, strict=True))
            for asker, answer in answers.items() if row.method == "get" else ():
                must_be_guarded(answer, kept_by_all=asker == "stranger" or row.name in KEPT_BY_ALL)
            if row.answers[0] == LOGIN and row.name not in {"college:modes", "college:receipt", "catalogue:survey_by_number", "college:card_pin"}:
                assert answers["stranger"].headers["Location"].startswith("/accounts/login/?next=")


def test_following_a_link_changes_nothing(world: dict[str, Any], subtests: pytest.Subtests):
    """A mail scanner or a prefetching browser follows links; only a form may pick, drop or revoke."""
    client = Client()
    client.force_login(world["learner"], backend="django.contrib.auth.backends.ModelBackend")
    before = [list(model.objects.values()) for model in (Enrolment, WaitlistEntry, APIToken, Recording, Complaint)]
    for row in TABLE:
        if row.method == "post" and not row.name.startswith("api:"):
            with subtests.test(row.name):
                client.get(reverse(row.name, args=[world["ids"][name] for name in row.arguments]))
                assert [list(model.objects.values()) for model in (Enrolment, WaitlistEntry, APIToken, Recording, Complaint)] == before
