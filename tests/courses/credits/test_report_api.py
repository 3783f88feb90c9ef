"""promotionReport: the same lines as the page, for the committee alone, by session and by token."""

import pytest
from django.test import Client
from wagtail.models import APIToken

from college.models import AccessLog, User
from college.roles import Role
from courses.credits.domain.report import open_report
from tests.factories import college, report
from tests.factories.selection import NOW

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/promotion-report"


def bearer(user: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {APIToken.create_token(user=user, name='program')[1]}"}


def test_a_program_of_the_committee_reads_what_the_page_shows():
    world = report.world()
    answer = Client().get(ADDRESS, {"year": report.YEAR, "state": "unmet", "category": "community-worker"}, headers=bearer(world["committee"]))
    assert answer.status_code == 200
    told = answer.json()
    assert [line["name"] for line in told["results"]] == ["韩梅", "赵㐂"]
    assert told["results"][0] == {
        "name": "韩梅",
        "categories": ["community-worker"],
        "units": ["云河社区"],
        "earned": {"required": 900, "elective": 3000, "project": 0},
        "needed": {"required": 2000, "elective": 1000, "project": 0},
        "entries": 2,
        "state": "unmet",
    }
    assert (told["count"], told["page"], told["pages"], told["rules"]) == (2, 1, 1, "2026-1")
    assert AccessLog.objects.count() == 2
    everything = Client().get(ADDRESS, {"year": report.YEAR}, headers=bearer(world["committee"])).json()
    assert everything["check_code"] == open_report(year=report.YEAR, now=NOW).check_code


@pytest.mark.parametrize("role", [Role.LEARNER, Role.TEACHER, Role.STAFF, Role.ADMINISTRATOR])
def test_for_all_others_there_is_no_report(role: Role):
    report.world()
    answer = Client().get(ADDRESS, {"year": report.YEAR}, headers=bearer(college.person("other", role)))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert Client().get(ADDRESS, {"year": report.YEAR}).status_code == 401


def test_nor_for_who_owns_the_site():
    report.world()
    root = college.person("root", Role.ADMINISTRATOR, is_superuser=True, is_staff=True)
    answer = Client().get(ADDRESS, {"year": report.YEAR}, headers=bearer(root))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"year": 2031}, 404, "not_found"),
        ({"year": 1}, 422, "invalid"),
        ({}, 422, "invalid"),
        ({"year": 2026, "state": "best"}, 422, "unknown_filter"),
        ({"year": 2026, "page": 0}, 422, "invalid"),
    ],
)
def test_what_cannot_be_asked(query: dict[str, object], status: int, code: str):
    world = report.world()
    answer = Client().get(ADDRESS, query, headers=bearer(world["committee"]))
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_token_is_no_way_around_the_second_factor(settings):
    world = report.world()
    settings.MFA_REQUIRED = True
    assert Client().get(ADDRESS, {"year": report.YEAR}, headers=bearer(world["committee"])).status_code == 401
    assert not AccessLog.objects.exists()
