"""Everybody's own start on pages that several people get (`college/member_pages.py`): whether it has come is part of how somebody stands, when it
comes is a hole that is filled in for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from college import members, situations
from college.models import Term
from courses.selection.domain.refusals import NotYourStart
from courses.selection.domain.standing import is_spread, own_start_of
from courses.selection.listing import Shown, milliseconds

BEGUN, WORDS, LEFT = "selection.begun", "selection.start", "selection.left"


def register() -> None:
    """Called once, when the rooms are wired."""
    situations.register(BEGUN, has_begun)
    members.fills(WORDS, words)
    members.fills(LEFT, left)


def begun(request: HttpRequest | None, terms: Iterable[Term], now: datetime) -> frozenset[int]:
    """The terms in whose first minute the person's own start has come. No query but in that minute."""
    spread = {term.pk for term in terms if is_spread(term, now) and now >= term.selection_opens_at}
    return frozenset(pk for pk in spread if situations.of(request, BEGUN, pk, now))


def has_begun(person: Any, term: int, now: datetime) -> bool:
    """Whether somebody may pick in a term whose window is open. One query."""
    found = Term.objects.filter(pk=term).values_list("selection_opens_at", "selection_spread").first()
    return person.is_authenticated and found is not None and own_start_of(person.pk, term, *found) <= now


def with_start(request: HttpRequest | None, shown: Shown) -> Shown:
    """The same; where she waits for her own start, with its moment and the milliseconds until then."""
    if request is None or not shown.waits_for_start:
        return shown
    term = shown.offering.term
    of = (term.pk, term.selection_opens_at, term.selection_spread)
    return replace(shown, start=members.hole(request, WORDS, *of), starts_in=members.hole(request, LEFT, *of))


def words(person: Any, *of: Any) -> str:
    return str(NotYourStart(own_start_of(person.pk, *of)))


def left(person: Any, *of: Any) -> str:
    return str(milliseconds(own_start_of(person.pk, *of), timezone.now()))
