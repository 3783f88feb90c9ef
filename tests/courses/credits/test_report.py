"""The report of a year: who is in it, what each has and needs, and that the committee alone reads it, in the open."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from college.access import accesses_of
from college.errors import NotFound
from college.models import AccessLog
from college.roles import Role
from courses.credits.domain.refusals_report import NotOpenYet, UnknownFilter, UnknownOrder
from courses.credits.domain.report import Asked, open_report, own_file, read_member, read_page, take_export
from courses.credits.domain.report_fold import Line
from courses.credits.models import ReportYear
from courses.credits.rules.report import Amounts, State
from tests.factories import college, report
from tests.factories.selection import NOW, SHANGHAI

pytestmark = pytest.mark.django_db
YEAR = report.YEAR


def names(lines: list[Line]) -> list[str]:
    return [line.name for line in lines]


@pytest.mark.both_databases
def test_each_member_is_held_against_her_own_requirement():
    report.world()
    found = {line.name: line for line in open_report(year=YEAR, now=NOW).everybody}
    assert {name: line.state for name, line in found.items()} == {
        "安福喜": State.MET,
        "韩梅": State.UNMET,
        "吴𠮷": State.EXEMPT,
        "赵㐂": State.UNMET,
    }
    assert found["韩梅"].missing == Amounts(1100, 0, 0)  # 30 elective credits do not stand for required ones
    assert found["安福喜"].earned == Amounts(2200, 1000, 0)
    assert found["安福喜"].entries == 2
    assert found["赵㐂"].need == Amounts(2000, 1000, 500)  # two categories at once: the higher of each kind, not the sum
    assert found["赵㐂"].units == ("荷叶地",)


def test_only_the_year_counts_and_a_reversal_takes_away():
    world = report.world()
    account = world["unmet"].account
    report.earned(account, 5000, on=date(2025, 12, 31))
    report.earned(account, 5000, on=date(2027, 1, 1))
    report.earned(account, 1100, on=date(2026, 12, 31))
    line = next(line for line in open_report(year=YEAR, now=NOW).everybody if line.account == account.pk)
    assert (line.earned.required, line.state) == (2000, State.MET)


def test_who_is_not_in_scope_in_the_year_is_not_in_the_report():
    world = report.world()
    report.member("去年的人", valid_until=date(2025, 12, 31))
    report.member("明年的人", valid_from=date(2027, 1, 1))
    gone = report.member("销户的人")
    gone.account.owner.delete()
    assert len(open_report(year=YEAR, now=NOW).everybody) == 4
    assert world["rules"].version == "2026-1"


def test_part_of_the_year_needs_a_part():
    report.world()
    half = report.member("半年的人", valid_from=date(2026, 7, 2), of=report.category())
    line = next(line for line in open_report(year=YEAR, now=NOW).everybody if line.account == half.account_id)
    assert line.need == Amounts(1000, 500, 0)  # 183 of 365 days, down to a quarter credit


def test_without_a_requirement_nothing_is_met_or_missed():
    report.report_year()
    report.member()
    found = open_report(year=YEAR, now=NOW)
    assert (found.rules, found.everybody[0].state, found.bands) == (None, State.NO_RULE, (0,) * 6)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(), ["安福喜", "韩梅", "吴𠮷", "赵㐂"]),  # an, han, wu, zhao
        (Asked(order="unit"), ["安福喜", "吴𠮷", "赵㐂", "韩梅"]),  # fang, fang, he, yun
        (Asked(order="state"), ["韩梅", "赵㐂", "安福喜", "吴𠮷"]),
        (Asked(category="lead"), ["吴𠮷", "赵㐂"]),
        (Asked(state="unmet", category="community-worker"), ["韩梅", "赵㐂"]),
        (Asked(unit="方兴社区"), ["安福喜", "吴𠮷"]),
        (Asked(name="𠮷"), ["吴𠮷"]),
        (Asked(name="没有"), []),
    ],
)
def test_filters_and_orders(asked: Asked, expected: list[str]):
    report.world()
    assert names(list(open_report(year=YEAR, asked=asked, now=NOW).lines)) == expected


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (Asked(order="amount"), UnknownOrder),
        (Asked(order="earned"), UnknownOrder),
        (Asked(order="-name"), UnknownOrder),
        (Asked(category="nobody"), UnknownFilter),
        (Asked(state="best"), UnknownFilter),
    ],
)
def test_never_by_an_amount(asked: Asked, refusal: type[Exception]):
    report.world()
    with pytest.raises(refusal):
        open_report(year=YEAR, asked=asked, now=NOW)


@pytest.mark.parametrize("members", [1, 30])
def test_the_same_queries_for_one_and_for_many(members: int, django_assert_num_queries):
    report.rules()
    report.report_year()
    for place in range(members):
        report.earned(report.member(f"学员{place}").account, 100)
    with django_assert_num_queries(7):
        open_report(year=YEAR, now=NOW)


def test_the_check_code_is_of_the_content_not_of_the_order():
    world = report.world()
    first = open_report(year=YEAR, now=NOW).check_code
    assert len(first) == 64
    assert open_report(year=YEAR, asked=Asked(order="state"), now=NOW).check_code == first
    assert open_report(year=YEAR, asked=Asked(state="met"), now=NOW).check_code != first
    report.earned(world["met"].account, 25)
    assert open_report(year=YEAR, now=NOW).check_code != first


# ---- who may read it, and that it is written down


OTHERS: dict[str, dict[str, Any]] = {"nobody's role": {}, "owner of the site": {"is_superuser": True, "is_staff": True}}


@pytest.mark.parametrize("who", [*OTHERS, *(role for role in Role if role is not Role.COMMITTEE)])
def test_nobody_but_the_committee_learns_that_there_is_one(who: str):
    world = report.world()
    other = college.person("other", **OTHERS[who]) if who in OTHERS else college.person("other", Role(who))
    for read in (
        lambda: read_page(year=YEAR, asked=Asked(), page=1, by=other, now=NOW),
        lambda: take_export(year=YEAR, asked=Asked(), by=other, now=NOW),
        lambda: read_member(year=YEAR, account_id=world["met"].account_id, by=other, now=NOW),
    ):
        with pytest.raises(NotFound):
            read()
    assert not AccessLog.objects.exists()


def test_every_look_is_written_for_everybody_shown_and_for_nobody_else():
    world = report.world()
    by = world["committee"]
    read_page(year=YEAR, asked=Asked(state="met"), page=1, by=by, now=NOW)
    take_export(year=YEAR, asked=Asked(state="unmet"), by=by, now=NOW)
    read_member(year=YEAR, account_id=world["free"].account_id, by=by, now=NOW)
    people = ("met", "unmet", "both", "free")
    written = {name: [(line.action, line.actor_role, line.topic) for line in accesses_of(world[name].account.owner)] for name in people}
    assert written == {
        "met": [("view", "committee", "report:2026")],
        "unmet": [("export", "committee", "report:2026")],
        "both": [("export", "committee", "report:2026")],
        "free": [("evidence", "committee", "report:2026")],
    }


def test_looking_costs_one_more_query_however_many_are_shown(django_assert_num_queries):
    world = report.world()
    by = world["committee"]
    with django_assert_num_queries(10):  # the roles, the year, the report, the log
        read_page(year=YEAR, asked=Asked(), page=1, by=by, now=NOW)


def test_the_members_come_first():
    world = report.world()
    ReportYear.objects.update(members_from=date(2026, 6, 16), committee_from=date(2026, 6, 30))
    member, by = world["met"].account.owner, world["committee"]
    assert own_file(year=ReportYear.objects.get(), user=member, now=NOW).line.state is State.MET
    for day in (datetime(2026, 6, 16, 9, tzinfo=SHANGHAI), datetime(2026, 6, 29, 23, 59, tzinfo=SHANGHAI)):
        with pytest.raises(NotOpenYet):
            read_page(year=YEAR, asked=Asked(), page=1, by=by, now=day)
    read_page(year=YEAR, asked=Asked(), page=1, by=by, now=datetime(2026, 6, 30, 0, 0, tzinfo=SHANGHAI))
    assert AccessLog.objects.count() == 4


def test_nobody_outside_the_report_has_a_file():
    world = report.world()
    stranger = college.person("stranger")
    assert own_file(year=world["year"], user=stranger, now=NOW) is None
    outside = report.member("去年的人", valid_until=date(2025, 12, 31))
    assert own_file(year=world["year"], user=outside.account.owner, now=NOW) is None
    with pytest.raises(NotFound):
        read_member(year=YEAR, account_id=outside.account_id, by=world["committee"], now=NOW)
    with pytest.raises(NotFound):
        read_page(year=2031, asked=Asked(), page=1, by=world["committee"], now=NOW + timedelta(days=1))
