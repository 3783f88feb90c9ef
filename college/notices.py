"""Telling people: a line on the site for each of them, written in the transaction that made it true; e-mail and SMS follow (`deliveries.py`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils import timezone
from django.utils.translation import override

from college.errors import NotFound
from college.models import Notice, User
from college.roles import roles_of

BY_SMS = frozenset({"seat_offer", "seat_offer_ends", "time_changed", "group_moved", "class_cancelled", "class_held", "next_wish"})  # what cannot wait
KEPT = timedelta(days=180)
LONGEST = 500
QUIET = 2  # seconds: what is told within them goes out with one job


@dataclass(frozen=True)
class Beside:
    """Somebody (key) who is told too what is told to another person: what stands before the words, and before the link."""

    person: int
    before: str
    door: str


_beside: list[Callable[[Collection[int], str], Iterable[Beside]]] = []


def tell_beside(ask: Callable[[Collection[int], str], Iterable[Beside]]) -> None:
    """A room above says who looks after people: `ask(people, link)`. Called once, when the rooms are wired."""
    _beside.append(ask)


def tell(people: Iterable[int], *, kind: str, text: str | Callable[[], str], link: str, now: datetime) -> int:
    """Write a line for each of these people (keys) with one statement, in the caller's transaction. Returns how many.

    `kind` is a short code; those in BY_SMS also go out by SMS. `text` is whole, in the reader's words; where it is put together, give a function, which
    is called in the site's language, whoever caused it. `link` is a path of ours (`address`). No row is locked: it may stand anywhere in a verb. Whoever
    looks after one of them is told the same (`tell_beside`).
    """
    told = sorted(set(people))
    with override(settings.LANGUAGE_CODE):
        words = text if isinstance(text, str) else text()
        also = [one for ask in _beside for one in ask(told, link)] if told else []
    lines = [Notice(person_id=pk, kind=kind, text=words[:LONGEST], link=link, created_at=now) for pk in told]
    lines += [Notice(person_id=one.person, kind=kind, text=f"{one.before}{words}"[:LONGEST], link=one.door + link, created_at=now) for one in also]
    if lines:
        Notice.objects.bulk_create(lines)
        transaction.on_commit(_hurry, robust=True)
    return len(lines)


def address(name: str, *args: Any) -> str:
    """The path of a page of ours for a link: the same for every reader, whatever door somebody came through who caused the notice (`/for/…`)."""
    before = get_script_prefix()
    set_script_prefix("/")
    try:
        return reverse(name, args=args)
    finally:
        set_script_prefix(before)


def _hurry() -> None:
    """One job for all that is told in these seconds; the sweep finds what it misses."""
    if cache.add("notices:hurried", 1, timeout=QUIET):
        from college.tasks import deliver_notices

        deliver_notices.using(run_after=timezone.now() + timedelta(seconds=QUIET)).enqueue()


def unread_count(user: Any) -> int:
    """How many she has not read; it comes with the question for her roles, which every page asks."""
    roles_of(user)
    return int(getattr(user, "unread_notices", 0))


def of(user: User) -> QuerySet[Notice]:
    """All of hers, the newest first."""
    return Notice.objects.filter(person=user)


def open_one(*, user: User, notice_id: int, now: datetime) -> Notice:
    """A notice that she follows to its page; it counts as read from then on. Raises NotFound for somebody else's."""
    found = of(user).filter(pk=notice_id).first()
    if found is None:
        raise NotFound
    of(user).filter(pk=notice_id, read_at=None).update(read_at=now)
    return found


def mark_read(*, user: User, now: datetime) -> int:
    """All that she was told until `now`. What comes in this moment stays unread."""
    return of(user).filter(read_at=None, created_at__lte=now).update(read_at=now)


def forget_old(*, now: datetime) -> int:
    """Notices of half a year ago, read or not; returns how many."""
    old = Notice.objects.filter(created_at__lt=now - KEPT)
    number = old.count()
    old.delete()
    return number
