"""Notices on their way out of the house: each by each way at most once, whatever runs twice or dies in the middle.

A notice is planned once (a row for each way that its reader wants and can be reached by). A row is `sending`, and committed, before the message leaves;
whoever finds it so does not send it again. Only an error that says that nothing was taken puts it back, a few times.
"""

from __future__ import annotations

import logging
import smtplib
import socket
from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from college import sms
from college.models import Notice, NoticeDelivery, User
from college.notices import BY_SMS

logger = logging.getLogger(__name__)
State, Way = NoticeDelivery.State, NoticeDelivery.Way
LOT = 200  # notices planned, and messages sent, in one go
TRIES = 4
STALE = timedelta(hours=24)  # what could not be sent for a day is not sent at all: it would say what is over
LOST = timedelta(minutes=10)  # a message that is being sent for so long: whoever sent it has died
SURELY_NOT_SENT = (
    sms.NotSent,
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
    socket.gaierror,
)


def deliver(*, now: datetime) -> int:
    """Plan and send what is due; returns how many messages left."""
    while _plan(now) == LOT:
        pass
    _give_up_lost(now)
    due = NoticeDelivery.objects.filter(state=State.WAITING, due_at__lte=now).order_by("due_at", "pk").values_list("pk", flat=True)[:LOT]
    return sum(_deliver(pk, now) for pk in list(due))


# ---- planning


def _plan(now: datetime) -> int:
    """Settle the ways of one lot of new notices. Two at once take different ones."""
    with transaction.atomic():
        new = Notice.objects.filter(planned_at=None).select_related("person").order_by("pk")
        lot = list(new.select_for_update(of=("self",), skip_locked=True)[:LOT])
        doubted = _doubted([notice.person for notice in lot])
        rows = [NoticeDelivery(notice=notice, way=way, due_at=now, changed_at=now) for notice in lot for way in _ways(notice, doubted, now)]
        NoticeDelivery.objects.bulk_create(rows, ignore_conflicts=True)
        Notice.objects.filter(pk__in=[notice.pk for notice in lot]).update(planned_at=now)
    return len(lot)


def _doubted(people: list[User]) -> set[str]:
    """Addresses that somebody typed in and nobody has confirmed: they may be a stranger's."""
    return set(EmailAddress.objects.filter(user__in=people, verified=False).values_list("email", flat=True))


def _ways(notice: Notice, doubted: set[str], now: datetime) -> list[Way]:
    """The ways that its reader has, and has not switched off."""
    person = notice.person
    if not person.is_active or notice.created_at < now - STALE:
        return []
    mail = person.mail_notices and person.email and person.email not in doubted
    text = person.sms_notices and person.phone and settings.SMS_BACKEND and notice.kind in BY_SMS
    return [way for way, wanted in ((Way.MAIL, mail), (Way.SMS, text)) if wanted]


# ---- sending


def _deliver(delivery_id: int, now: datetime) -> bool:
    """One message: taken, sent, written down. False when somebody else has it, or it did not leave."""
    mine = NoticeDelivery.objects.filter(pk=delivery_id, state=State.WAITING).update(state=State.SENDING, tries=F("tries") + 1, changed_at=now)
    if not mine:
        return False
    delivery = NoticeDelivery.objects.select_related("notice__person").get(pk=delivery_id)
    try:
        reference = SENDERS[delivery.way](delivery)
    except SURELY_NOT_SENT as refusal:
        _again(delivery, refusal, now)
        return False
    except Exception:
        logger.exception("Nobody knows whether message %s was sent; it is not sent again.", delivery_id)
        _settle(delivery, State.UNCLEAR, now)
        return False
    _settle(delivery, State.SENT, now, reference=reference[:80])
    return True


def _again(delivery: NoticeDelivery, refusal: Exception, now: datetime) -> None:
    """After 2, 4, 8 minutes; then it has failed."""
    is_last = delivery.tries >= TRIES or delivery.notice.created_at < now - STALE
    logger.warning("Message %s was not taken (try %s): %s", delivery.pk, delivery.tries, type(refusal).__name__)
    _settle(delivery, State.FAILED if is_last else State.WAITING, now, due_at=now + timedelta(minutes=2**delivery.tries))


def _settle(delivery: NoticeDelivery, state: State, now: datetime, **fields: object) -> None:
    NoticeDelivery.objects.filter(pk=delivery.pk, state=State.SENDING).update(state=state, changed_at=now, **fields)


def _give_up_lost(now: datetime) -> None:
    NoticeDelivery.objects.filter(state=State.SENDING, changed_at__lt=now - LOST).update(state=State.UNCLEAR, changed_at=now)


def _mail(delivery: NoticeDelivery) -> str:
    notice = delivery.notice
    with override(settings.LANGUAGE_CODE):
        subject = _("Community college: %(text)s") % {"text": " ".join(notice.text.split())[:60]}
        foot = _("To get no more e-mails: sign in, press your name at the top and untick them under “How we reach you”.")
        body = f"{_addressed(notice)}\n\n{settings.SITE_URL}{notice.link}\n\n{foot}\n"
    send_mail(subject, body, None, [notice.person.email])
    return ""


def _text(delivery: NoticeDelivery) -> str:
    found = sms.backend()
    if found is None:
        raise sms.NotSent
    return found.send(phone=delivery.notice.person.phone, text=_addressed(delivery.notice), reference=f"notice-{delivery.notice_id}")


def _addressed(notice: Notice) -> str:
    """Couples share a phone: it says for whom it is."""
    name = notice.person.display_name
    return _("%(name)s: %(text)s") % {"name": name, "text": notice.text} if name else notice.text


SENDERS: dict[str, Callable[[NoticeDelivery], str]] = {Way.MAIL: _mail, Way.SMS: _text}
