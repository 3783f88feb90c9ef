"""One table: every address at which the office works with what a school has, asked by the office of that school, of another one, and of all four.

An address of these desks that is not in the table fails the first test. Beside it: who keeps the classes of a course that two schools use.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from college.errors import DomainError
from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.domain import import_proposals, importing, surveys, topics
from courses.catalogue.errors import ForeignSchool
from courses.catalogue.models import CoursePage, Survey, SurveyWords
from courses.selection.domain import waive
from courses.selection.models import Offering
from media.models import Recording
from tests.courses.catalogue.test_scope import as_, of_one_school
from tests.factories import learning, media, needs, selection
from tests.factories.catalogue import course, course_file
from tests.factories.college import person, school

pytestmark = [pytest.mark.django_db]
OK, BACK, SHUT = 200, 302, (403, 404)
DESKS = {
    "offering",
    "lesson",
    "enrolment",
    "waitlist",
    "waiver",
    "survey",
    "survey_words",
    "topic",
    "module",
    "need",
    "recording",
    "comment",
    "grouping",
    "course_request",
}
DOORS = ("survey_", "topic_", "recording_", "selection_", "course_readiness", "course_export")
OF_ALL = {"selection_plan_of", "selection_draw", "selection_dry_run"}  # a term's plan is the whole college's: tests/courses/selection asks who keeps it
NO_FORM = {"enrolment", "waitlist", "recording", "course_request"}  # desks without an edit form: 403 or a redirect to the dashboard for everybody


@dataclass(frozen=True)
class Row:
    """`ours`: what the office of the school and that of all four get. `arguments` name what stands in the world of a school."""

    name: str
    method: str
    ours: int
    arguments: tuple[str, ...]
    body: dict[str, Any] = field(default_factory=dict)


def desk(name: str, what: str, *more: str, ours: int = OK) -> list[Row]:
    """The pages of a desk of Wagtail's that lead to one row."""
    return [Row(f"{name}:{page}", "get", ours, (what,)) for page in ("edit", "delete", "history", "history_results", "usage", *more)]


def posts(prefix: str, what: str, *names: str, ours: int = BACK) -> list[Row]:
    return [Row(f"{prefix}{name}", "post", ours, (what,)) for name in names]


TABLE = (
    *(Row(f"wagtailadmin_pages:{name}", "get", OK, ("page",)) for name in ("edit", "history", "copy", "usage", "workflow_history")),
    Row("course_readiness", "get", OK, ("page",)),
    *(Row("course_export", "get", OK, ("page", form)) for form in ("'cartridge", "'folder")),
    Row("catalogue:course_stages", "get", OK, ("page",)),
    Row("catalogue:hand_on", "post", BACK, ("page",)),
    *desk("offering", "class", "inspect"),
    *desk("lesson", "lesson"),
    *(Row(f"{name}:inspect", "get", OK, (what,)) for name, what in (("enrolment", "seat"), ("waitlist", "place"))),
    *(Row(f"waiver:{name}", "get", OK, ("exception",)) for name in ("history", "history_results")),
    *posts("selection_", "class", "plan", ours=OK),
    *desk("grouping", "grouping"),
    Row("selection_request", "get", OK, ("asked",)),
    Row("selection_groups", "post", BACK, ("grouping",), {"verb": "propose"}),
    *(Row(f"selection:{name}", "get", OK, ("class",)) for name in ("roster", "recordings")),
    Row("selection:recording", "get", OK, ("lesson",)),
    Row("selection:place", "get", BACK, ("recording",)),
    Row("selection:uploads", "options", 204, ("lesson",)),
    *(Row(f"learning:{name}", "get", OK, ("lesson",)) for name in ("roll_call", "roll_paper")),
    *(Row(f"learning:{name}", "get", OK, ("class",)) for name in ("write_check", "check_preview", "results")),
    Row("recording:inspect", "get", OK, ("recording",)),
    *posts("recording_", "recording", "retry", "cancel", "redo", "answer", "remove", "replace"),
    *posts("recording_", "removed", "take_back"),
    *(Row(f"media:{name}", "get", OK, ("recording",)) for name in ("state", "cut", "join", "captions")),
    *posts("media:", "recording", "retry", "cancel", "unmade"),
    Row("media:edit_captions", "get", OK, ("recording", "'zh-Hans")),
    *desk("survey", "draft", "inspect"),
    *posts("survey_", "draft", "open", "draft", "close", "settle", "release", "version"),
    Row("catalogue:survey", "get", OK, ("draft_slug",)),
    *(Row(f"catalogue:survey_{name}", "get", OK, ("found_slug",)) for name in ("results", "csv", "poster")),
    Row("catalogue:make_need", "post", BACK, ("found_slug",), {"question": "q3", "option": "0"}),
    Row("catalogue:survey_slips", "post", OK, ("open_slug",), {"number": "2"}),
    *(Row(f"survey_words:{name}", "get", OK, ("words",)) for name in ("edit", "history", "history_results", "usage")),
    *desk("topic", "topic", "inspect"),
    *posts("topic_", "topic", "go_on", "close", "reopen"),
    Row("catalogue:topic", "get", OK, ("topic_slug",)),
    *desk("module", "module"),
    *desk("need", "need"),
    Row("catalogue:resource_describe", "get", OK, ("plan",)),  # in the library for all to read, but a course of the school is made of it
)


