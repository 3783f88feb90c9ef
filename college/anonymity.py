"""What keeps people apart from what they say, wherever they say it: words without marks of a hand, an order that says nothing, and names that are noticed.

Pure: no Django; randomness is passed in.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol


def tidy(text: str) -> str:
    """Words as they are kept: composed signs, plain line ends, no control signs, nothing around them."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs")).strip()


def says_something(text: str) -> bool:
    """False for pictures and marks alone."""
    return any(sign.isalnum() for sign in text)


class Source(Protocol):
    """A source of randomness, as `random.SystemRandom`."""

    def sample(self, population: Sequence[int], k: int) -> list[int]: ...


def shuffled[T](things: Sequence[T], source: Source) -> list[T]:
    """The same things in an order that says nothing."""
    return [things[place] for place in source.sample(range(len(things)), len(things))]


# ---- words that could name somebody

SEPARATED = re.compile(r"(?:\d[\s.()·_\-‐-―]*){7,}")  # a telephone or identity number, however it is grouped
DIGITS = tuple(range(10))
E_MAIL = re.compile(r"\S@\S+\.\S")


def names_somebody(text: str, names: Iterable[str]) -> bool:
    """True when a text holds something like a number of a person, an e-mail address, or one of the names."""
    plain = _plain(text)
    if SEPARATED.search(_digits(unicodedata.normalize("NFKC", text))) or E_MAIL.search(unicodedata.normalize("NFKC", text)):
        return True
    return any(len(name) > 1 and name in plain for name in map(_plain, names))


def _plain(text: str) -> str:
    """Letters and digits only, so that spaces between the characters of a name hide nothing."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def _digits(text: str) -> str:
    """Digits of every script as 0-9: numbers are spelled out, too."""
    return "".join(_digit(sign) for sign in text)


def _digit(sign: str) -> str:
    value = unicodedata.numeric(sign, None)
    return str(int(value)) if value is not None and value in DIGITS else sign
