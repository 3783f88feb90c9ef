"""What upper rooms say when a room holds fewer people than before. The lower room knows nobody by name: they register themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from college.models import Room

Ask = Callable[[Room], Iterable[str]]

_asked: list[Ask] = []


def warn_of(ask: Ask) -> None:
    """`ask(room)` says in words what no longer fits into it. Called once, when the rooms are wired."""
    _asked.append(ask)


def too_small_for(room: Room) -> list[str]:
    """A sentence for each kind of thing that no longer fits into this room; none where all does."""
    return [words for ask in _asked for words in ask(room)]
