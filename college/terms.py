"""Whether the window of a term is kept by a plan, which a room above knows."""

from __future__ import annotations

from collections.abc import Callable

from college.models import Term

_planned: list[Callable[[Term], bool]] = []


def know_plans(has_plan: Callable[[Term], bool]) -> None:
    """A room above says whether it keeps a term's window. Called once, when the rooms are wired."""
    _planned[:] = [has_plan]


def has_plan(term: Term) -> bool:
    return any(ask(term) for ask in _planned)