def names_of_desks(patterns: Any = None, under: str = "", desk: str = "") -> set[str]:
    """The addresses in the admin that lead to one row of what a school has."""
    found: set[str] = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = under + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found |= names_of_desks(pattern.url_patterns, path, pattern.namespace or desk)
        elif isinstance(pattern, URLPattern) and pattern.name and "<" in path and path.startswith("admin/"):
            mine = desk in DESKS or (not desk and pattern.name.startswith(DOORS))
            found |= {f"{desk}:{pattern.name}" if desk else pattern.name} if mine else set()
    return found


def closed_to_all(name: str) -> bool:
    """Pages that Wagtail makes for every desk and that are open to nobody: rows that no form writes, words that nobody deletes."""
    if name in OF_ALL:
        return True
    desk, _, page = name.partition(":")
    nobodys = ("survey_words:delete", "comment:delete", "waiver:edit", "waiver:delete", "waiver:usage")
    return (desk in NO_FORM and page not in ("inspect", "")) or name in nobodys


def test_every_address_of_these_desks_has_a_row() -> None:
    words = {f"comment:{page}" for page in ("edit", "history", "history_results", "usage")}  # tests/courses/evaluation asks who sees those
    assert {name for name in names_of_desks() if not closed_to_all(name)} - words == {row.name for row in TABLE if row.name in names_of_desks()}


