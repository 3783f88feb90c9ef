"""Becoming somebody's helper and ceasing to be it. Both have to want it to begin; either ends it at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from college import cards, notices
from college.errors import DomainError, Invalid, NotFound
from college.models import User
from courses.selection.domain.acting import Acting, NotHers, may_act_for, serves, write_down
from courses.selection.domain.locks import lock_learners
from courses.selection.models import Acted, Helping
from courses.selection.rules.helping import MOST_ELDERS, MOST_HELPERS, free_number

SALT = "courses.selection.helping"
ASKED_FOR = timedelta(days=2)  # how long a request can be answered
Agreed = Helping.Agreed


class NotOneself(Invalid):
    code = "helper_of_oneself"
    message = _("Nobody needs to be her own helper. Please pick your classes on your own page.")


class HelpsAlready(DomainError):
    code = "helps_already"
    message = _("This is agreed already.")


class FiveElders(DomainError):
    code = "five_elders"
    message = _("One person helps five people at most. End one of these first, or ask somebody else to help.")


class TwoHelpers(DomainError):
    code = "two_helpers"
    message = _("Two people help here already. One of them has to stop first.")


class RequestOver(NotFound):
    code = "request_over"
    message = _("This request is too old or was not copied whole. Please ask your helper for a new one.")


def elders_of(helper: User) -> QuerySet[Helping]:
    """Whom somebody helps now, in the order of her list."""
    return Helping.objects.filter(helper=helper, until=None, elder__is_active=True).select_related("elder").order_by("slot")


def helpers_of(elder: User) -> QuerySet[Helping]:
    """Who helps somebody now."""
    return Helping.objects.filter(elder=elder, until=None).select_related("helper").order_by("place")


# ---- agreeing


def request_of(helper: User) -> str:
    """What a helper shows to an elder: a signed word, good for two days, that says who asks. Nothing is stored."""
    return signing.dumps(helper.pk, salt=SALT)


def who_asks(request: str) -> User:
    """The helper of a request. Raises RequestOver."""
    try:
        key = signing.loads(request, salt=SALT, max_age=ASKED_FOR)
    except signing.BadSignature as bad:
        raise RequestOver from bad
    helper = User.objects.filter(pk=key, is_active=True).first()
    if helper is None:
        raise RequestOver
    return helper


def agree(*, request: str, elder: User, now: datetime) -> Helping:
    """The elder says yes on her own account. Raises RequestOver and what `_begin` raises."""
    return _begin(who_asks(request), elder, Agreed.ACCOUNT, elder, now)


def agree_by_card(*, helper: User, number: str, pin: str, now: datetime) -> Helping:
    """The elder is there, shows her card and types its PIN. Raises what a card raises (and counts a wrong PIN), and what `_begin` raises."""
    elder = cards.open_with(card_id=cards.by_number(number).pk, pin=pin, now=now)
    return _begin(helper, elder, Agreed.CARD, elder, now)


def agree_at_desk(*, helper_id: int, elder_id: int, by: User, now: datetime) -> Helping:
    """The desk writes it down with both of them there. Raises NotHers for all but the desk and for accounts that are closed."""
    acting = may_act_for(actor=by, learner_id=elder_id)
    helper = User.objects.filter(pk=helper_id, is_active=True).first()
    if helper is None or not acting.at_desk:
        raise NotHers
    with transaction.atomic():
        begun = _begin(helper, acting.learner, Agreed.DESK, by, now)
        write_down(acting, Acted.What.HELPER, now=now)
    return begun


def _begin(helper: User, elder: User, agreed: Agreed, by: User, now: datetime) -> Helping:
    """Raises NotOneself, HelpsAlready, FiveElders and TwoHelpers."""
    if helper.pk == elder.pk:
        raise NotOneself
    with transaction.atomic():
        lock_learners([helper.pk, elder.pk])
        live = Helping.objects.filter(until=None)
        if live.filter(helper=helper, elder=elder).exists():
            raise HelpsAlready
        slot = free_number(live.filter(helper=helper).values_list("slot", flat=True), MOST_ELDERS)
        place = free_number(live.filter(elder=elder).values_list("place", flat=True), MOST_HELPERS)
        if slot is None:
            raise FiveElders
        if place is None:
            raise TwoHelpers
        begun = _written(Helping(helper=helper, elder=elder, slot=slot, place=place, agreed=agreed, agreed_by=by, since=now))
        _tell(begun, lambda: gettext("%(helper)s may pick classes for %(elder)s now.") % _names(begun), now)
    return begun


def _names(helping: Helping) -> dict[str, str]:
    return {"helper": helping.helper.get_full_name(), "elder": helping.elder.get_full_name()}


def _tell(helping: Helping, text: Callable[[], str], now: datetime) -> None:
    """Both are told, each with the way to her own page."""
    notices.tell([helping.elder_id], kind="helping", text=text, link="/selection/helpers/", now=now)
    notices.tell([helping.helper_id], kind="helping", text=text, link="/selection/helping/", now=now)


def _written(helping: Helping) -> Helping:
    """The database has the last word on how many there are."""
    try:
        with transaction.atomic():
            helping.save(force_insert=True)
    except IntegrityError as clash:
        raise HelpsAlready from clash
    return helping


# ---- ending


def end_help(*, helping_id: int, by: User, now: datetime) -> Helping:
    """It ends in this moment. The helper, the elder and the desk may; twice is once. Raises NotHers for all others."""
    with transaction.atomic():
        found = Helping.objects.select_related("helper", "elder").filter(pk=helping_id).first()
        if found is None or not (by.pk in {found.helper_id, found.elder_id} or serves(by)):
            raise NotHers
        lock_learners([found.helper_id, found.elder_id])
        if Helping.objects.filter(pk=found.pk, until=None).update(until=now, ended_by=by):
            _write_down_end(found, by, now)
            _tell(found, lambda: gettext("%(helper)s no longer picks for %(elder)s.") % _names(found), now)
    return found


def _write_down_end(found: Helping, by: User, now: datetime) -> None:
    """The elder reads it where the rest stands, unless she ended it herself."""
    if by.pk != found.elder_id:
        role = Acted.Role.HELPER if by.pk == found.helper_id else Acted.Role.DESK
        write_down(Acting(by, found.elder, role), Acted.What.HELPER_END, now=now)


def end_all(*, of: User, now: datetime) -> int:
    """Somebody leaves: whom she helps and who helps her. How many ended."""
    mine = Helping.objects.filter(helper=of, until=None) | Helping.objects.filter(elder=of, until=None)
    return mine.update(until=now, ended_by=of)
