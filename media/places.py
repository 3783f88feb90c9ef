"""Where recordings belong: rooms above this one know the lessons, this one only asks.

A room that knows says so once, when it starts: `know(Places(...))`. Recordings are named by their keys.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from media.models import Recording


@dataclass(frozen=True, slots=True)
class Place:
    """A lesson in words, where its recording is looked after, and when it is over."""

    words: str
    address: str
    held_at: datetime


@dataclass(frozen=True, slots=True)
class Places:
    """`of`: the places of several recordings, in constant queries. `taken`: the keys of all that have one, as a subquery.

    `beside`: what could follow a recording: others of its course with their places in words, and those of its owner that have none ("").
    `beyond`: which recordings (as a condition) the office of one school leaves to that of another; None: she keeps all.
    `choose`: the address at which a recording without a place is given one; "": nobody knows any.
    `leave` takes a recording from its place and answers a word for it, "" when it had none; `take_back` puts it there again, False when it cannot.
    """

    of: Callable[[Collection[int]], dict[int, Place]]
    taken: Callable[[], Any]
    leave: Callable[[Recording], str]
    take_back: Callable[[Recording, str, AbstractBaseUser], bool]
    beside: Callable[[Recording], dict[int, str]] = lambda recording: {}
    choose: Callable[[Recording], str] = lambda recording: ""
    beyond: Callable[[Any], Q | None] = lambda user: None


_known: list[Places] = [Places(lambda keys: {}, list, lambda recording: "", lambda recording, word, by: False)]


def know(places: Places) -> None:
    """From now on these are asked."""
    _known[:] = [places]


def places() -> Places:
    return _known[0]