def world_of(code: str) -> dict[str, Any]:
    """What one school has: a draft, a class with a lesson, a replay, a seat and a place in the queue, surveys in each state, a topic, a module, a need."""
    now, its = timezone.now(), school(code)
    plan = course_file("教案.docx", shared=True)
    page = course(f"{its.name}的课", school=its, live=False, owner=person("", Role.TEACHER), lesson_plan_file=plan)
    page.save_revision()
    term = selection.term(now, starts_on=(now - timedelta(days=9)).date(), ends_on=(now + timedelta(days=60)).date())
    group = selection.offering(page, term=term, teacher=selection.teacher(user=person("", Role.TEACHER)))
    first, second = selection.lessons(group, first=now - timedelta(days=2), number=2)
    (seat,), (place,) = selection.enrolled(group, *selection.people(1), now=now), selection.waiting(group, *selection.people(1), now=now)
    exception = waive(offering=group, learner=seat.learner, reasons=["too_old"], why="面谈过", by=person("", Role.STAFF), now=now)
    replay = learning.lesson_with_replay(group).recording
    removed = media.row(group.teacher.user, was_at=f"lesson:{second.pk}", removed_at=now)
    draft, found = needs.survey("draft", school=its, day=timezone.localdate()), needs.answered(school=its)
    words = SurveyWords.objects.create(survey=found, question="q6", text=f"{its.name}的话")
    topic, module = needs.topic(f"{its.name}的课题", school=its), needs.module(f"{its.name}的模块", school=its)
    return {
        "page": page.pk,
        "class": group.pk,
        "lesson": first.pk,
        "seat": seat.pk,
        "place": place.pk,
        "exception": exception.pk,
        "recording": replay.pk,
        "removed": removed.pk,
        "draft": draft.pk,
        "draft_slug": draft.slug,
        "found_slug": found.slug,
        "open_slug": needs.survey(school=its, day=timezone.localdate()).slug,
        "words": words.pk,
        "topic": topic.pk,
        "topic_slug": topic.slug,
        "module": module.pk,
        "need": needs.need(module=module).pk,
        "plan": plan.pk,
        "grouping": selection.grouping(group, now=now).pk,
        "asked": selection.asked(person(""), now=now, title=page.title, course=page).pk,
    }


def asked(client: Client, row: Row, world: dict[str, Any]) -> int:
    """The status, on a database that forgets what was done."""
    arguments = [one[1:] if one.startswith("'") else world[one] for one in row.arguments]
    with transaction.atomic():
        answer = getattr(client, row.method)(reverse(row.name, args=arguments), row.body)
        transaction.set_rollback(True)
    return int(answer.status_code)


def test_who_works_with_what(subtests: pytest.Subtests) -> None:
    hers, theirs = world_of("elder"), world_of("citizen")
    clients = {"one": as_(of_one_school()), "all": as_(person("", Role.STAFF))}
    for row in TABLE:
        with subtests.test(f"{row.name} {row.arguments}"):
            assert [asked(clients[who], row, world) for who, world in (("one", hers), ("all", theirs))] == [row.ours] * 2
            if row.name.startswith("wagtailadmin_pages:"):  # Wagtail leads away
                assert asked(clients["one"], row, theirs) in (*SHUT, BACK)
            else:
                assert asked(clients["one"], row, theirs) in SHUT
    for desk in sorted(DESKS - {"comment", "need"}):  # lists
        shown = clients["one"].get(reverse(f"{desk}:index")).content.decode()
        with subtests.test(f"{desk}:index"):
            assert ("市民学校的" in clients["all"].get(reverse(f"{desk}:index")).content.decode()) or desk in ("survey", "recording")
            assert "市民学校的" not in shown


REPORTS = ("aging_pages", "locked_pages", "workflow", "workflow_tasks")


def test_reports_and_exports_of_wagtail_know_her_schools_drafts_only() -> None:
    pages = {code: CoursePage.objects.get(pk=world_of(code)["page"]) for code in ("elder", "citizen")}
    for page in pages.values():
        page.locked, page.locked_by = True, person("", Role.STAFF)
        page.save(update_fields=["locked", "locked_by"])
        domain.hand_on(course=page, by=page.owner)
    client = as_(of_one_school())
    for report in REPORTS:
        for export in ({}, {"export": "csv"}):
            answer = client.get(reverse(f"wagtailadmin_reports:{report}"), export)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert answer.status_code != OK or "市民学校的课" not in body.decode(), (report, export)


