"""What people are told of a draw and of classes that are cancelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from college import notices
from courses.selection.models import Ballot, Offering, Round
from courses.selection.rules.settling import Lost, Settled


def tell_drawn(found: Round, settled: Settled, now: datetime) -> None:
    """Everybody who wished hears that the draw was held; whose seat could not be given as drawn hears why, and what she has instead."""
    codes = dict(Ballot.objects.filter(round=found, learner__is_active=True).values_list("code", "learner"))
    link, other = reverse("selection:round", args=[found.pk]), {seat.person: seat.option for seat in settled.instead}
    told: dict[tuple[int, Lost, int | None], list[int]] = defaultdict(list)
    for seat, why in settled.lost.items():
        if seat.person in codes:
            told[seat.option, why, other.get(seat.person)].append(codes[seat.person])
    titles = {
        pk: str(one) for pk, one in Offering.objects.select_related("course").in_bulk({pk for lost, _why, got in told for pk in (lost, got) if pk}).items()
    }
    for (lost, why, got), people in told.items():
        notices.tell(people, kind="drawn", text=_lost(titles[lost], why, titles.get(got or 0)), link=link, now=now)
    term = found.plan.term.name
    notices.tell(codes.values(), kind="drawn", text=lambda: _drawn(term), link=link, now=now)


def _drawn(term: str) -> str:
    return gettext("The draw for %(term)s has been held. Look what became of your wishes.") % {"term": term}


def _lost(title: str, why: Lost, instead: str | None) -> Callable[[], str]:
    return lambda: f"{_why(title, why)} {_instead(instead)}".strip()


def _why(title: str, why: Lost) -> str:
    if why is Lost.CANCELLED:
        return gettext("“%(class)s” was drawn for you, but it has been cancelled.") % {"class": title}
    if why is Lost.FULL:
        return gettext("“%(class)s” was drawn for you, but it has fewer seats by now.") % {"class": title}
    return gettext("“%(class)s” was drawn for you, but it does not go together any more with another class that you have.") % {"class": title}


def _instead(title: str | None) -> str:
    return gettext("You have a seat in your next wish, “%(class)s”.") % {"class": title} if title else ""
