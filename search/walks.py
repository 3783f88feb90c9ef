"""Courses within a quarter of an hour on foot: where somebody sets out, and the venues that she reaches."""

from __future__ import annotations

from dataclasses import dataclass, replace

from college import nearby
from college.walking import CIRCLE
from search.forms import Chosen


@dataclass(frozen=True, slots=True)
class Walk:
    """The choice as it is drawn: all origins, and the one in use. `minutes` is the length of the walk."""

    neighbourhoods: list[nearby.Origin]
    venues: list[nearby.Origin]
    start: nearby.Origin | None
    minutes: int = CIRCLE


def walked(chosen: Chosen) -> tuple[Chosen, Walk]:
    """What was chosen, with the venues that can be reached; an origin that is no longer there is dropped. Three queries at most."""
    neighbourhoods, venues = nearby.origins()
    start = next((one for one in (*neighbourhoods, *venues) if one.value == chosen.near), None)
    reached = tuple(nearby.reachable(start)) if start else None
    return replace(chosen, near=start.value if start else "", reached=reached), Walk(neighbourhoods, venues, start)
