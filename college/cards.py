"""Signing in with a paper card: printed at the desk, scanned or typed, opened with a PIN of one's own.

A card is for learners. Whoever works for the college, or has set up a second factor, signs in with a password or passkey: a card that somebody
finds must not open the desk.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid, NotAllowed, NotFound
from college.models import PaperCard, User
from college.roles import Role, has_role, roles_of
from college.rules import cards as rules

DESK = (Role.DESK, Role.STAFF, Role.ADMINISTRATOR)  # who issues cards
FOR = frozenset({Role.LEARNER})  # the only role that a holder may have


class NotForCards(NotAllowed):
    """The person has a role, or a second factor, that a card would undo."""

    code = "not_for_cards"
    message = _("Cards are for learners. Whoever works for the college signs in with a password or a passkey.")


class UnknownCard(NotFound):
    """No live card has this number; which digit is wrong is not said."""

    code = "unknown_card"
    message = _("We do not know this card. Please compare the number digit by digit, or ask the front desk for a new card.")


class WrongPin(DomainError):
    """One try is counted."""

    code = "wrong_pin"
    status = 422
    message = _("This PIN does not fit. Please try again slowly.")


class Locked(DomainError):
    """Too many wrong PINs."""

    code = "card_locked"
    status = 429
    message = _("Too many wrong PINs. Please wait a quarter of an hour, or ask the front desk.")


class BadPin(Invalid):
    code = "bad_pin"
    message = _("Please choose four to six digits that are not in a row and not all the same.")


class CardTwice(DomainError):
    """Somebody issued one in this moment."""

    code = "card_twice"
    message = _("Somebody has just issued a card for this person. Please look again.")


@dataclass(frozen=True)
class Printed:
    """A new card as it goes on paper; what is on it is nowhere else."""

    card: PaperCard
    number: str
    address: str


def may_issue(user: User) -> bool:
    return has_role(user, *DESK)


def may_hold(user: User) -> bool:
    return user.is_active and not user.is_superuser and not roles_of(user) - FOR and not is_mfa_enabled(user)


def _keyed(kind: str, word: str, key: str | None = None) -> str:
    """64 hexadecimal digits; useless without the key of the site, or without the former one that is given."""
    return salted_hmac(f"college.cards.{kind}", word, secret=key, algorithm="sha256").hexdigest()


# ---- the desk


def people_for(*, by: User, typed: str) -> QuerySet[User]:
    """People by a part of their name, or by phone or user name, at most twenty. Raises NotFound for all but the desk."""
    if not may_issue(by):
        raise NotFound
    words = typed.strip()[:60]
    if not words:
        return User.objects.none()
    fits = Q(display_name__icontains=words) | Q(username=words) | Q(phone=words) | Q(phone=f"+86{rules.digits(words)}")
    return User.objects.filter(fits, is_active=True).prefetch_related("groups").order_by("display_name", "pk")[:20]


def live_cards(users: Iterable[User]) -> dict[int, PaperCard]:
    """The live card of each of these people, by person."""
    return {card.user_id: card for card in PaperCard.objects.filter(user__in=list(users), revoked_at=None)}


def issue(*, users: Iterable[User], by: User, now: datetime) -> list[Printed]:
    """New cards; old ones of the same people end. All or none: raises NotAllowed, NotForCards, CardTwice."""
    wanted = list(users)
    if not may_issue(by):
        raise NotAllowed
    for user in wanted:
        if not may_hold(user):
            raise NotForCards
    try:
        with transaction.atomic():
            PaperCard.objects.filter(user__in=wanted, revoked_at=None).update(revoked_at=now)
            printed = [_new(user, by, now) for user in wanted]
            PaperCard.objects.bulk_create([one.card for one in printed])
    except IntegrityError as clash:
        raise CardTwice from clash
    return printed


def _new(user: User, by: User, now: datetime) -> Printed:
    number, word = f"{secrets.randbelow(10**rules.DIGITS):0{rules.DIGITS}d}", secrets.token_urlsafe(16)
    card = PaperCard(user=user, scanned=_keyed("scanned", word), typed=_keyed("typed", number), ends=number[-4:], issued_by=by, issued_at=now)
    return Printed(card, rules.in_groups(number), settings.SITE_URL + reverse("college:card", args=[word]))


def revoke(*, user_id: int, by: User, now: datetime) -> None:
    """A lost card opens nothing any more. Twice is once. The desk does it for everybody, a person for herself."""
    if not may_issue(by) and by.pk != user_id:
        raise NotAllowed
    PaperCard.objects.filter(user=user_id, revoked_at=None).update(revoked_at=now)


# ---- the holder


def by_word(word: str) -> PaperCard:
    """The live card of a scanned word. Raises UnknownCard."""
    return _known("scanned", word)


def by_number(typed: str) -> PaperCard:
    """The live card of a typed number. Raises UnknownCard."""
    return _known("typed", rules.digits(typed))


def _known(kind: str, word: str) -> PaperCard:
    """A card that was printed under a former key is known by it as long as the settings keep that (SECRET_KEY_FALLBACKS), and by today's from then on."""
    today, *former = [_keyed(kind, word, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    card = _found(**{f"{kind}__in": [today, *former]})
    if getattr(card, kind) != today:
        PaperCard.objects.filter(pk=card.pk, **{kind: getattr(card, kind)}).update(**{kind: today})
        setattr(card, kind, today)
    return card


def by_id(card_id: int) -> PaperCard:
    return _found(pk=card_id)


def _found(**wanted: object) -> PaperCard:
    card = PaperCard.objects.select_related("user").filter(revoked_at=None, user__is_active=True, **wanted).first()
    if card is None:
        raise UnknownCard
    return card


def choose_pin(*, card_id: int, pin: str, now: datetime) -> User:
    """The first use: whoever holds the paper chooses its PIN. Raises BadPin, UnknownCard (also when a PIN is there already), NotForCards."""
    if not rules.fits(pin) or rules.weak(pin):
        raise BadPin
    with transaction.atomic():
        card = _held(card_id)
        if card.pin:
            raise UnknownCard
        card.pin = make_password(pin)
        _let_in(card, now)
    return card.user


def open_with(*, card_id: int, pin: str, now: datetime) -> User:
    """The person whose card and PIN these are. Raises WrongPin (and counts it), Locked, UnknownCard, NotForCards."""
    with transaction.atomic():
        card = _held(card_id)
        if card.locked_until and card.locked_until > now:
            raise Locked
        right = bool(card.pin) and check_password(pin, card.pin)
        if right:
            _let_in(card, now)
        else:
            _count_wrong(card, now)
    if not right:
        raise Locked if card.locked_until and card.locked_until > now else WrongPin
    return card.user


def _held(card_id: int) -> PaperCard:
    cards = PaperCard.objects.select_for_update(of=("self",)).select_related("user")
    card = cards.filter(pk=card_id, revoked_at=None, user__is_active=True).first()
    if card is None:
        raise UnknownCard
    if not may_hold(card.user):
        raise NotForCards
    return card


def _let_in(card: PaperCard, now: datetime) -> None:
    card.wrong, card.locked_until, card.last_used_at = 0, None, now
    card.save(update_fields=["pin", "wrong", "locked_until", "last_used_at"])


def _count_wrong(card: PaperCard, now: datetime) -> None:
    card.wrong, card.locked_until, over = rules.after_wrong(card.wrong, now)
    if over:
        card.revoked_at = now
    card.save(update_fields=["wrong", "locked_until", "revoked_at"])


def fits_pin(user: User, pin: str) -> bool:
    """Whether this is the PIN of somebody's live card, for questions that ask once more who she is."""
    card = PaperCard.objects.filter(user=user, revoked_at=None).exclude(pin="").first()
    return card is not None and check_password(pin, card.pin)
