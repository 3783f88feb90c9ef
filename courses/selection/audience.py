"""Who sits in a class whose audience she has left: kept, and said, never dropped."""

from __future__ import annotations

from collections.abc import Iterable

from college import audiences
from college.rules import audience as rules
from courses.selection.models import Enrolment, Offering


def outside(offering: Offering, enrolments: Iterable[Enrolment]) -> frozenset[int]:
    """The learners (keys) who hold none of the roles today; no query for a class for everybody."""
    if not offering.audience:
        return frozenset()
    held = audiences.held_by(one.learner_id for one in enrolments)
    return frozenset(pk for pk, codes in held.items() if not rules.fits(offering.audience, codes))
