"""Helpers (代办): who may act for whom, how many, how it is agreed and ended, and that everything is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from college import cards, merging, notices, personal
from college.errors import DomainError
from college.models import Notice, User
from college.roles import Role
from courses.selection import domain
from courses.selection.domain import What
from courses.selection.domain import helping as verbs
from courses.selection.models import Acted, Enrolment, Helping
from tests.bad_input.world import as_
from tests.factories import selection as make
from tests.factories.selection import NOW
from tests.races import all_at_once, while_uncommitted

pytestmark = pytest.mark.django_db


def agreed(helper: User, elder: User) -> Helping:
    return domain.agree(request=domain.request_of(helper), elder=elder, now=NOW)


def test_three_ways_to_agree_and_either_ends_it() -> None:
    helper, desk = make.person("", Role.LEARNER), make.person("", Role.DESK)
    one, two, three = (make.person("", Role.LEARNER) for _ in range(3))
    assert agreed(helper, one).agreed == "account"
    number = cards.issue(users=[two], by=desk, now=NOW)[0].number
    with pytest.raises(cards.WrongPin):  # she has chosen none yet
        domain.agree_by_card(helper=helper, number=number, pin="2580", now=NOW)
    cards.choose_pin(card_id=cards.by_number(number).pk, pin="2580", now=NOW)
    assert domain.agree_by_card(helper=helper, number=number, pin="2580", now=NOW).elder == two
    with pytest.raises(domain.NotHers):
        domain.agree_at_desk(helper_id=helper.pk, elder_id=three.pk, by=helper, now=NOW)
    by_desk = domain.agree_at_desk(helper_id=helper.pk, elder_id=three.pk, by=desk, now=NOW)
    assert [one.what for one in domain.acts_for(three)] == [What.HELPER]
    assert [row.elder for row in domain.elders_of(helper)] == [one, two, three]

    with pytest.raises(domain.NotHers):
        domain.end_help(helping_id=by_desk.pk, by=one, now=NOW)
    domain.end_help(helping_id=by_desk.pk, by=three, now=NOW)
    domain.end_help(helping_id=by_desk.pk, by=helper, now=NOW + timedelta(hours=1))
    by_desk.refresh_from_db()
    assert (by_desk.until, by_desk.ended_by) == (NOW, three)
    with pytest.raises(domain.NotHers):
        domain.may_act_for(actor=helper, learner_id=three.pk)


def test_a_request_is_signed_and_ends(settings) -> None:
    helper, elder = make.person("", Role.LEARNER), make.person("", Role.LEARNER)
    for wrong in ("", "x", domain.request_of(helper)[:-2], domain.request_of(helper).swapcase()):
        with pytest.raises(verbs.RequestOver):
            domain.agree(request=wrong, elder=elder, now=NOW)
    User.objects.filter(pk=helper.pk).update(is_active=False)
    with pytest.raises(verbs.RequestOver):
        domain.who_asks(domain.request_of(helper))


def test_five_elders_two_helpers_nobody_twice_and_never_oneself() -> None:
    helper, elders = make.person("", Role.LEARNER), make.people(6)
    rows = [agreed(helper, elder) for elder in elders[:5]]
    assert [row.slot for row in rows] == [1, 2, 3, 4, 5]
    for elder, refusal in ((helper, verbs.NotOneself), (elders[0], verbs.HelpsAlready), (elders[5], verbs.FiveElders)):
        with pytest.raises(refusal):
            agreed(helper, elder)
    assert agreed(make.person(), elders[0]).place == 2
    with pytest.raises(verbs.TwoHelpers):
        agreed(make.person(), elders[0])
    domain.end_help(helping_id=rows[1].pk, by=helper, now=NOW)
    assert agreed(helper, elders[5]).slot == 2  # the place that has become free

    other = {"agreed": "desk", "agreed_by": helper, "since": NOW, "place": 1}
    for broken in ({"slot": 3}, {"slot": 6}, {"slot": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Helping.objects.create(helper=helper, elder=make.person(), **{**other, **broken})
    with pytest.raises(IntegrityError), transaction.atomic():
        Helping.objects.create(helper=helper, elder=helper, slot=2, **other, until=NOW)


def test_who_may_act_for_whom() -> None:
    helper, elder, desk = make.person("", Role.LEARNER), make.person("", Role.LEARNER), make.person("", Role.DESK)
    agreed(helper, elder)
    assert domain.may_act_for(actor=elder, learner_id=elder.pk).role is None
    assert domain.may_act_for(actor=helper, learner_id=elder.pk).helps
    assert domain.may_act_for(actor=desk, learner_id=elder.pk).at_desk
    denied = [(elder, helper.pk), (make.person("", Role.TEACHER), elder.pk), (make.person("", Role.SCHOOL_HEAD), elder.pk), (helper, 10**18), (desk, 10**18)]
    for actor, learner in denied:
        with pytest.raises(domain.NotHers):
            domain.may_act_for(actor=actor, learner_id=learner)
    User.objects.filter(pk=elder.pk).update(is_active=False)
    with pytest.raises(domain.NotHers):
        domain.may_act_for(actor=desk, learner_id=elder.pk)


def done(actor: User, learner: User, verb: Callable[[], object], what: What = What.PICK, offering_id: int | None = None) -> None:
    domain.done_for(domain.may_act_for(actor=actor, learner_id=learner.pk), what, verb, now=NOW, offering_id=offering_id)


def test_what_is_done_is_written_down_and_what_is_refused_is_not() -> None:
    helper, elder, of = make.person("", Role.LEARNER), make.person("", Role.LEARNER), make.offering(capacity=1)
    row = agreed(helper, elder)
    done(helper, elder, lambda: domain.pick(offering_id=of.pk, learner=elder, now=NOW), offering_id=of.pk)
    acting = domain.may_act_for(actor=helper, learner_id=elder.pk)
    domain.end_help(helping_id=row.pk, by=elder, now=NOW)
    with pytest.raises(domain.NotHers):  # the page was open when she ended it
        domain.done_for(acting, What.DROP, lambda: domain.drop(offering_id=of.pk, learner=elder, now=NOW), now=NOW, offering_id=of.pk)
    assert Enrolment.objects.get(learner=elder).state == "enrolled"
    with pytest.raises(DomainError):
        done(make.person("", Role.DESK), elder, lambda: domain.pick(offering_id=of.pk, learner=elder, now=NOW), offering_id=of.pk)
    done(elder, elder, lambda: domain.drop(offering_id=of.pk, learner=elder, now=NOW), What.DROP, of.pk)
    assert [(one.actor, one.role, one.what, one.offering) for one in domain.acts_for(elder)] == [(helper, "helper", "pick", of)]


def test_the_elder_is_told_what_was_done_and_her_helper_what_she_is_told() -> None:
    helper, elder, of = make.person("", Role.LEARNER, display_name="张明"), make.person("", Role.LEARNER, display_name="王秀英"), make.offering()
    row = agreed(helper, elder)
    done(helper, elder, lambda: domain.pick(offering_id=of.pk, learner=elder, now=NOW), offering_id=of.pk)
    page = reverse("selection:offering", args=[of.pk])
    notices.tell([elder.pk], kind="class_cancelled", text="这个班停了。", link=page, now=NOW)
    notices.tell([elder.pk], kind="credits", text="学分到了。", link="/learning/credits/", now=NOW)
    lines = list(Notice.objects.order_by("pk").values_list("person", "text", "link"))
    assert lines == [
        (elder.pk, "张明现在可以替王秀英选课了。", "/selection/helpers/"),
        (helper.pk, "张明现在可以替王秀英选课了。", "/selection/helping/"),
        (elder.pk, "帮手 张明替您办了：选了班《智能手机零基础》", "/selection/helpers/"),
        (elder.pk, "这个班停了。", page),
        (helper.pk, "王秀英：这个班停了。", f"/for/{elder.pk}{page}"),
        (elder.pk, "学分到了。", "/learning/credits/"),
    ]
    domain.end_help(helping_id=row.pk, by=elder, now=NOW)
    notices.tell([elder.pk], kind="class_cancelled", text="又停了。", link=page, now=NOW)
    assert Notice.objects.filter(person=helper).count() == 3  # that it has ended is the last


def test_nobody_rewrites_what_was_done() -> None:
    helper, elder, of = make.person("", Role.LEARNER), make.person("", Role.LEARNER), make.offering()
    agreed(helper, elder)
    done(helper, elder, lambda: domain.pick(offering_id=of.pk, learner=elder, now=NOW), offering_id=of.pk)
    lines = Acted.objects.filter(learner=elder)
    for work in (
        lambda: lines.update(actor=make.person()),
        lambda: lines.update(learner=make.person()),
        lambda: lines.update(what="drop"),
        lambda: lines.update(offering=None),
        lambda: lines.update(about="另一门课"),
        lambda: lines.update(at=NOW - timedelta(days=1)),
        lambda: lines._raw_delete(lines.db),
    ):
        with pytest.raises(Error), transaction.atomic():
            work()
    assert lines.get().offering == of


def test_joined_accounts_keep_their_helps_and_what_was_done() -> None:
    kept, gone, helper, elder = (make.person("", Role.LEARNER, display_name="王秀英") for _ in range(4))
    one, two = make.person("", is_superuser=True), make.person("", is_superuser=True)
    for pair in ((helper, gone), (gone, elder), (kept, gone), (helper, kept)):
        agreed(*pair)
    of = make.offering()
    done(helper, gone, lambda: domain.pick(offering_id=of.pk, learner=gone, now=NOW), offering_id=of.pk)
    assert merging.preview(kept_id=kept.pk, gone_id=gone.pk, by=one, now=NOW)["acts"] == 1
    merge = merging.propose(kept_id=kept.pk, gone_id=gone.pk, why="同一个人", by=one, now=NOW)
    merging.decide(merge_id=merge.pk, approve=True, by=two, now=NOW)
    live = set(Helping.objects.filter(until=None).values_list("helper", "elder"))
    assert live == {(helper.pk, kept.pk), (kept.pk, elder.pk)}  # nobody twice, and nobody herself
    assert [line.actor for line in domain.acts_for(kept)] == [helper]


def test_it_stands_in_my_data_and_ends_when_i_leave() -> None:
    helper, elder = make.person("", Role.LEARNER, display_name="张明"), make.person("", Role.LEARNER, display_name="王秀英")
    agreed(helper, elder)
    done(helper, elder, lambda: None)
    tables = {table.code: table for topic in personal.topics() for table in topic.tables(elder)}
    assert tables["helpers"].rows[0][:3] == ("张明", "王秀英", "在自己的账号上")
    assert tables["acts"].rows[0][1:4] == ("帮手", "张明", "选了班")
    for topic in personal.forgetting():
        topic.forget(elder, timezone.now())
    assert not Helping.objects.filter(until=None).exists()


# ---- the door


def asked(client: Client, learner: User, address: str, method: str = "get", **more: Any) -> Any:
    return getattr(client, method)(f"/for/{learner.pk}{address}", **more)


def test_the_door_opens_for_helpers_and_the_desk_and_keeps_for_whom(subtests: pytest.Subtests) -> None:
    now = timezone.now()
    helper, elder, desk = make.person("", Role.LEARNER), make.person("", Role.LEARNER, display_name="王秀英"), make.person("", Role.DESK)
    of = make.offering(capacity=3, term=make.term(now))
    make.lessons(of, first=now + timedelta(days=40))
    domain.agree(request=domain.request_of(helper), elder=elder, now=now)
    page, pick = reverse("selection:offering", args=[of.pk]), reverse("selection:pick", args=[of.pk])
    for actor, status in ((helper, 200), (desk, 200), (make.person("", Role.LEARNER), 404), (make.person("", Role.TEACHER), 404), (elder, 302)):
        with subtests.test(str(actor)):
            assert asked(as_(actor), elder, page).status_code == status
    assert asked(as_(elder), helper, page).status_code == 404
    assert asked(as_(make.person("", Role.LEARNER)), elder, pick, "post").status_code == 404
    assert asked(as_(None), elder, page).headers["Location"].startswith("/accounts/login/")

    shown = asked(as_(helper), elder, page).content.decode()
    assert f'action="/for/{elder.pk}{pick}"' in shown
    assert 'action="/selection/' not in shown
    answer = asked(as_(helper), elder, pick, "post")
    assert answer.headers["Location"] == f"/for/{elder.pk}{page}"
    assert [(seat.learner, seat.offering) for seat in Enrolment.objects.all()] == [(elder, of)]
    assert reverse("selection:home") == "/selection/"  # nothing of it is left behind
    assert f'href="/for/{elder.pk}' not in as_(helper).get("/selection/").content.decode()


def test_pages_of_oneself_are_not_behind_the_door() -> None:
    helper, elder = make.person("", Role.LEARNER), make.person("", Role.LEARNER)
    agreed(helper, elder)
    for address, then in (("/accounts/me/", "/accounts/me/"), ("/selection/?page=2", None), ("/calendar/", "/calendar/"), ("//example.com/", None)):
        answer = asked(as_(helper), elder, address)
        assert answer.headers.get("Location") == then, address
    assert asked(as_(helper), elder, "/calendar/new/", "post").status_code == 404
    assert asked(as_(helper), elder, f"/for/{elder.pk}/selection/", "post").status_code == 404
    assert asked(as_(helper), elder, "/accounts/logout/", "post").status_code == 404


# ---- at the same moment


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_however_many_agree_at_once_five_stay() -> None:
    helper = make.person("", Role.LEARNER)
    asked = [lambda elder=elder: agreed(helper, elder) for elder in make.people(8)]
    assert all_at_once(*asked) == {"done": 5, "five_elders": 3}
    assert sorted(Helping.objects.filter(helper=helper).values_list("slot", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_a_help_that_ends_in_this_moment_picks_nothing() -> None:
    helper, elder, of = make.person("", Role.LEARNER), make.person("", Role.LEARNER), make.offering()
    row = agreed(helper, elder)
    acting = domain.may_act_for(actor=helper, learner_id=elder.pk)

    def pick() -> None:
        domain.done_for(acting, What.PICK, lambda: domain.pick(offering_id=of.pk, learner=elder, now=NOW), now=NOW, offering_id=of.pk)

    assert while_uncommitted(lambda: domain.end_help(helping_id=row.pk, by=elder, now=NOW), pick) == "not_found"
    assert connection.vendor == "postgresql"
    assert not Enrolment.objects.exists()