def test_verbs_ask_by_themselves_and_nothing_is_given_to_another_school() -> None:
    me, theirs = of_one_school(), world_of("citizen")
    survey = Survey.objects.get(pk=theirs["draft"])
    now, day = timezone.now(), timezone.localdate()
    for refused in (
        lambda: surveys.open_survey(survey_id=survey.pk, by=me, day=day),
        lambda: surveys.new_version(survey_id=survey.pk, by=me, day=day),
        lambda: topics.go_on(topic_id=theirs["topic"], seen="proposed", by=me, now=now),
    ):
        with pytest.raises(DomainError) as refusal:
            refused()
        assert refusal.value.code == "foreign_school"
    body = {"title": "别校的课题", "slug": "bie", "question": "怎么办？", "school": school("citizen").pk}
    rows = {f"topic_{name}-{key}": value for name in ("people", "files", "courses") for key, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))}
    answer = as_(me).post(reverse("topic:add"), {**body, **rows})
    assert list(answer.context["form"].errors) == ["school"]
    assert as_(me).post(reverse("topic:add"), {**body, **rows, "school": school("elder").pk}).status_code == BACK


# ---- a course that two schools use


def form_of(group: Offering, **changed: Any) -> dict[str, Any]:
    names = ("course", "term", "teacher", "venue")
    values = {name: getattr(group, f"{name}_id") for name in names} | {"mode": group.mode, "capacity": group.capacity, "state": group.state, "label": "晚班"}
    return {**values, "room": "", "school": group.school_id or "", **changed}


def test_of_a_course_that_two_schools_use_each_keeps_its_own_classes() -> None:
    world, me = world_of("citizen"), of_one_school()
    group = Offering.objects.select_related("course").get(pk=world["class"])
    group.course.save_revision().publish()
    page = CoursePage.objects.get(pk=group.course_id)
    client = as_(me)
    refused = client.post(reverse("offering:add"), form_of(group))
    assert "course" in refused.context["form"].errors  # not taken over yet
    domain.release(course_id=page.pk, by=None, now=timezone.now())
    domain.take_over(course=page, by=me, since=timezone.localdate(), school=school("elder"))
    assert client.post(reverse("offering:add"), form_of(group)).status_code == BACK
    ours = Offering.objects.exclude(pk=group.pk).get(course=page)
    assert ours.school == school("elder")

    theirs = as_(of_one_school(code="citizen"))
    for one, other, key in ((client, theirs, ours), (theirs, client, group)):
        assert one.get(reverse("offering:edit", args=[key.pk])).status_code == OK
        assert one.get(reverse("selection:roster", args=[key.pk])).status_code == OK
        assert other.get(reverse("offering:edit", args=[key.pk])).status_code == 404
        assert other.get(reverse("selection:roster", args=[key.pk])).status_code == 404
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == BACK  # the course stays its own school's
    assert not Recording.objects.filter(pk=world["recording"], lesson__offering__in=Offering.objects.kept_by(me)).exists()
    # nor does a form of hers give her class away, or take one
    given = client.post(reverse("offering:edit", args=[ours.pk]), form_of(ours, school=school("citizen").pk))
    assert "school" in given.context["form"].errors
    taken = theirs.post(reverse("offering:edit", args=[group.pk]), form_of(group, school=school("elder").pk))
    assert "school" in taken.context["form"].errors


def test_an_import_makes_no_course_of_another_school() -> None:
    me, everyone = of_one_school(), person("", Role.STAFF)
    tables = {code: f"课程名称,学校\n{code}的新课,{school(code).name}\n".encode() for code in ("elder", "citizen")}
    read = lambda code, by: import_proposals.propose_import(  # noqa: E731
        stream=BytesIO(tables[code]), name="课程.csv", size=len(tables[code]), by=by, now=timezone.now()
    )
    found = {code: read(code, me) for code in tables}
    assert [proposal.courses[0]["school"] for proposal in found.values()] == ["elder", "citizen"]
    with pytest.raises(ForeignSchool):
        importing.import_courses(import_id=found["citizen"].pk, by=me, chosen={0}, now=timezone.now())
    assert not CoursePage.objects.filter(title="citizen的新课").exists()
    assert importing.import_courses(import_id=found["elder"].pk, by=me, chosen={0}, now=timezone.now())
    again = read("citizen", everyone)
    assert importing.import_courses(import_id=again.pk, by=everyone, chosen={0}, now=timezone.now())
