"""What several people do to the rules and the ledger in the same moment, through real connections."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from college.models import User
from college.roles import Role
from courses.credits import domain
from courses.credits.domain.report_people import approve_exemption, propose_exemption, withdraw_exemption
from courses.credits.models import Entry, Exemption, RequiredCourse, Requirement, ReversalRequest, RuleSet
from courses.learning.domain import confirm_roll_call, open_check, submit_check
from courses.learning.models import Attendance, CheckAttempt, Completion, RollCall
from tests.factories import catalogue, college, learning, selection
from tests.factories import credits as make
from tests.factories.selection import NOW
from tests.races import all_at_once, while_uncommitted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def staff() -> User:
    return college.person("jiaowu", Role.STAFF)


def typed(**values: Any) -> dict[str, Any]:
    """A form of rules as it was filled in."""
    needs = {f"need_{make.category().pk}_{kind}": "3" for kind in ("required", "elective", "project")}
    plain = {"title": "学分规则", "text": "我写了很久的一段话。", "valid_from": "2026-01-01", "valid_until": "", "minutes_per_credit": "45", "course_cap": "20"}
    return {"version": "2026-9", **plain, **needs, **values}


def sending(client: Client, path: str, values: dict[str, Any], answers: list[Any]) -> Callable[[], object]:
    return lambda: answers.append(client.post(path, values))


def publishing(rules: RuleSet, by: User) -> Callable[[], object]:
    return lambda: domain.publish_rules(rule_set_id=rules.pk, by=by, now=NOW)


def refused_with_the_text_kept(answer: Any) -> None:
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "公布了的规则不能改" in page
    assert "我写了很久的一段话。" in page


# ---- a draft that a colleague publishes


def test_a_draft_published_while_it_is_saved_keeps_what_was_typed(staff: User):
    draft, client, answers = make.draft_rules(), as_(staff), list[Any]()
    save = sending(client, f"/admin/ruleset/edit/{draft.pk}/", typed(), answers)
    assert while_uncommitted(publishing(draft, college.person("tongshi", Role.STAFF)), save) == "done"
    refused_with_the_text_kept(answers[0])
    draft.refresh_from_db()
    assert (draft.text, draft.requirements.get().required) == ("45 分钟记 1 学分。", 1000)


def test_a_draft_published_since_its_form_was_opened_keeps_what_was_typed(staff: User):
    draft, client = make.draft_rules(), as_(staff)
    publishing(draft, staff)()
    path = f"/admin/ruleset/edit/{draft.pk}/"
    refused_with_the_text_kept(client.post(path, typed(), headers={"referer": f"http://testserver{path}"}))
    assert client.get(path).status_code == 409


@pytest.mark.parametrize("what", ["the rules", "a required course", "another required course", "a changed required course"])
def test_nothing_of_published_rules_goes_or_comes_in_that_moment(staff: User, what: str):
    page = catalogue.course()
    draft = make.draft_rules(required_courses=[page])
    line, other, client, answers = RequiredCourse.objects.get(), catalogue.course("合唱"), as_(staff), list[Any]()
    path, values = {
        "the rules": (f"ruleset/delete/{draft.pk}", {}),
        "a required course": (f"requiredcourse/delete/{line.pk}", {}),
        "another required course": ("requiredcourse/new", {"rule_set": draft.pk, "course": other.pk}),
        "a changed required course": (f"requiredcourse/edit/{line.pk}", {"rule_set": draft.pk, "course": other.pk}),
    }[what]
    assert while_uncommitted(publishing(draft, staff), sending(client, f"/admin/{path}/", values, answers)) == "done"
    assert answers[0].status_code in {200, 409}
    assert "公布了的规则不能改" in answers[0].content.decode()
    assert [one.course_id for one in RequiredCourse.objects.filter(rule_set=draft)] == [page.pk]
    assert Requirement.objects.filter(rule_set=draft).exists()


@pytest.mark.parametrize("name", ["ruleset", "membercategory", "requiredcourse"])
def test_of_two_who_add_the_same_one_is_told(staff: User, name: str):
    draft, course = make.draft_rules(), catalogue.course()
    values = {
        "ruleset": typed(version="2031-1", valid_from="2031-01-01"),
        "membercategory": {"name": "楼栋骨干", "code": "lead", "order": "1"},
        "requiredcourse": {"rule_set": draft.pk, "course": course.pk},
    }[name]
    answers, clients = list[Any](), [as_(staff) for _ in range(4)]
    assert all_at_once(*(sending(client, f"/admin/{name}/new/", values, answers) for client in clients)) == {"done": 4}
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]
    counts = {
        "ruleset": RuleSet.objects.filter(version="2031-1").count(),
        "membercategory": draft.requirements.model._meta.get_field("category").related_model.objects.filter(code="lead").count(),
        "requiredcourse": RequiredCourse.objects.count(),
    }
    assert counts[name] == 1


def test_of_four_who_publish_or_end_rules_one_does(staff: User):
    one, other = make.draft_rules(), make.draft_rules()
    assert all_at_once(*(publishing(rules, staff) for rules in (one, one, other, other))) == {"done": 1, "rules_published": 1, "rules_overlap": 2}
    held = RuleSet.objects.published().get()
    days = [date(2026, 12, day) for day in (31, 30, 29)]
    results = all_at_once(*(lambda day=day: domain.end_rules(rule_set_id=held.pk, last_day=day, by=staff, now=NOW) for day in days))
    assert set(results) <= {"done", "rules_without_validity"}
    held.refresh_from_db()
    assert held.valid_until == date(2026, 12, 29)  # whoever names the earliest is never refused


# ---- verbs pressed twice


def test_a_check_handed_in_from_four_windows_is_one_completion_and_one_entry():
    make.rules()
    offering, (seat,) = learning.held_class()
    learning.published_check(offering)
    learning.attended(seat, 1, 2, 3)
    opening = [lambda: open_check(learner=seat.learner, offering_id=offering.pk, now=NOW)] * 4
    assert all_at_once(*opening) == {"done": 4}
    attempt = CheckAttempt.objects.get()
    right, wrong = learning.right_answers(attempt), learning.wrong_answers(attempt)
    results = all_at_once(
        *(lambda answers=answers: submit_check(learner=seat.learner, key=attempt.pk, answers=answers, now=NOW) for answers in (right, wrong) * 2)
    )
    assert results == {"done": 4}
    attempt.refresh_from_db()
    assert Completion.objects.count() == int(attempt.passed)
    assert all_at_once(*[lambda: domain.award_due(now=NOW)] * 4) == {"done": 4}
    assert Entry.objects.count() == int(attempt.passed)


def test_a_list_confirmed_from_four_windows_is_one_list_and_one_completion_each():
    make.rules()
    offering, seats = learning.held_class(number=1, learners=3)
    lesson, by = offering.lessons.get(), offering.teacher.user
    here, away = ({seat.pk: state for seat in seats} for state in ("present", "absent"))
    results = all_at_once(*(lambda states=states: confirm_roll_call(by=by, lesson=lesson, states=states, now=NOW) for states in (here, away, here, here)))
    assert set(results) <= {"done", "attendance_settled"}
    assert (RollCall.objects.count(), Attendance.objects.count(), Completion.objects.count()) == (1, 3, 3)
    assert all_at_once(*[lambda: domain.award_due(now=NOW)] * 4) == {"done": 4}
    assert sorted(Entry.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert domain.verify().broken is None


def test_a_correction_asked_and_approved_by_several_is_booked_once(staff: User):
    make.rules()
    entry = make.awarded()
    others = [college.person(f"second{number}", Role.STAFF) for number in range(3)]
    ask = {"entry_number": entry.number, "reason": "wrong_amount", "words": "多算了", "new_amount": 500, "now": NOW}
    assert all_at_once(*[lambda: domain.request_reversal(by=staff, **ask)] * 4) == {"done": 1, "reversal_pending": 3}
    wish = ReversalRequest.objects.get()
    votes = [(by, approve) for by in others for approve in (True, False)] + [(staff, True)]
    results = all_at_once(*(lambda by=by, yes=yes: domain.decide_reversal(request_id=wish.pk, approve=yes, by=by, now=NOW) for by, yes in votes))
    wish.refresh_from_db()
    assert results == {"done": 1, "reversal_decided": 6} or results == {"done": 1, "reversal_decided": 5, "second_person": 1}
    assert Entry.objects.count() == (3 if wish.state == "approved" else 1)
    assert domain.verify().broken is None


def test_an_exemption_proposed_and_approved_by_several_is_one(staff: User):
    person, others = selection.person(), [college.person(f"second{number}", Role.STAFF) for number in range(3)]
    ask = {"person": person, "year": 2026, "reason": "长期病假", "now": NOW}
    assert all_at_once(*[lambda: propose_exemption(by=staff, **ask)] * 4) == {"done": 1, "already_exempt": 3}
    waits = Exemption.objects.get()
    acts = [lambda by=by: approve_exemption(exemption_id=waits.pk, by=by, now=NOW) for by in others]
    results = all_at_once(*acts, lambda: withdraw_exemption(exemption_id=waits.pk, by=staff))
    assert results["done"] == 1
    assert Exemption.objects.filter(approved_at__isnull=True).count() == 0
