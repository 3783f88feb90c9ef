"""A stand-in for any signed-in person, while a page is drawn that several people get: it has roles and nothing else.

What each of them reads alone is a hole in the page. A room says what fills its own: `fills("selection.start", words)`, where `words(person, *args)`
answers a text, or safe HTML, from as few queries as can be; its tags leave one with `hole(request, "selection.start", *args)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from college.roles import Role

Filler = Callable[..., str]
Hole = tuple[str, str, tuple[Any, ...]]  # what stands there, what fills it, and for what

_fillers: dict[str, Filler] = {}

NAME, TOKEN, BELL = "hole-for-a-name-5e1f", "hole-for-a-token-5e1f", "hole-for-a-bell-5e1f"  # filled in for each person; nobody types these


class Personal(Exception):
    """The page asks for something that only one person has."""


class Member:
    """Signed in, with these roles. Asked for anything else it stops the drawing, and remembers that it was asked: templates swallow errors."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, roles: frozenset[Role]) -> None:
        self._roles = roles
        self.asked_for = ""

    def __getattr__(self, name: str) -> object:
        self.asked_for = name
        raise Personal(name)


def fills(name: str, filler: Filler) -> None:
    """Called once, when the rooms are wired."""
    _fillers[name] = filler


def hole(request: HttpRequest, name: str, *args: Any) -> str:
    """The text for the person of this request, or, while a stand-in takes her place, what stands there until it is filled."""
    if not isinstance(request.user, Member):
        return _fillers[name](request.user, *args)
    holes = holes_of(request)
    holes.append((f"hole-{len(holes)}-5e1f", name, args))
    return holes[-1][0]


def holes_of(request: HttpRequest) -> list[Hole]:
    """Those that were left while this request was answered."""
    if not hasattr(request, "holes"):
        request.holes = []  # type: ignore[attr-defined]
    found: list[Hole] = request.holes  # type: ignore[attr-defined]
    return found


def filled_in(holes: tuple[Hole, ...], person: Any) -> dict[str, str]:
    """What stands in each of these holes for one person."""
    return {mark: _fillers[name](person, *args) for mark, name, args in holes}
