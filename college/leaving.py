"""Deleting one's own account: asked for with the password, carried out two weeks later, and taken back by a click until then.

What names her goes; what a class or the ledger counts stays under a pseudonym (each room says what, see `college.personal`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_hex

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from college import accounts, cards, personal
from college.errors import DomainError, NotAllowed
from college.models import Leaving, User

GRACE = timedelta(days=14)


class WrongSecret(DomainError):
    """The password or the PIN does not fit."""

    code = "wrong_secret"
    status = 422
    message = _("This password or PIN does not fit. Nothing was changed.")


class OfficeAccount(NotAllowed):
    """Whoever works for the college cannot vanish by a click: her signature stands under decisions."""

    code = "office_account"
    message = _("Accounts of the office and the personnel office are closed by an administrator.")


def may_leave(user: User) -> bool:
    return not accounts.is_guarded(user.pk)


def ask(*, user: User, secret: str, now: datetime) -> Leaving:
    """Ask for it; twice keeps the first day. Raises WrongSecret and OfficeAccount."""
    if not may_leave(user):
        raise OfficeAccount
    if not _proved(user, secret):
        raise WrongSecret
    due = timezone.localtime(now + GRACE).date()
    return Leaving.objects.get_or_create(user=user, defaults={"asked_at": now, "due_on": due})[0]


def _proved(user: User, secret: str) -> bool:
    """Her password, or the PIN of her card when she has no password; who has neither signed in by a passkey just now."""
    if user.has_usable_password():
        return user.check_password(secret)
    return not needs_pin(user) or cards.fits_pin(user, secret)


def needs_pin(user: User) -> bool:
    return not user.has_usable_password() and bool(cards.live_cards([user]))


def take_back(*, user: User) -> None:
    """She stays. Twice is once."""
    Leaving.objects.filter(user=user, done_at=None).delete()


def asked(user: User) -> Leaving | None:
    return Leaving.objects.filter(user=user, done_at=None).first()


def carry_out(*, now: datetime) -> int:
    """Delete all accounts whose day has come; returns how many."""
    due = Leaving.objects.filter(done_at=None, due_on__lte=timezone.localtime(now).date()).order_by("pk")
    return sum(_gone(leaving_id, now) for leaving_id in due.values_list("pk", flat=True))


def _gone(leaving_id: int, now: datetime) -> bool:
    """One account, in one transaction; False when she took it back in this moment or works for the office by now."""
    with transaction.atomic():
        leaving = Leaving.objects.select_for_update(of=("self",)).select_related("user").filter(pk=leaving_id, done_at=None).first()
        if leaving is None or not may_leave(leaving.user):
            return False
        for topic in personal.forgetting():
            topic.forget(leaving.user, now)
        nameless(leaving.user)
        leaving.done_at = now
        leaving.save(update_fields=["done_at"])
    return True


def nameless(user: User) -> None:
    """The row without anything that says whose it was, and without a way in."""
    user.username, user.display_name, user.email = f"gone-{token_hex(8)}", "", ""
    user.phone, user.phone_verified, user.phone_shared, user.is_active, user.last_login = None, False, False, False, None
    user.set_unusable_password()
    user.save()
