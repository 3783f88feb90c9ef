"""Lists of wishes of a person: when two accounts become one, and in her own data."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.merging import Move
from college.models import User
from college.personal import Table
from courses.selection.domain.locks import hold_round
from courses.selection.models import Ballot, Wish

WORDS = {"wishes": gettext_lazy("Lists of wishes")}


def moved(move: Move) -> dict[str, int]:
    """In a round for which both have a list, that of the account that stays counts.

    The other one goes, or, where the list of the round is closed and both stand in it, it stays with the closed account and gets nothing.
    """
    hers = Ballot.objects.filter(learner=move.gone)
    for round_id in hers.order_by("round").values_list("round", flat=True):
        hold_round(round_id)
    both = list(hers.filter(round__ballots__learner=move.kept).values_list("pk", flat=True))
    hers.filter(pk__in=both, round__draw__sealed_at=None).delete()
    return {"wishes": hers.exclude(pk__in=both).update(learner=move.kept)}


def tables(user: User) -> list[Table]:
    wished = (
        Wish.objects.filter(ballot__learner=user).select_related("ballot__round__plan__term", "offering__course").order_by("ballot__round__opens_at", "rank")
    )
    rows = [(str(one.ballot.round), one.rank, str(one.offering), one.get_outcome_display()) for one in wished]
    return [Table("wishes", _("What I wished for"), [_("Round"), _("Rank"), _("Class"), _("Outcome of a wish")], rows)]
