"""Where the slides of a lecture come from: rooms above this one know the course's deck, this one only asks.

A room that knows says so once, when it starts: `know(function)`. The function gets a recording and answers a Deck or None.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from media.models import Recording


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck's file, and the text of each of its pages in lines, the title first."""

    file: Path
    texts: tuple[str, ...]


_known: list[Callable[[Recording], Deck | None]] = []


def know(deck_of: Callable[[Recording], Deck | None]) -> None:
    """From now on this function is asked too."""
    if deck_of not in _known:
        _known.append(deck_of)


def deck_of(recording: Recording) -> Deck | None:
    """The deck that was shown in a recording, where one is known."""
    return next((deck for ask in _known if (deck := ask(recording))), None)
