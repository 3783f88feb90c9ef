"""What people are told: on the site at once, by e-mail and SMS at most once each, and gone with the person."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation

from college import deliveries, leaving, merging, notices, personal, sms
from college.models import Notice, NoticeDelivery
from college.roles import Role
from tests.factories.college import PASSWORD, person

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(minutes=30)
SENT: list[str] = []


class Kept(sms.SmsBackend):
    """Keeps what it is given; a number that ends in 9 is refused, one that ends in 8 is lost on the way."""

    def send(self, *, phone: str, text: str, reference: str) -> str:
        SENT.append(f"{phone} {text}")
        if phone.endswith("9"):
            raise sms.NotSent("refused")
        if phone.endswith("8"):
            raise TimeoutError
        return f"no-{len(SENT)}"


@pytest.fixture(autouse=True)
def _kept(settings):
    SENT.clear()
    settings.SMS_BACKEND, settings.SMS_OPTIONS = f"{__name__}.Kept", {}


@pytest.fixture
def wang():
    return person("wang", Role.LEARNER, display_name="王秀兰", phone="+8619900001234", email="wang@example.cn")


def tell(*people, kind="seat_offer", text="书法班有空位留给您。", now=NOW):
    return notices.tell([one.pk for one in people], kind=kind, text=text, link="/selection/", now=now)


def states() -> list[tuple[str, str]]:
    return list(NoticeDelivery.objects.order_by("notice_id", "way").values_list("way", "state"))


def test_one_statement_tells_everybody_in_the_language_of_the_site(wang, django_assert_num_queries):
    people = [wang, *(person(f"p{number}", Role.LEARNER) for number in range(30)), wang]
    with translation.override("en"), django_assert_num_queries(1):
        told = notices.tell([one.pk for one in people], kind="x", text=lambda: translation.gettext("My account"), link="/", now=NOW)
    assert (told, Notice.objects.count()) == (31, 31)
    assert set(Notice.objects.values_list("text", flat=True)) == {"我的账号"}


def test_what_is_told_goes_with_its_transaction_and_leads_to_us(wang):
    with transaction.atomic():
        tell(wang)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        notices.tell([wang.pk], kind="x", text="x", link="//elsewhere.example", now=NOW)


def test_the_bell_counts_and_each_notice_leads_to_its_page(wang, client: Client):
    client.force_login(wang)
    assert 'class="count"' not in client.get("/notices/").content.decode()
    tell(wang)
    tell(wang, text="明天的课改到二楼。", now=LATER)
    page = client.get("/notices/").content.decode()
    assert '<span class="count" aria-hidden="true">2</span>' in page
    assert page.index("明天的课改到二楼。") < page.index("书法班有空位留给您。")
    one = Notice.objects.first()
    assert client.get(f"/notices/{one.pk}/").headers["Location"] == "/selection/"
    assert notices.of(wang).filter(read_at=None).count() == 1
    client.post("/notices/read/")
    assert 'class="count"' not in client.get("/notices/").content.decode()


@pytest.mark.both_databases
def test_each_goes_out_once_by_each_way(wang):
    tell(wang)
    tell(wang, kind="seat_lapsed", text="名额已让给下一位。")
    assert deliveries.deliver(now=NOW) == 3  # only what is urgent by SMS
    assert deliveries.deliver(now=LATER) == 0
    assert states() == [("mail", "sent"), ("sms", "sent"), ("mail", "sent")]
    assert SENT == ["+8619900001234 王秀兰：书法班有空位留给您。"]
    assert [message.to for message in mail.outbox] == [["wang@example.cn"]] * 2
    assert "/selection/" in mail.outbox[0].body
    assert NoticeDelivery.objects.get(way="sms").reference == "no-1"


def test_one_that_died_while_sending_is_not_sent_again(wang):
    """The row says so before anything leaves: a second worker, or the same one after a crash, finds it taken."""
    tell(wang)
    deliveries._plan(NOW)
    NoticeDelivery.objects.update(state="sending")
    assert deliveries.deliver(now=NOW) == 0
    assert deliveries.deliver(now=LATER) == 0
    assert (states(), SENT, mail.outbox) == ([("mail", "unclear"), ("sms", "unclear")], [], [])


def test_what_was_refused_is_tried_a_few_times_and_what_is_unclear_never():
    refused, lost = person("r", phone="+8619900000009"), person("l", phone="+8619900000008")
    tell(refused, lost)
    for step in range(8):
        deliveries.deliver(now=NOW + timedelta(minutes=20 * step))
    assert [text.split()[0][-1] for text in SENT].count("9") == deliveries.TRIES
    assert [text.split()[0][-1] for text in SENT].count("8") == 1
    assert states() == [("sms", "failed"), ("sms", "unclear")]


def test_a_mail_server_that_says_no_is_asked_again(wang, monkeypatch):
    answers = iter([smtplib.SMTPRecipientsRefused({}), None])

    def send(*args):
        if (error := next(answers)) is not None:
            raise error

    monkeypatch.setattr(deliveries, "send_mail", send)
    tell(wang, kind="seat_lapsed")
    assert [deliveries.deliver(now=moment) for moment in (NOW, NOW, LATER)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("fields", "sms_backend", "ways"),
    [
        ({"mail_notices": False}, True, ["sms"]),
        ({"sms_notices": False}, True, ["mail"]),
        ({"phone": None, "email": ""}, True, []),
        ({"is_active": False}, True, []),
        ({}, False, ["mail"]),
    ],
)
def test_nobody_is_written_to_against_her_will(wang, settings, fields, sms_backend, ways):
    if not sms_backend:
        settings.SMS_BACKEND = ""
    for name, value in fields.items():
        setattr(wang, name, value)
    wang.save()
    tell(wang)
    deliveries.deliver(now=NOW)
    assert [way for way, _state in states()] == ways


def test_an_address_that_nobody_confirmed_gets_nothing_and_neither_does_yesterday(wang):
    wang.emailaddress_set.create(email=wang.email, verified=False)
    tell(wang, kind="seat_lapsed")
    tell(wang, now=NOW - timedelta(days=2))
    assert deliveries.deliver(now=NOW) == 0
    assert states() == []


def test_she_switches_them_off_herself(wang, client: Client):
    client.force_login(wang)
    assert 'name="sms_notices"' in client.get("/accounts/me/").content.decode()
    client.post("/accounts/notices/", {"mail_notices": "on"})
    wang.refresh_from_db()
    assert (wang.mail_notices, wang.sms_notices) == (True, False)


def test_they_belong_to_her_data_move_with_her_and_end(wang):
    twin, staff, second = person("twin", Role.LEARNER), person("staff", Role.STAFF), person("second", Role.STAFF)
    tell(twin)
    merge = merging.propose(kept_id=wang.pk, gone_id=twin.pk, why="本人说的", by=staff, now=NOW)
    assert merging.decide(merge_id=merge.pk, approve=True, by=second, now=NOW).moved == {"notices": 1}
    assert "书法班有空位留给您。" in personal.as_json(wang, NOW)
    leaving.ask(user=wang, secret=PASSWORD, now=NOW)
    leaving.carry_out(now=NOW + leaving.GRACE)
    assert not Notice.objects.exists()


def test_old_ones_are_forgotten(wang):
    tell(wang, now=NOW - timedelta(days=200))
    tell(wang)
    assert (notices.forget_old(now=NOW), Notice.objects.count()) == (1, 1)
