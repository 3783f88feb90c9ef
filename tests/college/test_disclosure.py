"""What of a person is shown to whom: each role asks every page that shows people; and every file with people in it says so to them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.urls.reports import urlpatterns as report_urls
from wagtail.admin.viewsets import viewsets
from wagtail.models import PageLogEntry, WorkflowState

from college import complaints, duties, facts, merging, people_import
from college.disclosure import TABLE, Field, Shown, ends, in_list, level, shows
from college.models import AccessLog, Consent, User
from college.roles import BuildingRole, Role
from courses.catalogue.models import CoursePage
from courses.selection.domain import waive
from courses.selection.models import Offering
from tests.factories import catalogue, learning, report, selection
from tests.factories.college import person
from tests.factories.stages import handed_on
from tests.test_addresses import our_addresses

pytestmark = pytest.mark.django_db
NAME, DIGITS, MAIL, HOME, NOTE, CONTACT, CONSENT = "周小满", "13987654321", "xiaoman@canary.cn", "荷里花园七幢", "慢病休养", "微信canary77", "canary-v9"
SIGNS = {
    Field.NAME: (NAME, NAME),
    Field.PHONE: ("139****4321", DIGITS),
    Field.LOGIN: ("139****4321", DIGITS),
    Field.EMAIL: ("x***@canary.cn", MAIL),
    Field.BUILDING: (HOME, HOME),
    Field.NOTES: (NOTE, NOTE),
    Field.CONTACT: (CONTACT, CONTACT),
    Field.CONSENTS: (CONSENT, CONSENT),
    Field.FACTS: ('value="1931"', 'value="1931"'),
    Field.RULES: ("年龄高于要求", "年龄高于要求"),
}  # as the ends show it, and as all of it does


@dataclass(frozen=True)
class Page:
    """A page that shows people: what stands on it, and whether as a form, which shows all of it."""

    name: str
    shows: frozenset[Field]
    arguments: tuple[str, ...] = ()
    query: str = ""
    whole: bool = False
    sent: str = ""  # what is looked for by a form


def page(name: str, *fields: Field, arguments: tuple[str, ...] = (), query: str = "", whole: bool = False, sent: str = "") -> Page:
    return Page(name, frozenset(fields), arguments, query, whole, sent)


F = Field
PAGES = (
    page("selection:roster", F.NAME, F.RULES, arguments=("class",)),
    page("selection:for_somebody", F.NAME, F.FACTS, arguments=("person", "about_me")),
    page("waiver:index", F.NAME, F.NOTES),
    *(page(f"learning:{name}", F.NAME, arguments=("lesson",)) for name in ("roll_call", "roll_paper")),
    page("learning:results", F.NAME, arguments=("class",)),
    page("wagtailusers_users:index", F.NAME, F.LOGIN, F.ROLES),
    page("wagtailusers_users:edit", F.NAME, F.LOGIN, F.PHONE, F.EMAIL, F.ROLES, arguments=("person",), whole=True),
    page("duty:index", F.NAME, F.ROLES, F.BUILDING),
    page("enrolment:index", F.NAME),
    page("enrolment:index", F.NAME, query="?export=csv"),
    page("enrolment:inspect", F.NAME, arguments=("seat",)),
    page("waitlist:index", F.NAME),
    page("membership:index", F.NAME),
    page("exemption:index", F.NAME, F.NOTES),
    page("ledger:index", F.NAME, query=f"?q={NAME}"),
    page("merges", F.NAME, F.LOGIN, F.PHONE),
    page("merge_preview", F.NAME, F.LOGIN, F.PHONE, arguments=("person", "twin")),
    page("merge_decide", F.NAME, F.LOGIN, arguments=("merge",)),
    page("college:cards", F.NAME, F.PHONE, query=f"?q={NAME}"),
    page("selection:front_desk", F.NAME, F.PHONE, sent=NAME),
    page("selection:for_somebody", F.NAME, F.PHONE, arguments=("person", "selection")),
    page("selection:for_somebody", F.NAME, F.PHONE, arguments=("person", "slip"), query="?paper=a6"),
    page("selection:for_somebody", F.NAME, F.PHONE, arguments=("person", "helpers"), query="?page=1"),
    page("college:desk", F.NAME),
    page("college:desk_one", F.NAME, F.CONTACT, arguments=("complaint",)),
    page("credits:report", F.NAME, arguments=("year",)),
    page("credits:report_member", F.NAME, F.NOTES, arguments=("year", "account")),
    page("credits:report_csv", F.NAME, arguments=("year",)),
    page("api:promotion_report", F.NAME, query=f"?year={report.YEAR}"),
    page("wagtailadmin_reports:site_history", F.NAME),
    page("wagtailadmin_reports:aging_pages", F.NAME),
)


@pytest.fixture
def world() -> dict[str, Any]:
    """One person of whom the college knows everything, in all places where people are shown."""
    now = timezone.now()
    somebody = person(f"+86{DIGITS}", Role.LEARNER, display_name=NAME, phone=f"+86{DIGITS}", email=MAIL)
    twin = person("xiaoman2", Role.LEARNER, display_name=NAME, email=MAIL)
    root = person("", is_superuser=True)
    duties.give(
        user=somebody,
        role=BuildingRole.BUILDING_HEAD.value,
        building=HOME,
        valid_from=timezone.localdate(),
        valid_until=timezone.localdate() + timedelta(days=9),
        by=root,
        now=now,
    )
    Consent.objects.create(user=somebody, kind="terms", version=CONSENT, given_at=now)
    course = catalogue.course(owner=somebody)
    course.save_revision(user=somebody).publish()
    PageLogEntry.objects.log_action(course, "wagtail.publish", user=somebody)  # as long as she taught here
    group = learning.running_offering(course=course, now=now)
    (seat,) = selection.enrolled(group, somebody, now=now)
    selection.waiting(selection.offering(course), somebody, now=now)
    report.rules()
    report.report_year()
    member = report.member(user=somebody)
    report.exempt(member, reason=NOTE)
    sent = complaints.send(kind="complaint", text="灯坏了。", author=somebody, contact=CONTACT, now=now).complaint
    merge = merging.propose(kept_id=somebody.pk, gone_id=person("xm3", Role.LEARNER, display_name=NAME).pk, why="同一个人", by=root, now=now)
    ids = {
        "merge": merge.pk,
        "class": group.pk,
        "course": course.pk,
        "lesson": group.lessons.get(number=1).pk,
        "person": somebody.pk,
        "twin": twin.pk,
        "seat": seat.pk,
        "complaint": sent.pk,
        "year": report.YEAR,
        "account": member.account_id,
        "selection": "selection/",
        "slip": "selection/slip/",
        "about_me": "selection/about-me/",
        "helpers": "selection/helpers/",
    }
    facts.tell(of=somebody, birth_year=1931, neighbourhood=None, by=somebody, now=now)
    Offering.objects.filter(pk=group.pk).update(age_to=80)
    waive(offering=group, learner=somebody, reasons=["pledge_missing"], why=NOTE, by=root, now=now)
    return {"ids": ids, "group": group, "somebody": somebody}


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def asked(client: Client, one: Page, ids: dict[str, Any]) -> tuple[int, str]:
    """The status, and what stands on the page apart from addresses."""
    address = reverse(one.name, args=[ids[name] for name in one.arguments]) + one.query
    answer = client.post(address, {"q": one.sent}) if one.sent else client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = json.dumps(answer.json(), ensure_ascii=False) if one.name.startswith("api:") and answer.status_code == 200 else body.decode()
    return answer.status_code, re.sub(r'href="[^"]*"', "", text)


def problems(role: Role, one: Page, text: str) -> list[str]:
    """Where a page that somebody of this role has been given says too much or too little."""
    found = []
    for field, (some, everything) in SIGNS.items():
        allowed = TABLE[role].get(field, Shown.NOTHING)
        if field in one.shows and allowed == Shown.NOTHING:
            found.append(f"{field}: the table shows nothing of it")
        if field in one.shows and (everything if one.whole else some) not in text:
            found.append(f"{field}: is not there")
    if DIGITS in text and not (one.whole and TABLE[role].get(F.PHONE) == Shown.ALL):
        found.append("a whole number")
    if MAIL in text and not (one.whole and TABLE[role].get(F.EMAIL) == Shown.ALL):
        found.append("a whole e-mail address")
    beside = {field for field in (F.BUILDING, F.NOTES, F.CONTACT, F.CONSENTS, F.FACTS, F.RULES) if SIGNS[field][0] in text} - one.shows
    return [*found, *(f"{field}: does not belong here" for field in beside)]


def test_each_role_sees_of_people_what_the_table_says(world: dict[str, Any], subtests: pytest.Subtests) -> None:
    opened: dict[str, set[Role]] = {}
    for role in Role:
        user = person("", role)
        if role == Role.TEACHER:
            world["group"].teacher.user = user
            world["group"].teacher.save()
        client = as_(user)
        for one in PAGES:
            status, text = asked(client, one, world["ids"])
            with subtests.test(f"{role} {one.name}{one.query}"):
                assert status in (200, 302, 403, 404)
                if status == 200:
                    opened.setdefault(f"{one.name}{one.query}", set()).add(role)
                    assert problems(role, one, text) == []
    assert set(opened) == {f"{one.name}{one.query}" for one in PAGES}  # somebody opens each of them
    assert opened["duty:index"] == {role for role in Role if TABLE[role].get(F.ROLES)}
    assert opened["selection:front_desk"] == opened["selection:for_somebody"] == {Role.DESK, Role.STAFF, Role.ADMINISTRATOR}
    assert opened["selection:roster"] == {Role.TEACHER, Role.STAFF, Role.ADMINISTRATOR}


def test_the_table_has_every_role_and_the_most_counts(world: dict[str, Any]) -> None:
    assert set(TABLE) == set(Role)
    desk, teacher = person("", Role.DESK), person("", Role.TEACHER, Role.DESK)
    assert level(desk, F.PHONE) == level(teacher, F.PHONE) == Shown.ENDS
    assert not shows(desk, F.PHONE, whole=True)
    assert in_list(person("", Role.STAFF), F.EMAIL, MAIL) == "x***@canary.cn"
    assert in_list(person("", Role.TEACHER), F.EMAIL, MAIL) == in_list(desk, F.BUILDING, HOME) == ""
    assert [ends(value) for value in (f"+86{DIGITS}", "wang", "@x.cn")] == ["139****4321", "wang", "***@x.cn"]


def test_rows_of_an_import_are_shown_by_the_table(world: dict[str, Any]) -> None:
    staff, now = person("", Role.STAFF), timezone.now()
    table = f"姓名,手机,邮箱\n新人,{DIGITS.replace('4321', '4322')},new@canary.cn\n".encode()
    one = people_import.start(file_name="x.csv", data=table, by=staff, now=now)
    text = as_(staff).get(reverse("people_import_preview", args=[one.pk])).content.decode()
    assert "139****4322" in text
    assert "n***@canary.cn" in text
    assert "new@canary.cn" not in text


# ---- files


EXPORTS = (  # address, what the line in the person's data says
    ("enrolment:index", "?export=csv", "list:enrolment"),
    ("enrolment:index", "?export=xlsx", "list:enrolment"),
    ("resource:index", "?export=csv", "list:coursedocument"),
    ("wagtailadmin_reports:site_history", "?export=csv", "list:site_history"),
    ("wagtailadmin_reports:aging_pages", "?export=xlsx", "list:aging_pages"),
    ("wagtailadmin_reports:locked_pages", "?export=csv", "list:locked_pages"),
    ("wagtailadmin_reports:workflow", "?export=csv", "list:workflow"),
    ("wagtailadmin_reports:workflow_tasks", "?export=csv", "list:workflow_tasks"),
    ("credits:report_csv", "", f"report:{report.YEAR}"),
    ("credits:report_xlsx", "", f"report:{report.YEAR}"),
    ("college:export_data", "POST", "own data"),
    ("college:issue_card", "POST", "cards"),
)
WITHOUT_PEOPLE = {"catalogue:survey_csv"}  # sums alone; each fetch stands in the survey's history


def test_every_file_with_people_in_it_is_written_down_for_them(world: dict[str, Any], subtests: pytest.Subtests) -> None:
    somebody, page = world["somebody"], CoursePage.objects.get(pk=world["ids"]["course"])
    catalogue.course_file("案例.docx", by=somebody)
    handed_on(page, person("", is_superuser=True))
    WorkflowState.objects.update(requested_by=somebody)
    page.locked, page.locked_by = True, somebody
    page.save(update_fields=["locked", "locked_by"])
    root, committee = as_(person("", is_superuser=True)), as_(person("", Role.COMMITTEE))
    for name, how, topic in EXPORTS:
        with subtests.test(f"{name}{how}"):
            before = AccessLog.objects.filter(subject=somebody, action="export", topic=topic).count()
            if how == "POST":
                answer = (as_(somebody) if name == "college:export_data" else root).post(reverse(name), {"user": somebody.pk})
            else:
                client = committee if name.startswith("credits:") else root
                answer = client.get(reverse(name, args=[report.YEAR] if name.startswith("credits:") else []) + how)
            assert answer.status_code == 200
            assert DIGITS not in b"".join(answer.streaming_content).decode(errors="ignore") if answer.streaming else True
            assert AccessLog.objects.filter(subject=somebody, action="export", topic=topic).count() == before + 1


def test_there_is_no_other_file_than_these() -> None:
    """A list, a report or an address that gives a file away stands above, or says that nobody is in it."""
    lists = {viewset.name for viewset in viewsets.viewsets if getattr(viewset, "list_export", None) and isinstance(viewset.list_export, list)}
    reports = {pattern.name for pattern in report_urls if getattr(getattr(pattern.callback, "view_class", None), "list_export", None)}
    ours = {name for name in our_addresses() if re.search("csv|xlsx|export|issue", name)}
    known = {name for name, _how, _topic in EXPORTS}
    assert {f"{name}:index" for name in lists} == {name for name in known if name.endswith(":index")}
    titles = {"page_types_usage"}  # counts of kinds of pages
    assert {f"wagtailadmin_reports:{name}" for name in reports - titles if not name.endswith("_results")} == {one for one in known if "reports" in one}
    assert ours == {name for name in known if name.split(":")[0] in ("credits", "college")} | WITHOUT_PEOPLE


def test_no_cell_of_the_admins_files_acts(world: dict[str, Any]) -> None:
    User.objects.filter(pk=world["somebody"].pk).update(display_name="=1+1")
    answer = as_(person("", Role.STAFF)).get(reverse("enrolment:index") + "?export=csv")
    assert "'=1+1" in b"".join(answer.streaming_content).decode()
