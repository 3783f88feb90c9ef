"""How often somebody may press: scripts gain nothing, and a family or a computer room behind one address is not shut out."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from college.errors import TooMany
from college.limits import address, is_inner, rate_limited


def pressed(request: HttpRequest) -> None:
    """Count one pick, drop or place in a queue of somebody who is signed in; raise TooMany with words that say how long to wait."""
    try:
        rate_limited(request, "pick")
    except TooMany as refusal:
        told = _("You have pressed very often within one minute. Please wait %(seconds)s seconds, then press once. Pressing often gains nothing.")
        raise _said(refusal, told) from None
    crowded(request)


def crowded(request: HttpRequest) -> None:
    """Count one pick or one change of wishes for all behind this address; raise TooMany with words when it is more than a town of telephones sends."""
    place = address(request)
    if is_inner(place):
        return
    try:
        rate_limited(request, "pick_address", lambda _request: place)
    except TooMany as refusal:
        told = _("Very many requests come from your network at the moment. Please try again in %(seconds)s seconds. It is not your fault.")
        raise _said(refusal, told) from None


def _said(refusal: TooMany, told: str) -> TooMany:
    return TooMany(told % {"seconds": refusal.retry_after}, retry_after=refusal.retry_after)
