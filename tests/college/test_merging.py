"""Two accounts of one person become one: everything moves by stated rules, the ledger by its own means, with two people and a trail."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from college import accounts, facts, merging
from college.errors import NotAllowed, NotFound
from college.models import AccessLog, Complaint, Consent, Duty, LearnerFacts, Merge, Neighbourhood, PaperCard, Teacher, User
from college.roles import BuildingRole, Role
from courses.credits.domain.verification import verify
from courses.credits.models import Account, Entry, Settlement
from courses.evaluation.models import Receipt
from courses.learning.models import Attendance, RollCall, WatchSummary
from courses.selection.domain import exception_for, pick, waive
from courses.selection.models import Enrolment, WaitlistEntry
from tests.factories import credits, learning, selection
from tests.factories.college import person

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timezone.localdate()


@pytest.fixture
def wang():
    return person("wang", Role.LEARNER, display_name="王秀兰", phone="+8619900001234")


@pytest.fixture
def twin():
    return person("twin", Role.LEARNER, display_name="王秀兰", email="wang@example.cn")


@pytest.fixture
def staff():
    return person("staff", Role.STAFF), person("second", Role.STAFF)


def joined(wang, twin, staff):
    merge = merging.propose(kept_id=wang.pk, gone_id=twin.pk, why="同一部电话，本人说的", by=staff[0], now=NOW)
    return merging.decide(merge_id=merge.pk, approve=True, by=staff[1], now=NOW)


@pytest.mark.both_databases
def test_what_belongs_to_a_person_goes_along(wang, twin, staff):
    Complaint.objects.create(number="2026-1", code="x", kind="question", text="?", author=twin, received_at=NOW, due_on=DAY)
    AccessLog.objects.create(actor=None, actor_role="", subject=twin, action="view", topic="x", at=NOW)
    for who, last in ((wang, DAY), (twin, DAY + timedelta(days=9))):
        Duty.objects.create(user=who, role=BuildingRole.BUILDING_HEAD, building="3号楼", valid_from=DAY, valid_until=last)
        Consent.objects.create(user=who, kind="calls", version="1", given_at=NOW)
    Teacher.objects.create(name="王秀兰", slug="wang", user=twin)
    card = PaperCard.objects.create(user=twin, scanned="a", typed="b", ends="1234", issued_at=NOW)
    facts.tell(of=wang, birth_year=1950, neighbourhood=None, by=wang, now=NOW)
    facts.tell(of=twin, birth_year=1951, neighbourhood=Neighbourhood.objects.create(name="青年里"), by=twin, now=NOW)
    facts.pledge(of=twin, by=twin, now=NOW)
    group = selection.offering()
    waive(offering=group, learner=twin, reasons=["too_old"], why="随子女上课", by=staff[0], now=NOW)
    merge = joined(wang, twin, staff)
    assert merge.moved == {"duties": 1, "consents": 1, "letters": 1, "looks": 1, "teacher": 1, "facts": 1, "exceptions": 1}
    known = facts.facts_of(wang)
    assert (known.birth_year, known.neighbourhood.name, known.pledged_on) == (1950, "青年里", DAY)
    assert not LearnerFacts.objects.filter(user=twin).exists()
    assert exception_for(group, wang).why == "随子女上课"
    assert Duty.objects.live().get(user=wang).valid_until == DAY + timedelta(days=9)
    assert Consent.objects.get(user=wang, withdrawn_at=None)
    wang.refresh_from_db()
    twin.refresh_from_db()
    card.refresh_from_db()
    assert (wang.phone, wang.email) == ("+8619900001234", "wang@example.cn")
    assert (twin.is_active, twin.display_name, twin.email, card.revoked_at) == (False, "", "", NOW)


@pytest.mark.both_databases
def test_two_seats_in_one_class_become_one(wang, twin, staff):
    offering, other = selection.offering(capacity=5), selection.offering(capacity=5)
    selection.lessons(offering, number=2)
    mine, theirs = *selection.enrolled(offering, wang), *selection.enrolled(offering, twin)
    selection.enrolled(other, twin)
    first, second = offering.lessons.all()
    for lesson, marks in ((first, ((mine, "absent"), (theirs, "present"))), (second, ((theirs, "late"),))):
        roll = RollCall.objects.create(lesson=lesson, confirmed_at=NOW)
        Attendance.objects.bulk_create([Attendance(roll_call=roll, enrolment=seat, state=state) for seat, state in marks])
    merge = joined(wang, twin, staff)
    assert merge.moved["attendance"] == 2
    assert set(mine.attendance.values_list("state", flat=True)) == {"present", "late"}
    offering.refresh_from_db()
    assert offering.seats_taken == 1
    assert Enrolment.objects.filter(learner=wang, state="enrolled").count() == 2
    assert not Enrolment.objects.filter(learner=twin).exists()


def test_the_earlier_place_in_a_queue_and_none_where_she_sits(wang, twin, staff):
    queue, class_ = selection.offering(), selection.offering()
    selection.waiting(queue, wang, now=NOW)
    selection.waiting(queue, twin, now=NOW - timedelta(days=1))
    selection.enrolled(class_, wang)
    selection.waiting(class_, twin)
    joined(wang, twin, staff)
    place = WaitlistEntry.objects.get(learner=wang, state="waiting")
    assert (place.offering, place.joined_at) == (queue, NOW - timedelta(days=1))


def test_what_was_watched_is_put_together(wang, twin, staff):
    recording = learning.recording(staff[0])
    for who, spans, seconds in ((wang, [[0, 60]], 60), (twin, [[30, 90]], 60)):
        WatchSummary.objects.create(learner=who, recording=recording, spans=spans, seconds=seconds, updated_at=NOW)
    joined(wang, twin, staff)
    summary = WatchSummary.objects.get()
    assert (summary.learner, summary.spans, summary.seconds) == (wang, [[0, 90]], 90)


def test_who_has_rated_with_one_account_does_not_rate_again(wang, twin, staff):
    offering = selection.offering()
    mine, theirs = *selection.enrolled(offering, wang), *selection.enrolled(offering, twin)
    Receipt.objects.create(enrolment=theirs)
    joined(wang, twin, staff)
    assert Receipt.objects.get(enrolment=mine).words_read


@pytest.mark.both_databases
def test_the_ledger_is_booked_anew_and_its_chain_holds(wang, twin, staff):
    rules = credits.rules()
    page = selection.course()
    credits.awarded(wang, page=page)
    credits.awarded(twin, page=page)
    credits.booked(credits.account(twin), rules, 250)
    before = Entry.objects.count()
    hers = Account.objects.get(owner=wang)
    merge = joined(wang, twin, staff)
    assert merge.moved["entries"] == 2
    assert Entry.objects.count() == before + 3  # two are taken back, one counts anew: the course counts once
    sums = {account.owner: sum(account.entries.values_list("amount", flat=True)) for account in Account.objects.exclude(entries=None)}
    assert sums[None] == 0
    assert sums[wang] == 250 + hers.entries.order_by("number").first().amount
    assert set(Settlement.objects.values_list("account", flat=True)) == {hers.pk}
    assert verify().broken is None


def test_an_account_of_the_ledger_that_only_one_has_becomes_hers(wang, twin, staff):
    credits.booked(credits.account(twin), credits.rules(), 250)
    before = Entry.objects.count()
    joined(wang, twin, staff)
    assert (Entry.objects.count(), Account.objects.get(owner=wang).entries.count()) == (before, 1)


def test_a_preview_says_the_same_and_moves_nothing(wang, twin, staff):
    selection.enrolled(selection.offering(), twin)
    credits.booked(credits.account(twin), credits.rules(), 250)
    credits.account(wang)
    seen = merging.preview(kept_id=wang.pk, gone_id=twin.pk, by=staff[0], now=NOW)
    assert Enrolment.objects.get().learner == twin
    assert joined(wang, twin, staff).moved == seen


def test_two_people_decide_and_nobody_about_the_office(wang, twin, staff):
    first, second = staff
    with pytest.raises(accounts.GuardedAccount):
        merging.propose(kept_id=first.pk, gone_id=wang.pk, why="x", by=second, now=NOW)
    with pytest.raises(NotAllowed):
        merging.propose(kept_id=wang.pk, gone_id=twin.pk, why="x", by=wang, now=NOW)
    with pytest.raises(merging.SamePerson):
        merging.propose(kept_id=wang.pk, gone_id=wang.pk, why="x", by=first, now=NOW)
    with pytest.raises(NotFound):
        merging.propose(kept_id=wang.pk, gone_id=10**9, why="x", by=first, now=NOW)
    merge = merging.propose(kept_id=wang.pk, gone_id=twin.pk, why="x", by=first, now=NOW)
    with pytest.raises(merging.Decided):
        merging.propose(kept_id=wang.pk, gone_id=twin.pk, why="x", by=second, now=NOW)
    with pytest.raises(merging.SecondPerson):
        merging.decide(merge_id=merge.pk, approve=True, by=first, now=NOW)
    merging.decide(merge_id=merge.pk, approve=False, by=second, now=NOW)
    with pytest.raises(merging.Decided):
        merging.decide(merge_id=merge.pk, approve=True, by=second, now=NOW)
    assert User.objects.get(pk=twin.pk).is_active
    assert merging.likely(by=first) == []


@pytest.mark.both_databases
def test_the_trail_cannot_be_changed(wang, twin, staff):
    merge = joined(wang, twin, staff)
    for change in (lambda: Merge.objects.filter(pk=merge.pk).update(why="y"), lambda: Merge.objects.filter(pk=merge.pk).delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_two_teachers_are_joined_first(wang, twin, staff):
    for who in (wang, twin):
        Teacher.objects.create(name="王", slug=who.username, user=who)
    with pytest.raises(merging.TwoTeachers):
        merging.preview(kept_id=wang.pk, gone_id=twin.pk, by=staff[0], now=NOW)


def test_a_proposal_that_can_no_longer_be_is_taken_off_the_desk(client: Client, wang, twin, staff):
    merge = merging.propose(kept_id=wang.pk, gone_id=twin.pk, why="x", by=staff[0], now=NOW)
    User.objects.filter(pk=twin.pk).update(is_active=False)
    client.force_login(staff[1])
    address = f"/admin/people/twice/{merge.pk}/"
    page = client.get(address).content.decode()
    assert "其中一个账号已经停用" in page
    assert 'value="join"' not in page
    client.post(address, {"answer": "two"})
    merge.refresh_from_db()
    assert merge.state == Merge.State.REFUSED


def test_pairs_that_look_alike_are_proposed(wang, twin, staff):
    person("other", display_name="王秀兰", phone="+8619900009999")
    person("a", display_name="李", email="li@example.cn")
    person("b", display_name="李建国", email="LI@example.cn")
    assert {(one.username, other.username, why) for one, other, why in merging.likely(by=staff[0])} == {("a", "b", "email")}
    User.objects.filter(pk=twin.pk).update(phone="+8613300001234")
    assert ("wang", "twin", "name") in {(one.username, other.username, why) for one, other, why in merging.likely(by=staff[0])}


def test_whoever_was_joined_picks_nothing_more(wang, twin, staff):
    offering = selection.offering()
    joined(wang, twin, staff)
    with pytest.raises(NotAllowed):
        pick(offering_id=offering.pk, learner=twin, now=selection.NOW)


def test_the_desk_from_a_pair_to_one_account(client: Client, wang, twin, staff):
    client.force_login(staff[0])
    address = f"/admin/people/twice/{wang.pk}/{twin.pk}/"
    assert client.post("/admin/people/twice/", {"kept": "wang", "gone": "twin"}).headers["Location"] == address
    assert client.get(f"{address}swap/").headers["Location"] == f"/admin/people/twice/{twin.pk}/{wang.pk}/"
    assert "王秀兰" in client.get(address).content.decode()
    assert AccessLog.objects.filter(topic="merge").count() == 2
    client.post(address, {"why": "本人说的"})
    merge = Merge.objects.get()
    client.post(f"/admin/people/twice/{merge.pk}/", {"answer": "join"})
    merge.refresh_from_db()
    assert merge.state == "proposed"
    client.force_login(staff[1])
    assert client.get(f"/admin/people/twice/{merge.pk}/").context["may"]
    client.post(f"/admin/people/twice/{merge.pk}/", {"answer": "join"})
    merge.refresh_from_db()
    assert merge.state == "done"
    assert client.get("/admin/people/twice/").status_code == 200
    client.force_login(person("head", Role.SCHOOL_HEAD))
    assert client.get("/admin/people/twice/").status_code == 403
