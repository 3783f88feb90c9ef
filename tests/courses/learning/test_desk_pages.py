"""The pages of lists and checks as plain forms: no script runs here, and nothing is lost or doubled."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from college.roles import Role
from courses.learning import domain
from courses.learning.models import Attendance, Check, CheckAttempt, Completion
from tests.factories import learning as make
from tests.factories import selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    now = timezone.now()
    offering, (seat,) = make.held_class(now=now)
    make.published_check(offering, now=now)
    return seat


def browser(user: Any, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def teacher(seat):
    return browser(seat.offering.teacher.user)


# ---- the list


def roll(seat, number=1):
    return reverse("learning:roll_call", args=[seat.offering.lessons.get(number=number).pk])


def test_everybody_is_present_until_somebody_says_otherwise(seat):
    page = teacher(seat).get(roll(seat)).content.decode()
    assert f'name="line-{seat.pk}" value="present" checked' in page
    assert "确认1人的名单" in page


def test_who_took_the_seat_after_the_lesson_was_not_there(seat):
    (later,) = selection.enrolled(seat.offering, selection.person(), now=timezone.now())
    page = teacher(seat).get(roll(seat)).content.decode()
    assert f'name="line-{later.pk}" value="absent" checked' in page
    assert page.count("这一讲之后才选上") == 1


def test_a_list_is_confirmed_and_corrected(seat):
    client = teacher(seat)
    answer = client.post(roll(seat), {f"line-{seat.pk}": "absent"}, follow=True)
    assert "已确认：到了0人。" in answer.content.decode()
    assert 'value="absent" checked' in answer.content.decode()
    client.post(roll(seat), {f"line-{seat.pk}": "late"})
    assert Attendance.objects.get().state == "late"


def test_a_refused_list_keeps_what_was_chosen(seat):
    (other,) = make.held_class()[1]
    answer = teacher(seat).post(roll(seat), {f"line-{seat.pk}": "leave", f"line-{other.pk}": "present"})
    assert answer.status_code == 422
    assert "不在这个班了" in answer.content.decode()
    assert 'value="leave" checked' in answer.content.decode()
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("line", ["line-x", "line-", f"line-{10**30}", "line-１"])
def test_a_line_that_no_list_has_is_refused(seat, line):
    assert teacher(seat).post(roll(seat), {line: "present"}).status_code == 422
    assert not Attendance.objects.exists()


def test_a_settled_line_is_told_and_sent_back_unchanged(seat):
    for number in (1, 2, 3, 4):
        make.attended(seat, number, now=timezone.now())
    page = teacher(seat).get(roll(seat)).content.decode()
    assert "这一行不再改" in page
    assert teacher(seat).post(roll(seat), {f"line-{seat.pk}": "present"}).status_code == 302
    refused = teacher(seat).post(roll(seat), {f"line-{seat.pk}": "absent"})
    assert refused.status_code == 409
    assert Attendance.objects.filter(state="present").count() == 4


def test_the_paper_list_names_everybody(seat):
    page = teacher(seat).get(reverse("learning:roll_paper", args=[seat.offering.lessons.get(number=1).pk])).content.decode()
    assert seat.learner.get_full_name() in page


# ---- the editor

QUESTION = {"q-0-text": "谁要验证码都不给，对吗？", "q-0-choice_1": "对", "q-0-right_1": "on", "q-0-choice_2": "不对", "q-0-explanation": "对。"}
FORM = {"introduction": "", "q-TOTAL_FORMS": "1", "q-INITIAL_FORMS": "0"}


def editor(seat):
    return reverse("learning:write_check", args=[seat.offering_id])


def test_a_draft_is_saved_grown_published_and_withdrawn(seat):
    Check.objects.all().delete()
    client = teacher(seat)
    client.post(editor(seat), {**FORM, **QUESTION, "do": "save"})
    check = Check.objects.get()
    assert (check.published_at, len(domain.drafts_of(check))) == (None, 1)
    grown = client.post(editor(seat), {**FORM, **QUESTION, "do": "add"}).content.decode()
    assert "第2题" in grown
    assert "谁要验证码都不给" in grown
    client.post(editor(seat), {**FORM, **QUESTION, "do": "publish"})
    assert Check.objects.get().published_at
    assert "published" not in client.get(editor(seat)).content.decode()
    client.post(editor(seat), {"do": "withdraw"})
    assert Check.objects.get().published_at is None


def test_an_unfinished_question_is_saved_and_said_when_it_cannot_be_published(seat):
    Check.objects.all().delete()
    half = {**FORM, **QUESTION, "q-0-choice_2": "", "do": "publish"}
    answer = teacher(seat).post(editor(seat), half)
    assert answer.status_code == 422
    assert "第1题至少要有两个答案" in answer.content.decode()
    assert Check.objects.get().questions.count() == 1


def test_answers_without_a_question_come_back(seat):
    answer = teacher(seat).post(editor(seat), {**FORM, **QUESTION, "q-0-text": ""})
    assert answer.status_code == 422
    assert "请写上题目。" in answer.content.decode()
    assert Check.objects.get().questions.count() == 2


def test_a_question_is_taken_out(seat):
    client = teacher(seat)
    two = {**FORM, "q-TOTAL_FORMS": "2", **QUESTION, **{name.replace("q-0", "q-1"): value for name, value in QUESTION.items()}, "q-1-DELETE": "on"}
    client.post(editor(seat), {**two, "do": "save"})
    assert Check.objects.get().questions.count() == 1


def test_another_classes_questions_are_taken_over_with_one_button(seat):
    later = make.running_offering(course=seat.offering.course, user=selection.person())
    client = browser(later.teacher.user)
    page = client.get(reverse("learning:write_check", args=[later.pk])).content.decode()
    assert "拿来用" in page
    client.post(reverse("learning:write_check", args=[later.pk]), {"do": "reuse"})
    assert Check.objects.get(offering=later).questions.count() == 2
    assert client.get(reverse("learning:check_preview", args=[later.pk])).content.decode().count("<fieldset") == 2


def test_the_teacher_sees_how_everybody_stands(seat):
    make.attended(seat, 1, 2, 3, 4, now=timezone.now())
    page = teacher(seat).get(reverse("learning:results", args=[seat.offering_id])).content.decode()
    assert "1人，1人结业" in page
    assert "4/5" in page


# ---- the paper


def begun(seat) -> tuple[Client, CheckAttempt]:
    make.attended(seat, 1, 2, 3, now=timezone.now())
    client = browser(seat.learner)
    client.post(reverse("learning:check", args=[seat.offering_id]))
    return client, CheckAttempt.objects.get()


def fields(answers: dict[str, list[int]]) -> dict[str, list[int]]:
    return {f"answer-{key}": picked for key, picked in answers.items()}


def test_what_is_missing_is_told_from_the_first_day(seat):
    client = browser(seat.learner)
    page = client.get(reverse("learning:course", args=[seat.offering_id])).content.decode()
    assert "再来上4讲" in page
    assert "再上课或看回放3讲" in page
    refused = client.post(reverse("learning:check", args=[seat.offering_id]))
    assert refused.status_code == 409
    assert not CheckAttempt.objects.exists()


def test_the_paper_never_tells_what_is_right(seat):
    client, attempt = begun(seat)
    page = client.get(reverse("learning:attempt", args=[attempt.pk])).content.decode()
    assert "验证码能告诉别人吗？" in page
    assert "谁要都不给" not in page
    told = client.post(f"/api/v1/offerings/{seat.offering_id}/check/open", content_type="application/json").json()
    assert set(told["questions"][0]) == {"id", "kind", "text", "choices"}


def test_a_paper_is_handed_in_once_from_two_windows(seat):
    client, attempt = begun(seat)
    address = reverse("learning:attempt", args=[attempt.pk])
    client.post(address, fields(make.wrong_answers(attempt)))
    again = client.post(address, fields(make.right_answers(attempt)), follow=True)
    assert "2题答对0题" in again.content.decode()
    assert "再做一次" in again.content.decode()
    assert CheckAttempt.objects.count() == 1
    late = client.post(reverse("learning:answers", args=[attempt.pk]), {}, headers={"X-Requested-With": "fetch"})
    assert (late.status_code, "已经交了" in late.content.decode()) == (409, True)


def test_missing_answers_are_marked_and_the_others_stay_chosen(seat):
    client, attempt = begun(seat)
    first = dict([next(iter(make.right_answers(attempt).items()))])
    answer = client.post(reverse("learning:attempt", args=[attempt.pk]), fields(first))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#question-2"' in page
    assert page.count(" checked") == 1


def test_passing_completes_and_says_so(seat):
    client, attempt = begun(seat)
    page = client.post(reverse("learning:attempt", args=[attempt.pk]), fields(make.right_answers(attempt)), follow=True).content.decode()
    assert "这门课您结业了" in page
    assert Completion.objects.get().basis == "check"
    assert "答对100%，通过了" in client.get(reverse("learning:course", args=[seat.offering_id])).content.decode()


def test_answers_are_saved_by_the_script_and_by_the_button(seat):
    client, attempt = begun(seat)
    address = reverse("learning:answers", args=[attempt.pk])
    assert client.post(address, fields(make.right_answers(attempt)), headers={"X-Requested-With": "fetch"}).status_code == 204
    attempt.refresh_from_db()
    assert attempt.answers == make.right_answers(attempt)
    assert client.post(address, fields(make.wrong_answers(attempt)))["Location"] == reverse("learning:course", args=[seat.offering_id])


# ---- the API


def test_the_api_opens_and_marks_a_check(seat):
    make.attended(seat, 1, 2, 3, now=timezone.now())
    client, base = browser(seat.learner), f"/api/v1/offerings/{seat.offering_id}/check"
    paper = client.post(f"{base}/open", content_type="application/json").json()
    attempt = CheckAttempt.objects.get(pk=paper["attempt"])
    body = {"attempt": paper["attempt"], "answers": make.right_answers(attempt)}
    result = {"attempt": paper["attempt"], "passed": True, "right": 2, "total": 2, "completed": True, "tries_left": 0}
    for _twice in range(2):
        assert client.post(base, body, content_type="application/json").json() == result
    assert client.post(f"{base}/open", content_type="application/json").json()["code"] == "passed_already"


def test_the_api_refuses_with_codes(seat):
    client, base = browser(seat.learner), f"/api/v1/offerings/{seat.offering_id}/check"
    locked = client.post(f"{base}/open", content_type="application/json")
    assert (locked.status_code, locked.json()["code"]) == (409, "locked")
    _client, attempt = begun(seat)
    for answers, code in (({}, "answers_missing"), ({"1": [10**18]}, "unknown_answer"), ({"x": [1]}, "unknown_answer")):
        refused = client.post(base, {"attempt": str(attempt.pk), "answers": answers}, content_type="application/json")
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    other = client.post(f"/api/v1/offerings/{seat.offering_id + 1}/check", {"attempt": str(attempt.pk), "answers": {}}, content_type="application/json")
    assert (other.status_code, other.json()["code"]) == (404, "attempt_unknown")


# ---- the office


@pytest.mark.parametrize("kind", ["lesson", "offering", "term"])
def test_what_a_confirmed_list_stands_on_is_not_deleted(seat, kind):
    """The office is told so, and nothing is gone."""
    make.attended(seat, 1, now=timezone.now())
    offering = seat.offering
    row = {"lesson": offering.lessons.get(number=1), "offering": offering, "term": offering.term}[kind]
    address = reverse(f"{kind}:delete", args=[row.pk])
    answer = browser(selection.person("", Role.STAFF)).post(address)
    assert answer.status_code in {302, 409}
    assert type(row).objects.filter(pk=row.pk).exists()
    assert Attendance.objects.count() == 1
