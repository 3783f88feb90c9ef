"""Years that nobody has rules for, that are no years, and days at both ends of the calendar."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from college.errors import NotFound
from college.roles import Role
from courses.credits import domain
from courses.credits.models import Exemption, Membership, ReportYear, RuleSet
from tests.bad_input.world import as_
from tests.factories import college, report
from tests.factories import credits as make
from tests.worlds import Shared, shared

pytestmark = [pytest.mark.django_db]
made = shared(report.world)
NO_YEARS = [
    "-1",
    "0",
    "1",
    "0001",
    "1999",
    "2100",
    "99999",
    "9" * 400,
    "-9999999999999999999999",
    "二〇二六",
    "２０２６",
    "2026.0",
    " 2026",
    "2e3",
    "\u202e2026",
    "x",
]
FIRST, NEAR, LAST = "0001-01-01", "9999-12-20", "9999-12-31"
# Each day at either end, both ends the same, and the wrong way round.
SPANS = [(FIRST, FIRST), (FIRST, LAST), (NEAR, NEAR), (LAST, LAST), (LAST, FIRST)]


@pytest.fixture
def world(made: Shared, db: None, tmp_path: Path) -> dict[str, Any]:
    return made.own(tmp_path)


@pytest.mark.parametrize("year", NO_YEARS)
def test_what_is_no_year_of_ours_is_not_there(year: str, world: dict[str, Any]):
    member, committee = as_(world["met"].account.owner), as_(world["committee"])
    for client, address in ((member, "/learning/credits/"), (member, "/learning/promotion/")):
        assert client.get(address, {"year": year}).status_code == 404, address
    for client, address in ((member, "/api/v1/statement"), (committee, "/api/v1/promotion-report")):
        assert client.get(address, {"year": year}).status_code == (200 if year in {" 2026", "2026.0"} else 422), address
    for tail in ("", "report.csv", "report.xlsx", "members/1/"):
        assert committee.get(f"/promotion/{year}/{tail}").status_code == 404


@pytest.mark.both_databases
@pytest.mark.parametrize("year", [2000, 2031, 2099])
def test_a_year_without_rules_is_an_empty_statement(year: int, world: dict[str, Any]):
    owner = world["met"].account.owner
    RuleSet.objects.filter(valid_until__isnull=True).update(valid_until=date(2030, 12, 31))
    page = as_(owner).get("/learning/credits/", {"year": year})
    assert page.status_code == 200
    answer = as_(owner).get("/api/v1/statement", {"year": year}).json()
    assert (answer["rules"], answer["entries"], answer["needed"]["required"]) == (None, [], 0)


@pytest.mark.both_databases
def test_the_report_of_a_year_without_rules_says_so_everywhere(world: dict[str, Any]):
    report.report_year(2031)
    client = as_(world["committee"])
    for tail in ("", "report.csv", "report.xlsx", f"members/{world['met'].account_id}/"):
        assert client.get(f"/promotion/2031/{tail}").status_code == 200, tail
    assert client.get("/api/v1/promotion-report", {"year": 2031}).json()["rules"] is None


@pytest.mark.parametrize("year", [-1, 0, 1, 1999, 2100, 9999, 10_000, 2**70])
def test_a_statement_of_no_year_of_ours_is_refused_by_the_verb_itself(year: int, world: dict[str, Any]):
    with pytest.raises(NotFound):
        domain.statement(learner=world["met"].account.owner, year=year, now=datetime(2026, 6, 16, tzinfo=UTC))


@pytest.mark.both_databases
@pytest.mark.parametrize(("first", "last"), SPANS)
def test_days_at_the_ends_of_the_calendar_are_kept_or_refused(first: str, last: str, world: dict[str, Any]):
    office, colleague = (as_(college.person(name, Role.STAFF)) for name in ("jiaowu", "tongshi"))
    owner, kind = world["met"].account.owner, make.category().pk
    forms: dict[str, dict[str, Any]] = {
        "membership": {"person": owner.username, "category": kind, "unit": "x", "valid_from": first, "valid_until": last},
        "reportyear": {"year": 2031, "members_from": first, "committee_from": last},
        "ruleset": {"version": "X", "title": "x", "text": "x", "valid_from": first, "valid_until": last, "minutes_per_credit": 45, "course_cap": 20}
        | {f"need_{one}_{amount}": 1 for one in (kind, report.category("楼栋骨干", "lead").pk) for amount in ("required", "elective", "project")},
        "evaluation_policy": {"valid_from": first, "valid_until": last, "window_days": 14, "minimum_answers": 5, "eligible_percent": 50},
        "exemption": {"person": owner.username, "year": first[:4], "reason": "x"},
    }
    for name, values in forms.items():
        assert office.post(f"/admin/{name}/new/", values).status_code in {200, 302}, name
        assert office.get(f"/admin/{name}/").status_code == 200, name
    for draft in RuleSet.objects.filter(published_at__isnull=True):
        assert colleague.post(f"/admin/credits/rules/{draft.pk}/publish/").status_code == 302
    assert not Exemption.objects.filter(year__in=(1, 9999)).exists()
    learner, committee = as_(owner), as_(world["committee"])
    for client, address in ((learner, "/learning/credits/"), (learner, "/learning/promotion/"), (committee, "/promotion/2026/"), (office, "/credits/")):
        assert client.get(address).status_code == 200, address
    assert (Membership.objects.exists(), ReportYear.objects.exists()) == (True, True)
