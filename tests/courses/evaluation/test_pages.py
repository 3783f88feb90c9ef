"""The pages of both sides, the scores that everybody sees, the office's desk, and the operation of the API."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from college.roles import Role
from courses.evaluation import domain, rules
from courses.evaluation.models import Comment, EvaluationPolicy, Rating, RatingWindow, Receipt, Review
from tests.factories import college, evaluation, selection

pytestmark = pytest.mark.django_db


def browser(user=None):
    client = Client(headers={"accept-language": "en"})
    client.cookies["django_language"] = "en"
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def learner():
    return college.person("wang", Role.LEARNER, display_name="王秀兰")


@pytest.fixture
def offering(learner):
    return evaluation.open_class(learner, *selection.people(4), now=timezone.now())


def good(**more):
    return {**dict.fromkeys(rules.ITEMS, "5"), "text": "", "form": str(rules.FORM), **more}


def is_checked(page, name, value):
    return bool(re.search(rf'<input(?=[^>]* name="{name}")(?=[^>]* value="{value}")[^>]* checked', page))


def rate(offering):
    return reverse("evaluation:rate", args=[offering.pk])


# ---- the learner


def test_six_taps_and_a_change(offering, learner):
    client = browser(learner)
    page = client.get(rate(offering)).content.decode()
    assert page.count('type="radio"') == 30
    assert "Hand it in" in page
    answer = client.post(rate(offering), good(clear="4", text="讲得<b>好</b>"), follow=True)
    page = answer.content.decode()
    assert "sealed" in page
    assert "讲得&lt;b&gt;好&lt;/b&gt;" in page
    assert "Save the change" in page
    assert is_checked(page, "clear", 4)
    client.post(rate(offering), good(clear="1"))
    standing = domain.rating_standing(learner=learner, offering_id=offering.pk, now=timezone.now())
    assert domain.my_rating(standing=standing).answers[0] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"clear": ""},
        {"clear": "0"},
        {"clear": "6"},
        {"clear": "x"},
        {"text": "长" * 10_000},
        {"text": "👍"},
        {"form": "0"},
        {"form": "x"},
        {"form": str(2**70)},
    ],
    ids=lambda wrong: next(f"{name}={str(value)[:9]}" for name, value in wrong.items()),
)
def test_a_wrong_form_keeps_what_was_entered_and_seals_nothing(offering, learner, wrong):
    answer = browser(learner).post(rate(offering), good(**{"text": "留住这句话", "materials": "2", **wrong}))
    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert wrong.get("text", "留住这句话") in page
    assert is_checked(page, "materials", 2)
    assert 'role="alert"' in page
    assert not Receipt.objects.exists()


def test_too_late_says_so_and_keeps_the_words_on_the_page(offering, learner):
    RatingWindow.objects.update(opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(seconds=1))
    answer = browser(learner).post(rate(offering), good(text="留住这句话"))
    assert answer.status_code == 409
    assert "留住这句话" in answer.content.decode()
    page = browser(learner).get(rate(offering))
    assert page.status_code == 200
    assert "The time to rate this class is over" in page.content.decode()
    assert 'type="radio"' not in page.content.decode()


def test_who_cannot_rate_is_told_why(learner):
    now = timezone.now()
    early = evaluation.ended_class(learner, now=now)
    page = browser(learner).get(rate(early))
    assert (page.status_code, "after its last lesson" in page.content.decode()) == (200, True)
    missed = evaluation.ended_class(now=now)
    selection.enrolled(missed, learner, now=now)
    domain.open_windows(now=now)
    page = browser(learner).get(rate(missed))
    assert (page.status_code, "enough of its lessons" in page.content.decode()) == (403, True)
    assert browser(missed.teacher.user).get(rate(missed)).status_code == 403
    assert browser(college.person("li", Role.LEARNER)).get(rate(missed)).status_code == 404


def test_the_teachers_words_are_opened_before_the_close_or_shown_after(offering, learner):
    client, words = browser(learner), reverse("evaluation:words", args=[offering.pk])
    seat = offering.enrolments.get(learner=learner)
    evaluation.reviewed(offering, seat, sentence="敢问，肯练。", now=timezone.now())
    assert client.post(words).status_code == 409
    client.post(rate(offering), good(text="我的话"))
    page = client.get(rate(offering)).content.decode()
    assert "敢问" not in page
    assert "Read it now" in page
    for _time in range(2):
        assert client.post(words).status_code == 302
    page = client.get(rate(offering)).content.decode()
    assert "敢问，肯练。" in page
    assert "stays as it is" in page
    assert client.post(rate(offering), good(clear="1")).status_code == 409
    evaluation.close(offering)
    RatingWindow.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert "敢问，肯练。" in client.get(rate(offering)).content.decode()


def test_my_learning_asks_for_ratings_until_the_close(offering, learner):
    client = browser(learner)
    page = client.get("/learning/").content.decode()
    assert "Please rate" in page
    assert rate(offering) in page
    client.post(rate(offering), good())
    assert "Look at it or change it" in client.get("/learning/").content.decode()
    evaluation.close(offering)
    RatingWindow.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert rate(offering) not in client.get("/learning/").content.decode()
    evaluation.reviewed(offering, offering.enrolments.get(learner=learner), now=timezone.now())
    assert rate(offering) in client.get("/learning/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_what_can_be_rated_costs_the_same_for_one_class_and_for_three(learner, rows, django_assert_num_queries):
    now = timezone.now()
    for _row in range(rows):
        evaluation.open_class(learner, now=now)
    with django_assert_num_queries(6):
        assert len(domain.turns_of(learner=learner, now=now)) == rows


# ---- the teacher


def test_a_class_is_reviewed_line_by_line(offering):
    client, address = browser(offering.teacher.user), reverse("evaluation:reviews", args=[offering.pk])
    first, second, third, *_others = offering.enrolments.order_by("picked_at", "pk")
    step = {f"s{first.pk}-attendance": "4", f"s{first.pk}-sentence": "", f"s{first.pk}-homework": ""}
    assert client.post(address, step, headers={"accept": "application/json"}).json() == {"saved": True, "errors": []}
    assert (Review.objects.get().attendance, Review.objects.get().submitted_at) == (4, None)
    wrong = client.post(address, {**step, f"s{first.pk}-attendance": "9"}, headers={"accept": "application/json"}).json()
    assert (wrong["saved"], len(wrong["errors"])) == (False, 1)
    whole = {f"s{second.pk}-{thing}": "3" for thing in Review.THINGS} | {f"s{second.pk}-sentence": "好"}
    untouched = {f"s{third.pk}-sentence": ""}
    page = client.post(address, {**step, **whole, **untouched, "hand_in": "1"}, follow=True).content.decode()
    assert "1 review has been handed in" in page
    assert "1 review still lacks a level" in page
    assert Review.objects.count() == 2
    assert Review.objects.get(enrolment=second).submitted_at is not None
    client.post(address, {**whole, f"s{second.pk}-sentence": "改了"})
    assert Review.objects.get(enrolment=second).sentence == "好"
    kept = client.post(address, {f"s{third.pk}-attendance": "x", f"s{third.pk}-sentence": "长" * 300})
    assert kept.status_code == 422
    assert "长" * 300 in kept.content.decode()


def test_the_class_result_waits_for_the_close_and_for_the_teacher(offering):
    client, address = browser(offering.teacher.user), reverse("evaluation:result", args=[offering.pk])
    for place, seat in enumerate(offering.enrolments.all()):
        evaluation.rated(offering, seat.learner, 4, text=f"<i>话{place}</i>", now=timezone.now())
    assert client.get(address).status_code == 403
    evaluation.close(offering)
    RatingWindow.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    due = client.get(address)
    assert (due.status_code, "Write the reviews" in due.content.decode()) == (403, True)
    evaluation.reviewed(offering, now=timezone.now())
    page = client.get(address).content.decode()
    assert "4.0" in page
    assert "&lt;i&gt;话3&lt;/i&gt;" in page
    assert "How the class rated" in client.get(reverse("selection:roster", args=[offering.pk])).content.decode()


# ---- everybody


def test_a_published_score_stands_on_the_pages_of_course_and_teacher_and_in_lists():
    offering = evaluation.closed_class([[4, 5]] * 5, others=2, now=timezone.now() - timedelta(days=20))
    course, teacher = offering.course, offering.teacher
    for address in (
        course.url,
        teacher.get_absolute_url(),
        reverse("evaluation:course_log", args=[course.pk]),
        reverse("evaluation:teacher_log", args=[teacher.slug]),
    ):
        page = browser().get(address).content.decode()
        assert "4.8" in page, address
    for address in (course.url, teacher.get_absolute_url()):
        page = browser().get(address).content.decode()
        assert re.search(r"Updated on .*\d", page), address
        numbers = re.findall(r'<td class="r">(\d+)</td>', page)
        assert numbers[:5] == ["0", "0", "0", "5", "0"], address  # all five gave the first question a four
    page = browser().get(course.url).content.decode()
    assert "5 people rated of 7 who could (71%)" in page
    assert "Too small a part has answered" in page
    assert "4.8" in browser().get("/courses/").content.decode()


def test_below_five_there_is_no_figure_anywhere():
    offering = evaluation.closed_class([[1]] * 4, now=timezone.now() - timedelta(days=20))
    for address in (offering.course.url, offering.teacher.get_absolute_url(), reverse("evaluation:course_log", args=[offering.course.pk])):
        page = browser().get(address).content.decode()
        assert "ewer than 5 ratings" in page
        assert "people rated of" not in page
    results = browser().get("/api/v1/courses").json()["results"]
    assert [(row["score"], row["raters"]) for row in results] == [(None, 0)]


def test_how_scores_are_counted_is_public_and_says_the_rules():
    page = browser().get(reverse("evaluation:scores")).content.decode()
    for text in ("at least 50%", "14 days later at midnight", "fewer than 5 people", "4.4"):
        assert text in page, text
    EvaluationPolicy.objects.all().delete()
    assert browser().get(reverse("evaluation:scores")).status_code == 200


# ---- the API


def submit(client, offering, body, **more):
    return client.post(
        f"/api/v1/offerings/{offering if isinstance(offering, int) else offering.pk}/rating", json.dumps(body), content_type="application/json", **more
    )


def test_a_rating_through_the_api(offering, learner):
    client = browser(learner)
    body = {"answers": dict.fromkeys(rules.ITEMS, 4), "text": "好"}
    answer = submit(client, offering, body)
    assert answer.status_code == 200
    assert answer.json()["offering"] == offering.pk
    assert submit(client, offering, {**body, "form": 0}).json()["code"] == "questions_changed"
    assert submit(client, offering, {**body, "text": "长" * 10_000}).json()["code"] == "text_too_long"
    for value in (0, 6, "4", True, 4.5, None):
        assert submit(client, offering, {"answers": {**body["answers"], "clear": value}}).status_code == 422
    assert submit(client, offering, {"answers": {"clear": 4}}).status_code == 422
    assert submit(client, offering, {**body, "more": 1}).status_code == 422
    for number in (0, 2**70, offering.pk + 99):
        assert submit(client, number, body).status_code == 404
    assert submit(browser(), offering, body).status_code == 401
    assert submit(browser(offering.teacher.user), offering, body).json()["code"] == "own_class"


def test_scores_in_the_api():
    offering = evaluation.closed_class([[4, 5]] * 6, now=timezone.now() - timedelta(days=20))
    course = browser().get(f"/api/v1/courses/{offering.course.pk}").json()["score"]
    assert (course["mean"], course["raters"], course["response_rate"], course["items"]["clear"]) == (4.8, 6, 100, 4.0)
    assert course["interval"][0] <= 4.8 <= course["interval"][1]
    scores = {row["id"]: row["score"] for row in browser().get("/api/v1/teachers").json()["results"]}
    assert scores[offering.teacher.pk]["distribution"] == [0, 0, 0, 6, 30]


# ---- the office


def test_the_office_lets_words_pass_or_takes_them_down_and_never_changes_them():
    staff = college.person("office", Role.STAFF)
    people = selection.people(5)
    offering = evaluation.open_class(*people, now=timezone.now())
    for learner in people:
        evaluation.rated(offering, learner, text="打电话 13900001234", now=timezone.now())
    small = evaluation.open_class(people[0], now=timezone.now())
    evaluation.rated(small, people[0], text="小班的话13900001234", now=timezone.now())
    evaluation.close(offering)
    evaluation.close(small)
    client = browser(staff)
    page = client.get(reverse("comment:index")).content.decode()
    assert "13900001234" in page
    assert "小班的话" not in page
    one, other = domain.comments_to_see()[:2]
    edit = reverse("comment:edit", args=[one.pk])
    assert client.post(edit, {"state": "withdrawn", "reason": ""}).status_code == 200
    assert client.post(edit, {"state": "withdrawn", "reason": "有电话", "text": "改掉"}).status_code == 302
    assert client.post(reverse("comment:edit", args=[other.pk]), {"state": "shown", "reason": ""}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.reason, one.text) == ("withdrawn", "有电话", "打电话 13900001234")
    hidden = Comment.objects.get(offering=small)
    assert client.get(reverse("comment:edit", args=[hidden.pk])).status_code == 404
    for name in ("comment:delete", "comment:add"):
        arguments = [one.pk] if name.endswith("delete") else []
        assert client.get(reverse(name, args=arguments)).status_code in (302, 403, 404)
    assert Comment.objects.count() == 6
    assert Rating.objects.count() == 6
