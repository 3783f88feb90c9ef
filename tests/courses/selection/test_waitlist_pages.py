"""What people see of an offer and do with it: on pages, by programs, and at the desk for those who are called."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from college.models import AccessLog, Notice, User
from college.roles import Role
from courses.selection.models import Acted, Enrolment, Helping, SeatOffer, WaitlistEntry
from tests.factories import selection as make

pytestmark = pytest.mark.django_db


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def offering(now):
    made = make.offering(make.course(units=3), capacity=2, term=make.term(now))
    make.lessons(made, first=now + timedelta(days=40))
    return make.full(made)


@pytest.fixture
def learner():
    return make.person("wang", Role.LEARNER, display_name="王秀兰", phone="+8619900001234")


@pytest.fixture
def offer(offering, learner, now):
    return make.offered(offering, learner, now=now)


def test_she_sees_it_wherever_the_class_stands_until_it_ends(offer, offering, learner):
    client = as_(learner)
    pages = ("/selection/", f"/selection/offerings/{offering.pk}/", offering.course.get_url())
    for page in pages:
        text = client.get(page).content.decode()
        assert "有一个名额留给您，留到" in text, page
        assert f"/selection/offerings/{offering.pk}/offer/accept/" in text, page
    SeatOffer.objects.update(offered_at=offer.offered_at - timedelta(days=2), lapses_at=offer.lapses_at - timedelta(days=2))
    for page in pages:
        text = client.get(page).content.decode()
        assert "有一个名额留给您" not in text, page
        assert "您排候补第 1 位" in text, page
    late = client.post(f"/selection/offerings/{offering.pk}/offer/accept/")
    assert late.status_code == 409
    assert "这个名额留的时间过了" in late.content.decode()


def test_she_takes_it_once_and_others_find_nothing(offer, offering, learner):
    client, address = as_(learner), f"/selection/offerings/{offering.pk}/offer/"
    assert as_(make.person()).post(address + "accept/").status_code == 409
    assert "不要这个名额了？" in client.get(address + "decline/").content.decode()
    for words in ("选上了", "您已经选上这个班了"):
        assert words in client.post(address + "accept/", follow=True).content.decode()
    assert client.get(address + "decline/").status_code == 302
    assert Enrolment.objects.filter(learner=learner, state="enrolled").count() == 1


def test_declined_her_place_stays(offer, offering, learner):
    page = as_(learner).post(f"/selection/offerings/{offering.pk}/offer/decline/", follow=True).content.decode()
    assert "您的候补位置不变" in page
    assert "您排候补第 1 位" in page
    assert "其中 1 个名额正留给候补的人，或者过几个小时再放出来" in page


def test_programs_are_told_and_answer_once_for_one_key(offer, offering, learner, now):
    client, address = as_(learner), f"/api/v1/offerings/{offering.pk}/offer/"
    (mine,) = client.get("/api/v1/me/courses").json()["results"]
    assert (mine["state"], mine["place"]) == ("waiting", 1)
    assert mine["offer_until"].startswith(offer.lapses_at.isoformat()[:16])
    answers = [client.post(address + "decline", headers={"Idempotency-Key": "one"}) for _ in range(2)]
    assert [(one.status_code, one.json()["state"]) for one in answers] == [(200, "waiting")] * 2
    refused = client.post(address + "accept")
    assert (refused.status_code, refused.json()["code"]) == (409, "no_offer")
    make.offered(offering, learner, now=now)
    assert client.post(address + "accept").json()["state"] == "enrolled"


def test_a_helper_is_told_answers_for_her_and_leads_nobody_through_her_door(offering, learner, now):
    """Whoever gets the seat that a helper gives up reads an address of her own."""
    helper, second = make.person("nver", Role.LEARNER), make.person()
    Helping.objects.create(helper=helper, elder=learner, slot=1, place=1, agreed="desk", agreed_by=learner, since=now)
    make.offered(offering, learner, now=now)
    make.waiting(offering, second, now=now)
    link = f"/for/{learner.pk}/selection/offerings/{offering.pk}/"
    told = Notice.objects.get(person=helper)
    assert told.link == link
    assert "有一个名额留给您" in told.text
    client = as_(helper)
    assert link + "offer/accept/" in client.get(link).content.decode()
    client.post(link + "offer/decline/")
    assert Acted.objects.get().what == "decline"
    assert Notice.objects.get(person=second).link == f"/selection/offerings/{offering.pk}/"


def test_the_drop_page_says_beforehand_what_it_leaves(offering, learner, now):
    seat = offering.enrolments.earliest("pk")
    client = as_(seat.learner)
    assert "不留记录" in client.get(f"/selection/offerings/{offering.pk}/drop/").content.decode()
    offering.lessons.filter(number=1).update(starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=9) + timedelta(hours=1))
    offering.lessons.filter(number=2).update(starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=2) + timedelta(hours=1))
    assert "退了会记一笔" in client.get(f"/selection/offerings/{offering.pk}/drop/").content.decode()
    client.post(f"/selection/offerings/{offering.pk}/drop/")
    seat.refresh_from_db()
    assert (seat.state, seat.dropped_late) == ("dropped", True)
    staff = as_(make.person("jiaowu", Role.STAFF))
    assert "第二次课后退课" in staff.get(f"/teach/offerings/{offering.pk}/").content.decode()
    assert str(seat.learner) in staff.get("/admin/enrolment/?dropped_late=true").content.decode()


def test_the_desk_calls_and_writes_down_what_she_says(offering, learner, now):
    desk = make.person("qiantai", Role.DESK)
    client = as_(desk)
    for wanted, says in (("yes", True), ("no", False), ("yes", True)):
        client.post("/desk/cards/phone/", {"user": learner.pk, "wanted": wanted})
        assert User.objects.get(pk=learner.pk).served_by_phone is says
    staff = make.person("jiaowu", Role.STAFF)
    assert client.post("/desk/cards/phone/", {"user": staff.pk, "wanted": "yes"}).status_code == 403
    offer = make.offered(offering, learner, now=now)
    page = client.get("/desk/calls/").content.decode()
    assert "19900001234" in page
    assert AccessLog.objects.filter(actor=desk, subject=learner, topic="calls").exists()
    assert as_(make.person("", Role.TEACHER)).get("/desk/calls/").status_code == 404
    assert as_(make.person("", Role.TEACHER)).post(f"/desk/calls/{offer.pk}/", {"answer": "accept"}).status_code == 404
    assert client.post(f"/desk/calls/{offer.pk}/", {"answer": "perhaps"}).status_code == 404
    client.post(f"/desk/calls/{offer.pk}/", {"answer": "accept"})
    assert WaitlistEntry.objects.get(learner=learner).state == "promoted"
    assert Acted.objects.get().what == "accept"
    assert client.post(f"/desk/calls/{offer.pk}/", {"answer": "accept"}).status_code == 404
