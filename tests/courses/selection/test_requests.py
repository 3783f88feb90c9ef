"""A neighbourhood asks for a course: one name each, enough names lead to the office's desk, and everybody on the list is told what became of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from college import merging
from college.errors import NotFound
from college.models import Neighbourhood, Notice
from college.roles import Role
from courses.catalogue.models import Need
from courses.selection import personal
from courses.selection.domain import requests as domain
from courses.selection.models import CourseRequest, Offering, RequestName
from tests.courses.selection.test_pages import as_
from tests.factories import college
from tests.factories import selection as make
from tests.races import all_at_once

pytestmark = [pytest.mark.django_db]
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def place():
    return Neighbourhood.objects.create(name="方兴小区")


def asked(place, by=None, title="手机摄影", needed=3, days=30, **fields) -> CourseRequest:
    given = {"course": None, "venue": None, "words": "", "title": title, "until": TODAY + timedelta(days=days), "needed": needed, **fields}
    return domain.ask(neighbourhood=place, by=by or make.person(), now=NOW, **given)


def signed(request: CourseRequest, how_many: int) -> list:
    people = make.people(how_many)
    for person in people:
        domain.sign(request_id=request.pk, person=person, now=NOW)
    request.refresh_from_db()
    return people


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=kind).values_list("person", flat=True))


def test_names_are_counted_once_and_taken_back(place):
    request = asked(place)
    one, two = signed(request, 2)
    assert (request.state, request.names.count()) == ("reached", 3)
    domain.sign(request_id=request.pk, person=one, now=NOW)
    assert request.names.count() == 3
    assert domain.unsign(request_id=request.pk, person=two, now=NOW).state == "collecting"
    assert domain.unsign(request_id=request.pk, person=two, now=NOW).names.count() == 2
    with pytest.raises(domain.NotCollecting):
        domain.sign(request_id=request.pk, person=two, now=NOW + timedelta(days=32))
    with pytest.raises(NotFound):
        domain.sign(request_id=request.pk + 1, person=two, now=NOW)


def test_the_same_course_is_asked_for_once_at_a_place_and_nobody_asks_for_everything(place):
    me = make.person()
    first = asked(place, me, title="Photo")
    with pytest.raises(domain.AskedAlready) as again:
        asked(place, title=" photo ")
    assert again.value.request == first
    asked(place, me, title="唱歌", venue=make.venue())
    asked(place, me, course=make.course("太极拳"))
    with pytest.raises(domain.AsksEnough):
        asked(place, me, title="剪纸")
    assert CourseRequest.objects.get(course__isnull=False).title == "太极拳"


@pytest.mark.parametrize("wrong", [{"title": "  "}, {"days": 2}, {"days": 181}, {"needed": 2}, {"needed": 301}])
def test_a_request_that_makes_no_sense_is_refused(place, wrong):
    with pytest.raises(domain.BadRequest):
        asked(place, **wrong)
    with pytest.raises(domain.BadRequest):
        asked(None)
    assert not CourseRequest.objects.exists()


def test_the_database_keeps_the_states_apart(place):
    request = asked(place)
    for wrong in (
        {"state": "declined", "settled_at": NOW},
        {"state": "scheduled", "settled_at": NOW},
        {"reason": "x"},
        {"state": "lapsed"},
        {"settled_at": NOW},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CourseRequest.objects.filter(pk=request.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestName.objects.create(request=request, person=request.asked_by, added_at=NOW)


@pytest.fixture
def office():
    return make.person("jiaowu", Role.STAFF)


def test_the_office_makes_a_class_of_it_and_everybody_is_told_twice(place, office, django_capture_on_commit_callbacks):
    request = asked(place, course=make.course("太极拳"))
    people = signed(request, 2)
    desk = as_(office)
    assert reverse("course_request:index") in desk.get(reverse("wagtailadmin_home")).content.decode()
    page = desk.get(reverse("selection_request", args=[request.pk])).content.decode()
    assert f"?request={request.pk}" in page
    form = desk.get(f"{reverse('offering:add')}?request={request.pk}").context["form"]
    assert (form["course"].value(), form["label"].value(), form["capacity"].value()) == (request.course_id, "方兴小区", 3)
    later = make.term(NOW, selection_opens_at=NOW + timedelta(days=3))
    values = {"course": request.course_id, "term": later.pk, "label": "方兴班", "teacher": college.teacher().pk, "mode": "onsite", "venue": make.venue().pk}
    answer = desk.post(f"{reverse('offering:add')}?request={request.pk}", {**values, "room": "", "capacity": 20, "state": "open"})
    assert answer.status_code == 302, answer.context["form"].errors
    request.refresh_from_db()
    assert (request.state, request.offering) == ("scheduled", Offering.objects.get())
    everybody = {request.asked_by_id, *(person.pk for person in people)}
    assert told("request_scheduled") == everybody
    assert domain.turn(now=NOW) == 0
    assert domain.turn(now=NOW + timedelta(days=4)) == 1
    assert told("request_opened") == everybody
    assert Notice.objects.filter(kind="request_opened").first().link == reverse("selection:offering", args=[request.offering_id])
    assert domain.turn(now=NOW + timedelta(days=4)) == 0
    for verb, more in ((domain.decline, {"reason": "x", "now": NOW}), (domain.extend, {"until": TODAY + timedelta(days=9), "needed": 9, "now": NOW})):
        with pytest.raises(domain.Settled):
            verb(request_id=request.pk, by=office, **more)
    with pytest.raises(domain.Settled):
        domain.unsign(request_id=request.pk, person=people[0], now=NOW)


def test_the_office_declines_extends_adds_names_on_paper_and_feeds_the_needs(place, office):
    request, other = asked(place), asked(place, title="唱歌")
    desk, url = as_(office), reverse("selection_request", args=[request.pk])
    grandma = make.person("nainai")
    desk.post(url, {"do": "name", "person": "nainai"})
    assert RequestName.objects.get(person=grandma).added_by == office
    desk.post(url, {"do": "extend", "until": TODAY + timedelta(days=60), "needed": "30"})
    request.refresh_from_db()
    assert (request.needed, request.until, request.state) == (30, TODAY + timedelta(days=60), "collecting")
    desk.post(url, {"do": "need"})
    desk.post(url, {"do": "need"})
    assert list(Need.objects.values_list("title", "asked", "neighbourhood")) == [("手机摄影", 2, "方兴小区")]
    for wrong in ({"do": "decline", "reason": ""}, {"do": "extend", "until": "x", "needed": "1"}, {"do": "name", "person": "nobody"}, {"do": "class"}, {}):
        assert desk.post(url, wrong).status_code == 200
    desk.post(url, {"do": "decline", "reason": "没有老师"})
    assert told("request_declined") == {request.asked_by_id, grandma.pk}
    assert domain.turn(now=NOW + timedelta(days=31)) == 1
    assert told("request_lapsed") == {other.asked_by_id}
    desk.post(reverse("selection_request", args=[other.pk]), {"do": "class", "offering": make.offering(term=make.term(NOW)).pk})
    other.refresh_from_db()
    assert other.state == "scheduled"
    assert told("request_opened") == {other.asked_by_id}  # it can be picked already: told once, with the link


def test_only_the_office_of_its_school_settles(place, office):
    request = asked(place, course=make.course("太极拳", school_code="party"))
    assert as_(make.person()).get(reverse("selection_request", args=[request.pk])).status_code in {302, 403}
    with pytest.raises(NotFound):
        domain.decline(request_id=request.pk, reason="x", by=make.person("", Role.TEACHER), now=NOW)


def test_pages_show_how_many_are_missing_and_never_who(place, client, django_assert_max_num_queries):
    me = make.person(display_name="王秀兰")
    request = asked(place, needed=5)
    mine = as_(me)
    url = request.get_absolute_url()
    assert mine.post(reverse("selection:sign_request", args=[request.pk])).status_code == 302
    page = mine.get(url).content.decode()
    assert "撤回我的名字" in page
    assert "王秀兰" not in client.get(url).content.decode()
    assert "还差 3 " in client.get(reverse("selection:requests")).content.decode()
    assert mine.post(reverse("selection:unsign_request", args=[request.pk])).status_code == 302
    assert not RequestName.objects.filter(person=me).exists()
    form = {"title": "剪纸", "course": "", "neighbourhood": place.pk, "venue": "", "words": "周末", "until": TODAY + timedelta(days=20)}
    made = mine.post(reverse("selection:ask"), form)
    assert made.status_code == 302
    assert as_(make.person()).post(reverse("selection:ask"), form).url == made.url  # the same at the same place: led to it
    request.state, request.reason, request.settled_at = "declined", "不合适", NOW
    request.save()
    assert client.get(url).status_code == 404
    assert as_(request.asked_by).get(url).status_code == 200


def test_two_accounts_of_one_person_are_one_name_and_who_leaves_takes_hers_along(place):
    kept, gone, by = make.person(), make.person(), make.person("", Role.STAFF)
    request, other = asked(place, kept), asked(place, gone, title="唱歌")
    domain.sign(request_id=request.pk, person=gone, now=NOW)
    signed(request, 1)
    assert request.state == "reached"
    merge = merging.propose(kept_id=kept.pk, gone_id=gone.pk, why="同一人", by=by, now=NOW)
    merging.decide(merge_id=merge.pk, approve=True, by=make.person("", Role.STAFF), now=NOW)
    request.refresh_from_db()
    assert (request.state, request.names.count()) == ("collecting", 2)
    other.refresh_from_db()
    assert (other.asked_by, other.names.get().person) == (kept, kept)
    assert [row for table in personal.tables(kept) if table.code == "requests" for row in table.rows]
    personal.forget(kept, NOW)
    assert not RequestName.objects.filter(person=kept).exists()
    assert not CourseRequest.objects.filter(asked_by=kept).exists()


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_last_names_that_come_at_once_reach_the_threshold_once():
    request = asked(Neighbourhood.objects.create(name="方兴小区"), needed=5)
    people = make.people(6)
    works = [lambda one=one: domain.sign(request_id=request.pk, person=one, now=NOW) for one in (*people, people[0])]
    assert all_at_once(*works) == {"done": 7}
    request.refresh_from_db()
    assert (request.state, request.names.count()) == ("reached", 7)
