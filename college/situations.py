"""How a signed-in person stands to something that a page shows, as a plain value: whoever has the same value is shown the same page.

A room says how it is found out: `register("selection.course", ask)`, where `ask(person, key, now)` answers a value that can be hashed and that holds
nothing about the person but what the page says of it (a seat, a place in a queue, a clash). Its template tags ask `of(request, ...)` and draw
from the value alone, never from the person. What is asked is written on the request: see `member_pages.py`, which keeps pages by it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

Asker = Callable[[Any, int, datetime], Hashable]
Question = tuple[str, int]

_askers: dict[str, Asker] = {}


def register(name: str, ask: Asker) -> None:
    """Called once, when the rooms are wired."""
    _askers[name] = ask


def of(request: HttpRequest | None, name: str, key: int, now: datetime) -> Any:
    """The value for the person of this request; a stranger's where there is none. Asked twice, the answer is the same."""
    if request is None:
        return _askers[name](AnonymousUser(), key, now)
    asked = answers(request)
    if (name, key) not in asked:
        asked[name, key] = answer((name, key), person_of(request), now)
    return asked[name, key]


def answer(question: Question, person: Any, now: datetime) -> Hashable:
    name, key = question
    return _askers[name](person, key, now)


def answers(request: HttpRequest) -> dict[Question, Any]:
    """What was asked while this request was answered."""
    if not hasattr(request, "situations"):
        request.situations = {}  # type: ignore[attr-defined]
    found: dict[Question, Any] = request.situations  # type: ignore[attr-defined]
    return found


def person_of(request: HttpRequest) -> Any:
    """Who asks, also while a stand-in takes her place (`member_pages.py`)."""
    return getattr(request, "person", None) or getattr(request, "user", None) or AnonymousUser()
