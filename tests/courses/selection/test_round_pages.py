"""The desk for rounds, the public pages of a round through its life, and the API: what is shown to whom and when, and nothing before its time."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from college.roles import Role
from courses.selection import domain
from courses.selection.models import Draw, Enrolment, Offering, Round, SelectionPlan
from courses.selection.rules import draw_file
from courses.selection.rules.plans import Planned
from courses.selection.rules.rounds import Kind
from tests.factories import rounds
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


@pytest.fixture
def office():
    return make.person("office", Role.STAFF)


@pytest.fixture
def staff(office):
    client = Client()
    client.force_login(office)
    return client


@pytest.fixture
def classes(now):
    term = make.term(now, selection_opens_at=now + 20 * DAY, selection_closes_at=now + 21 * DAY)
    return [make.offering(make.course(title), term=term, capacity=1) for title in ("合唱", "书法")]


def wished(classes, ended: datetime, people: int = 2) -> Round:
    """A round of wishes that ended then, after so many people wished for both classes."""
    made = rounds.wishing(rounds.plan(classes[0].term), opens_at=ended - 7 * DAY)
    for one in make.people(people):
        domain.save_wishes(round_id=made.pk, learner=one, offerings=[one.pk for one in classes], now=ended - DAY)
    return made


def named(found: Round, when: datetime) -> Round:
    Draw.objects.filter(round=found).update(beacon_at=when)
    found.refresh_from_db()
    return found


def page(client, name, *arguments, **query) -> str:
    answer = client.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


class TestPublic:
    def test_before_the_end_nothing_but_how_many_want_what(self, client, classes, now):
        found = wished(classes, now + HOUR)
        shown = page(client, "selection:round", found.pk)
        assert "双色球第2026001期" in shown
        assert "合唱" in shown
        assert client.get(reverse("selection:draw_file", args=[found.pk])).status_code == 404
        told = client.get(f"/api/v1/rounds/{found.pk}/draw").json()
        assert (told["stage"], told["file"], told["secret"], told["counts"]["people"]) == ("running", None, "", 2)
        coming = rounds.a_round(found.plan, "first_come", now + 20 * DAY)
        assert "60" in page(client, "selection:round", coming.pk)
        assert classes[0].term.name in page(client, "selection:rounds")

    def test_the_closed_list_is_published_and_the_secret_is_not(self, client, classes, now):
        found = named(wished(classes, now - HOUR), now + HOUR)
        domain.seal(round_id=found.pk, now=now - HOUR)
        draw = Draw.objects.get(round=found)
        answer = client.get(reverse("selection:draw_file", args=[found.pk]))
        assert draw_file.hash_of(answer.content) == draw.list_sha256
        assert client.get(reverse("selection:draw_file", args=[found.pk]), headers={"If-None-Match": answer["ETag"]}).status_code == 304
        shown = page(client, "selection:round", found.pk)
        assert draw.list_sha256 in shown
        assert draw.secret_sha256 in shown
        assert draw.secret not in shown
        assert draw.secret not in str(client.get(f"/api/v1/rounds/{found.pk}/draw").json())

    def test_after_the_draw_everything_can_be_checked_and_everybody_sees_her_own(self, client, classes, now, office):
        found = named(wished(classes, now - 2 * HOUR), now - HOUR)
        domain.seal(round_id=found.pk, now=now - 2 * HOUR)
        Offering.objects.filter(pk=classes[1].pk).update(state="cancelled")
        draw = domain.hold_draw(round_id=found.pk, beacon_value="03 11", by=office, now=now)
        shown = page(client, "selection:round", found.pk)
        for words in (draw.secret, "03 11", reverse("selection:check_draw") + f"?round={found.pk}", "书法"):
            assert words in shown
        assert draw_file.check(draw_file.read(client.get(reverse("selection:draw_file", args=[found.pk])).content)).faults == ()
        assert f'data-file="/selection/rounds/{found.pk}/draw.jsonl"' in page(client, "selection:check_draw", round=found.pk)
        for wrong in ("", "0", "x", "9" * 30):
            assert "data-file" not in page(client, "selection:check_draw", round=wrong)
        winner = Enrolment.objects.get(offering=classes[0]).learner
        client.force_login(winner)
        told = client.get(f"/api/v1/rounds/{found.pk}/draw").json()
        assert told["mine"][0]["outcome"] == "seat"
        assert told["otherwise"] == [{"title": "书法", "reason": "offering_cancelled", "seats": 1}]
        assert (told["counts"]["given"], told["secret"]) == (2, draw.secret)


def rows(*planned: Planned, numbers: tuple[int, ...] = (), **changes: str) -> dict[str, str]:
    """What the form of a plan sends."""
    data = {"offline_limit": "3", "rounds-TOTAL_FORMS": str(len(planned) + 1), "rounds-INITIAL_FORMS": str(len(numbers))}
    for place, one in enumerate(planned):
        at = f"rounds-{place}-"
        data |= {at + "kind": one.kind.value, at + "spread": str(one.spread), at + "beacon": one.beacon}
        data[at + "number"] = str(numbers[place]) if numbers else ""
        for name in ("opens_at", "closes_at", "beacon_at"):
            moment = getattr(one, name)
            data[at + name] = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""
    return data | {f"rounds-{len(planned)}-spread": "60", **changes}


class TestDesk:
    def plan(self, now) -> tuple[Planned, ...]:
        return (
            Planned(Kind.WISHES, now + DAY, now + 8 * DAY, 60, beacon="双色球第 2026080 期", beacon_at=now + 9 * DAY),
            Planned(Kind.FIRST_COME, now + 10 * DAY, now + 11 * DAY, 30),
        )

    def test_a_term_is_planned_on_one_page(self, staff, classes, now):
        term = classes[0].term
        assert term.name in page(staff, "selection_plans")
        address = reverse("selection_plan_of", args=[term.pk])
        assert staff.get(address).context["rounds"].total_form_count() == 3
        assert staff.post(address, rows(*self.plan(now))).status_code == 302
        plan = SelectionPlan.objects.get(term=term)
        wishes, picks = plan.rounds.order_by("opens_at")
        assert (plan.offline_limit, wishes.draw.beacon, wishes.opens_at, picks.spread) == (3, "双色球第 2026080 期", now + DAY, 30)
        # the same again changes nothing, and a round that is ticked goes
        numbers = (wishes.pk, picks.pk)
        assert staff.post(address, rows(*self.plan(now), numbers=numbers)).status_code == 302
        assert list(plan.rounds.order_by("opens_at").values_list("pk", flat=True)) == list(numbers)
        assert staff.post(address, rows(*self.plan(now), numbers=numbers, **{"rounds-0-DELETE": "on"})).status_code == 302
        assert plan.rounds.count() == 1
        assert "这学期的班谁也选不了" not in page(staff, "selection_plan_of", term.pk)
        assert staff.post(address, rows(*self.plan(now)[1:], numbers=numbers[1:], **{"rounds-0-DELETE": "on"})).status_code == 302
        assert "这学期的班谁也选不了" in page(staff, "selection_plan_of", term.pk)
        assert "谁也选不了课" in page(staff, "selection_plans")
        form = page(staff, "term:edit", term.pk)
        assert "disabled" in form.split('name="selection_opens_at"')[1].split(">")[0]

    @pytest.mark.parametrize(
        ("changes", "at"),
        [
            ({"rounds-0-closes_at": "2020-01-01 09:00"}, 0),
            ({"rounds-0-closes_at": "morgen"}, 0),
            ({"rounds-0-kind": "other"}, 0),
            ({"rounds-0-beacon": ""}, 0),
            ({"rounds-1-opens_at": "2020-01-01 09:00", "rounds-1-spread": "-1"}, 1),
        ],
    )
    def test_what_is_wrong_is_said_at_its_row_and_what_was_typed_stays(self, staff, classes, now, changes, at):
        data = rows(*self.plan(now), **changes)
        answer = staff.post(reverse("selection_plan_of", args=[classes[0].term.pk]), data)
        assert answer.status_code == 200
        assert [place for place, form in enumerate(answer.context["rounds"]) if form.errors] == [at]
        for value in changes.values():
            assert value in answer.content.decode()
        assert not SelectionPlan.objects.exists()

    def test_faults_of_the_whole_plan_and_of_the_term_stand_above(self, staff, now, classes):
        only_wishes = self.plan(now)[:1]
        for term in (classes[0].term, make.term(now)):
            answer = staff.post(reverse("selection_plan_of", args=[term.pk]), rows(*only_wishes))
            assert answer.context["limit"].non_field_errors()

    def test_the_value_is_entered_twice_and_then_drawn(self, staff, classes, now):
        found = named(wished(classes, now - 2 * HOUR), now - HOUR)
        domain.seal(round_id=found.pk, now=now - 2 * HOUR)
        address = reverse("selection_draw", args=[found.pk])
        assert staff.post(address, {"value": ""}).context["form"].errors
        second = staff.post(address, {"value": "03  11"})
        assert second.context["confirming"]
        assert staff.post(address, {"value": "03 11", "again": "03 12"}).context["form"].errors.keys() == {"again"}
        assert Draw.objects.get(round=found).drawn_at is None
        assert staff.post(address, {"value": "03 11", "again": " 03 11", "witness": "李敏"}).status_code == 302
        assert Draw.objects.get(round=found).beacon_value == "03 11"
        assert staff.post(address, {"value": "03 12", "again": "03 12"}).status_code == 200
        assert "03 11" in page(staff, "selection_draw", found.pk)

    def test_a_late_list_asks_for_a_later_value(self, staff, classes, now):
        found = named(wished(classes, now - 2 * HOUR), now - HOUR)
        address = reverse("selection_draw", args=[found.pk])
        assert staff.post(address, {"beacon": "旧的", "beacon_at": "2020-01-01 09:00"}).context["form"].errors
        later = timezone.localtime(now + DAY).strftime("%Y-%m-%d %H:%M")
        assert staff.post(address, {"beacon": "下一期", "beacon_at": later}).status_code == 302
        assert domain.seal_ended(now=now) == 1

    def test_a_dry_run_answers_other_values_with_other_numbers_and_writes_nothing(self, staff, classes, now, django_assert_max_num_queries):
        coming = make.term(now + 200 * DAY)
        address = reverse("selection_dry_run", args=[coming.pk])
        assert staff.get(address).context["refusal"].code == "nothing_to_try"
        make.enrolled(classes[0], *make.people(1))
        make.waiting(classes[0], *make.people(3))
        stand_in = staff.get(address).context["tried"]
        assert (stand_in.from_wishes, stand_in.tally.people, stand_in.tally.nothing) == (False, 4, 3)
        found = wished(classes, now - 2 * HOUR, people=6)
        before = Enrolment.objects.count()
        tried = staff.get(address).context["tried"]
        assert (tried.from_wishes, tried.tally.people, tried.tally.nothing, tried.tally.ranks) == (True, 6, 4, (1, 1))
        more = staff.get(address, {"offline_limit": "1", "seats": "300", "wishes": "1", "newcomer": "100"}).context["tried"].tally
        assert (more.nothing, more.ranks, more.groups["newcomer"].kept) == (3, (3,), 3)
        assert staff.get(address, {"reserve": "60", "newcomer": "60"}).context["form"].errors
        assert staff.get(address, {"seats": "viele", "offline_limit": ""}).context["form"].errors.keys() == {"seats", "offline_limit"}
        assert Enrolment.objects.count() == before
        assert Draw.objects.get(round=found).drawn_at is None

    def test_only_who_plans_for_the_whole_college_sees_the_desk(self, classes, now, office):
        found = wished(classes, now + HOUR)
        addresses = [reverse("selection_plans"), *(reverse(name, args=[classes[0].term.pk]) for name in ("selection_plan_of", "selection_dry_run"))]
        addresses.append(reverse("selection_draw", args=[found.pk]))
        for who in (None, make.person(), make.person("", Role.TEACHER)):
            client = Client()
            if who:
                client.force_login(who)
            assert {client.get(address).status_code for address in addresses} <= {302, 403}
