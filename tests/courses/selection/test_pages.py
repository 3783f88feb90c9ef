"""The pages of selection: each address for its owner, another learner, a stranger, a teacher and staff; refusals in words; constant queries."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from college.models import User
from college.roles import Role
from courses.selection.models import Enrolment, Lesson, Offering, WaitlistEntry
from tests.factories import selection as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def learner():
    return make.person("wang", display_name="王秀兰")


@pytest.fixture
def offering(now):
    """A class that can be picked, taught by an account of its own."""
    teacher = make.teacher(user=make.person("chen", Role.TEACHER))
    made = make.offering(make.course(units=2), capacity=2, term=make.term(now), teacher=teacher)
    make.lessons(made, first=now + timedelta(days=40), number=2)
    return made


def as_(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(of: Offering, verb: str = "") -> str:
    return f"/selection/offerings/{of.pk}/{verb}"


# ---- learners


def test_she_picks_sees_her_week_and_drops(offering, learner):
    client = as_(learner)
    assert "选这个班" in client.get(address(offering)).content.decode()
    page = client.post(address(offering, "pick/"), follow=True)
    assert page.redirect_chain == [(address(offering), 302)]
    assert f"选上了：“{offering.course.title}”。" in page.content.decode()
    assert "您已选上" in page.content.decode()
    home = client.get("/selection/").content.decode()
    assert offering.course.title in home
    assert 'class="on is-elder"' in home
    asked = client.get(address(offering, "drop/")).content.decode()
    assert "dialog--static" in asked
    client.post(address(offering, "drop/"))
    offering.refresh_from_db()
    assert offering.seats_taken == 0


def test_the_second_click_is_told_that_all_is_well(offering, learner):
    client = as_(learner)
    client.post(address(offering, "pick/"))
    page = client.post(address(offering, "pick/"), follow=True)
    assert page.status_code == 200
    assert "您已经选上这个班了" in page.content.decode()
    assert Enrolment.objects.count() == 1


def test_a_full_class_is_refused_with_the_reason_and_offers_a_place_in_line(offering, learner):
    make.full(offering)
    client = as_(learner)
    refused = client.post(address(offering, "pick/"))
    text = refused.content.decode()
    assert refused.status_code == 409
    assert "座位都选完了" in text
    assert address(offering, "waitlist/") in text
    waits = client.post(address(offering, "waitlist/"), follow=True).content.decode()
    assert "候补第 1 位" in waits
    client.post(address(offering, "waitlist/leave/"))
    assert WaitlistEntry.objects.get().state == "left"


def test_a_closed_class_is_refused_with_the_reason_and_offers_a_place_in_line(offering, learner):
    Offering.objects.filter(pk=offering.pk).update(state="closed")
    client = as_(learner)
    refused = client.post(address(offering, "pick/"))
    assert refused.status_code == 409
    assert "这个班的选课已经结束" in refused.content.decode()
    assert address(offering, "waitlist/") in refused.content.decode()
    assert "候补第 1 位" in client.post(address(offering, "waitlist/"), follow=True).content.decode()
    assert Enrolment.objects.count() == 0


def test_a_clash_is_refused_with_the_other_course_named(offering, learner, now):
    choir = make.offering(make.course("合唱与声乐"), term=offering.term)
    make.lessons(choir, first=now + timedelta(days=40))
    client = as_(learner)
    client.post(address(choir, "pick/"))
    refused = client.post(address(offering, "pick/"))
    assert refused.status_code == 409
    assert "“合唱与声乐”" in refused.content.decode()
    assert address(offering, "waitlist/") in refused.content.decode()


def test_another_class_of_her_course_says_so_on_its_page_and_on_cards_until_she_drops_hers(offering, learner):
    full = make.full(make.offering(offering.course, term=offering.term, capacity=1))
    client, words = as_(learner), "这门课您已经选了一个班。想换班，请先退掉原来的班。"
    client.post(address(offering, "pick/"))
    for page in (address(full), offering.course.url, "/selection/"):
        text = client.get(page).content.decode()
        assert [words in text, "这门课您已选了别的班" in text, address(full, "waitlist/") in text] == [True, True, False], page
    refused = client.post(address(full, "waitlist/"))
    assert (refused.status_code, words in refused.content.decode()) == (409, True)
    client.post(address(offering, "drop/"))
    assert address(full, "waitlist/") in client.get(offering.course.url).content.decode()
    client.post(address(full, "waitlist/"))
    client.post(address(offering, "pick/"))
    page = client.get(address(full)).content.decode()
    assert ("候补第 1 位" in page, words in page) == (True, True)  # else she would wait for a seat that passes her by


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "closed"}, "这个班的选课已经结束"),
        ({"state": "cancelled"}, "这个班已经取消"),
    ],
)
def test_a_class_that_takes_no_picks_says_why_and_has_no_button(offering, learner, change, words):
    Offering.objects.filter(pk=offering.pk).update(**change)
    page = as_(learner).get(address(offering)).content.decode()
    assert words in page
    assert address(offering, "pick/") not in page
    assert as_(learner).post(address(offering, "pick/")).status_code == 409


def test_selection_that_has_not_begun_says_when_it_does(offering, learner, now):
    offering.term.selection_opens_at = now + timedelta(days=3)
    offering.term.save()
    refused = as_(learner).post(address(offering, "pick/"))
    assert refused.status_code == 409
    assert "开始选课" in refused.content.decode()
    assert "开始" in as_(None).get("/selection/").content.decode()


def test_what_is_over_cannot_be_dropped(offering, learner, now):
    make.enrolled(offering, learner)
    for place, lesson in enumerate(offering.lessons.all(), start=8):
        lesson.starts_at, lesson.ends_at = now - timedelta(days=place + 1), now - timedelta(days=place)
        lesson.save()
    client = as_(learner)
    assert client.get(address(offering, "drop/")).status_code == 409
    assert client.post(address(offering, "drop/")).status_code == 409
    assert Enrolment.objects.get().state == "enrolled"


@pytest.mark.parametrize("verb", ["pick/", "drop/", "waitlist/", "waitlist/leave/"])
def test_a_stranger_is_sent_to_sign_in_and_back(offering, verb):
    answer = as_(None).post(address(offering, verb))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert Enrolment.objects.count() == WaitlistEntry.objects.count() == 0


def test_an_address_of_a_verb_that_is_opened_leads_to_the_class(offering, learner):
    for verb in ("pick/", "waitlist/", "waitlist/leave/", "drop/"):
        answer = as_(learner).get(address(offering, verb))
        assert (answer.status_code, answer["Location"]) == (302, address(offering))
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize("pk", [0, 987654, 2**63, 10**30])
def test_a_number_that_is_no_class_is_a_404_everywhere(learner, pk):
    client = as_(learner)
    assert client.get(f"/selection/offerings/{pk}/").status_code == 404
    for verb in ("pick/", "drop/", "waitlist/", "waitlist/leave/"):
        assert client.post(f"/selection/offerings/{pk}/{verb}").status_code == 404
    assert client.get(f"/teach/offerings/{pk}/").status_code == 404
    assert client.get(f"/teach/lessons/{pk}/recording/").status_code == 404


def test_one_person_cannot_drop_or_leave_for_another(offering, learner):
    other = make.person()
    make.enrolled(offering, other)
    make.waiting(offering, make.person())
    as_(learner).post(address(offering, "drop/"))
    as_(learner).post(address(offering, "waitlist/leave/"))
    assert Enrolment.objects.get(learner=other).state == "enrolled"
    assert WaitlistEntry.objects.get().state == "waiting"


def test_a_class_of_an_unpublished_course_is_seen_by_those_who_have_or_teach_it(now, learner):
    hidden = make.offering(make.course(live=False), term=make.term(now), teacher=make.teacher(user=make.person("chen", Role.TEACHER)))
    make.enrolled(hidden, learner)
    seen = {who: as_(user).get(address(hidden)).status_code for who, user in people_around(hidden, learner).items()}
    assert seen == {"stranger": 404, "other learner": 404, "other teacher": 404, "learner": 200, "teacher": 200, "staff": 200}


def test_forms_need_their_token(offering, learner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    lesson = offering.lessons.first()
    assert client.post(address(offering, "pick/")).status_code == 403
    client.force_login(offering.teacher.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/teach/lessons/{lesson.pk}/recording/", {"sample-form": "1", "sample-is_sample": "on"}).status_code == 403
    assert Enrolment.objects.count() == 0
    lesson.refresh_from_db()
    assert not lesson.is_sample


# ---- teachers


def people_around(of: Offering, learner: User | None = None) -> dict[str, User | None]:
    return {
        "stranger": None,
        "other learner": make.person(),
        "other teacher": make.teacher(user=make.person("", Role.TEACHER)).user,
        "learner": learner,
        "teacher": of.teacher.user,
        "staff": make.person("", Role.STAFF),
    }


@pytest.mark.parametrize("path", ["/teach/offerings/{offering}/", "/teach/lessons/{lesson}/recording/"])
def test_the_desk_is_for_the_classes_teacher_and_staff(offering, learner, path):
    make.enrolled(offering, learner)
    url = path.format(offering=offering.pk, lesson=offering.lessons.first().pk)
    seen = {who: as_(user).get(url).status_code for who, user in people_around(offering, learner).items()}
    assert seen == {"stranger": 302, "other learner": 404, "other teacher": 404, "learner": 404, "teacher": 200, "staff": 200}


def test_the_list_of_classes_shows_a_teacher_hers_and_staff_all(offering, learner):
    people = people_around(offering, learner)
    assert {who: as_(user).get("/teach/").status_code for who, user in people.items()} == {
        "stranger": 302, "other learner": 404, "other teacher": 200, "learner": 404, "teacher": 200, "staff": 200,
    }  # fmt: skip
    shows = {who: offering.course.title in as_(people[who]).get("/teach/").content.decode() for who in ("teacher", "other teacher", "staff")}
    assert shows == {"teacher": True, "other teacher": False, "staff": True}


def test_the_roster_shows_names_and_no_phone_number(offering):
    phone = make.person("+8619912345678", phone="+8619912345678")
    make.enrolled(offering, make.person("wang", display_name="王秀兰"), phone)
    page = as_(offering.teacher.user).get(f"/teach/offerings/{offering.pk}/").content.decode()
    assert "王秀兰" in page
    assert "199****5678" in page
    assert "19912345678" not in page


def upload_of(lesson: Lesson) -> str:
    return f"/teach/lessons/{lesson.pk}/recording/"


def film(content: bytes = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 2000) -> SimpleUploadedFile:
    return SimpleUploadedFile("第一讲.mp4", content, content_type="video/mp4")


def test_an_uploaded_file_belongs_to_its_lesson_and_can_be_replaced(offering):
    lesson = offering.lessons.first()
    client = as_(offering.teacher.user)
    answer = client.post(upload_of(lesson), {"recording": film()})
    assert (answer.status_code, answer["Location"]) == (302, upload_of(lesson))
    lesson.refresh_from_db()
    first = lesson.recording
    assert first.owner == offering.teacher.user
    assert "第一讲.mp4" in client.get(upload_of(lesson)).content.decode() or first.state in client.get(upload_of(lesson)).content.decode()
    client.post(upload_of(lesson), {"recording": film(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x01" * 3000)})
    lesson.refresh_from_db()
    assert lesson.recording == first
    assert lesson.recording.sha256 != first.sha256


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 not a film" + b" " * 100])
def test_an_unusable_file_is_refused_beside_the_field(offering, content):
    lesson = offering.lessons.first()
    answer = as_(offering.teacher.user).post(upload_of(lesson), {"recording": film(content)})
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    lesson.refresh_from_db()
    assert lesson.recording is None


def test_a_form_without_a_file_is_refused_beside_the_field(offering):
    lesson = offering.lessons.first()
    answer = as_(offering.teacher.user).post(upload_of(lesson), {})
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()


def test_others_cannot_upload_and_nothing_is_kept(offering, learner, settings):
    lesson = offering.lessons.first()
    for user in (learner, make.teacher(user=make.person("", Role.TEACHER)).user):
        assert as_(user).post(upload_of(lesson), {"recording": film()}).status_code == 404
    lesson.refresh_from_db()
    assert lesson.recording is None


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(offering, settings):
    settings.UPLOAD_MAX_BYTES = 10
    lesson = offering.lessons.first()
    answer = as_(offering.teacher.user).post(upload_of(lesson), {"recording": film(b"\x00" * 2_000_000)})
    assert answer.status_code == 413


def test_the_sample_switch(offering):
    lesson = offering.lessons.first()
    client = as_(offering.teacher.user)
    for value, wanted in (({"sample-is_sample": "on"}, True), ({}, False)):
        client.post(upload_of(lesson), {"sample-form": "1", **value})
        lesson.refresh_from_db()
        assert lesson.is_sample is wanted


# ---- what pages cost


def fill(now, how_many: int, learner: User, teacher) -> None:
    term = make.term(now)
    for place in range(how_many):
        made = make.offering(make.course(f"课 {place}", units=2), term=term, teacher=teacher)
        make.lessons(made, first=now + timedelta(days=40 + place, hours=2 * how_many), number=3)
        make.enrolled(made, learner, make.person())
        make.waiting(made, make.person())


@pytest.mark.parametrize("path", ["/selection/", "/teach/"])
def test_a_list_costs_the_same_with_one_row_and_with_three(path, learner, now, django_assert_num_queries):
    teacher = make.teacher(user=learner)
    fill(now, 1, learner, teacher)
    client = as_(learner)
    client.get(path)  # caches of the site
    with_one = count_queries(client, path)
    fill(now, 3, learner, teacher)
    assert count_queries(client, path) == with_one
    assert with_one <= 20


def count_queries(client: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_a_roster_costs_the_same_with_one_row_and_with_three(offering, now):
    client = as_(offering.teacher.user)
    offering.capacity = 9
    offering.save()
    url = f"/teach/offerings/{offering.pk}/"
    make.enrolled(offering, make.person())
    make.waiting(offering, make.person())
    client.get(url)
    with_one = count_queries(client, url)
    make.enrolled(offering, make.person(), make.person())
    make.waiting(offering, make.person(), make.person(), now=now)
    assert count_queries(client, url) == with_one


def test_a_page_of_one_class_costs_the_same_whoever_waits(offering, learner):
    client = as_(learner)
    client.get(address(offering))
    with_none = count_queries(client, address(offering))
    make.full(offering)
    make.waiting(offering, make.person(), make.person(), learner)
    assert count_queries(client, address(offering)) == with_none
    assert "候补第 3 位" in client.get(address(offering)).content.decode()
