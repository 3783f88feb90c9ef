"""Numbers and PINs of paper cards, and when a card is locked."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from itertools import pairwise

DIGITS = 12
SHORTEST_PIN, LONGEST_PIN = 4, 6
TRIES = 5  # wrong PINs in a row, then a pause
MOST_TRIES = 20  # then the desk gives a new card
PAUSE = timedelta(minutes=15)


def digits(typed: str) -> str:
    """What somebody typed as plain digits: full-width ones, blanks and dashes are understood."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign.isascii() and sign.isdigit())


def in_groups(number: str) -> str:
    """4829 1350 7264"""
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))


def weak(pin: str) -> bool:
    """A PIN that anybody tries first: one digit alone, or digits in a row."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1})


def fits(pin: str) -> bool:
    """Four to six digits."""
    return pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN


def after_wrong(wrong: int, now: datetime) -> tuple[int, datetime | None, bool]:
    """(wrong PINs now, locked until or None, is the card at its end) after one more."""
    wrong += 1
    return wrong, (now + PAUSE if wrong % TRIES == 0 else None), wrong >= MOST_TRIES
