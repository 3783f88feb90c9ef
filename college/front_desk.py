"""Finding the person who stands at the front desk, and opening an account for somebody new.

One field takes whatever she has: a part of her name or the initials of its reading (“wxl”), her number or its last four digits, the number of her paper
card or what its square says.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from college import cards, consents
from college.adapters import normal_phone
from college.errors import DomainError, Invalid, NotAllowed, NotFound
from college.models import User
from college.people_import import free_names
from college.rules.cards import DIGITS, digits
from college.rules.names import with_initials

MOST = 20
ENDS = 4  # digits of a number that people say to be found


class SamePerson(DomainError):
    """There is an account with this name and number already."""

    code = "same_person"
    message = _("Somebody with this name and this number has an account already. Please find her by the number.")


class PhoneOfOther(DomainError):
    """The number is somebody else's: it may be shared, but she has to say so."""

    code = "phone_of_other"
    message = _("Somebody else has this number. If they share one phone, please tick that below.")


class BadPhone(Invalid):
    code = "bad_phone"
    message = _("This is not a phone number. Please check the digits.")


@dataclass(frozen=True)
class Found:
    """`by_card`: the card itself was shown, so it is she; otherwise up to MOST people who fit, the likeliest first."""

    people: list[User]
    by_card: bool = False


NOBODY = Found([])


def find(*, by: User, typed: str) -> Found:
    """Whoever fits what was typed or scanned. Raises NotFound for all but the desk."""
    if not cards.may_issue(by):
        raise NotFound
    words = unicodedata.normalize("NFKC", typed).replace("\0", "").strip()[:300]
    if not words:
        return NOBODY
    return _by_card(words) or Found(list(_fitting(words)[:MOST]))


def _by_card(words: str) -> Found | None:
    """A card's square holds an address that ends in its word; on its face stand twelve digits."""
    try:
        if "/card/" in words:
            return Found([cards.by_word(urlsplit(words).path.rstrip("/").rpartition("/")[2]).user], by_card=True)
        if len(digits(words)) == DIGITS and not words.startswith("+") and is_number(words):
            return Found([cards.by_number(words).user], by_card=True)
    except cards.UnknownCard:
        return None
    return None


def is_number(words: str) -> bool:
    """Whether something typed is the number of a phone or card, or the end of one."""
    return bool(words) and not set(words) - set("0123456789 -+()")


def _fitting(words: str) -> QuerySet[User]:
    found = User.objects.filter(is_active=True)
    if is_number(words):
        return found.filter(_numbered(words)).order_by("display_name", "pk").distinct()
    spelled = with_initials(words)
    fits = [Q(display_name=words), Q(display_name__startswith=words), *([Q(display_name__regex=f"{spelled}$")] if spelled else [])]
    first = Case(*(When(one, then=Value(place)) for place, one in enumerate(fits)), default=Value(len(fits)), output_field=IntegerField())
    named = Q(display_name__icontains=words) | Q(username=words)
    if spelled:
        named |= Q(display_name__regex=spelled)
    return found.filter(named).order_by(first, "display_name", "pk")


def _numbered(words: str) -> Q:
    """A whole number, or the end of a phone's or a card's."""
    typed = digits(words)
    if len(typed) == ENDS:
        return Q(phone__endswith=typed) | Q(paper_cards__ends=typed, paper_cards__revoked_at=None)
    return Q(phone=f"+{typed}") | Q(phone=f"+86{typed}") | Q(username=words)


def open_account(*, name: str, phone: str, shared: bool, by: User, now: datetime) -> User:
    """An account without a password, for a learner who is at the desk: she gets a card, or a password later.

    `phone` as people write it, or empty; `shared`: she knows that somebody else has it too. Raises NotAllowed, Invalid, BadPhone, SamePerson, PhoneOfOther.
    """
    if not cards.may_issue(by):
        raise NotAllowed
    named, number = name.strip(), _phone(phone)
    if not named or len(named) > User._meta.get_field("display_name").max_length:
        raise Invalid(_("Please write her name."))
    owners = User.objects.filter(phone=number, is_active=True) if number else User.objects.none()
    if owners.filter(display_name=named).exists():
        raise SamePerson
    if owners.exists() and not shared:
        raise PhoneOfOther
    return _opened(named, number, owners.exists(), now)


def _phone(typed: str) -> str | None:
    if not typed.strip():
        return None
    try:
        return normal_phone(typed.strip())
    except ValueError as bad:
        raise BadPhone from bad


def _opened(name: str, phone: str | None, shared: bool, now: datetime) -> User:
    """Her number is her user name as well, when nobody else has it. What an account is was told at the desk."""
    login = phone if phone and not shared and not User.objects.filter(username=phone).exists() else free_names(1)[0]
    try:
        with transaction.atomic():
            made = User.objects.create(username=login, display_name=name, phone=phone, phone_shared=shared, password=make_password(None))
            consents.give(user=made, code="account", now=now)
    except IntegrityError as clash:
        raise PhoneOfOther from clash
    return made
