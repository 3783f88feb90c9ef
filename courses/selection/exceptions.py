"""Exceptions that were made for a person: what she sees and takes with her, what goes when she leaves, and what follows when two accounts become one."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from college.merging import Move
from college.models import User
from college.personal import Table
from courses.selection import words
from courses.selection.models import Waiver

WORDS = {"exceptions": pgettext_lazy("moved", "Exceptions made for her")}


def tables(user: User) -> list[Table]:
    made = Waiver.objects.filter(learner=user).select_related("offering__course")
    rows = [(str(one.offering), words.listed_rules(one.reasons), one.why, one.at) for one in made]
    return [Table("exceptions", _("Exceptions made for me"), [_("Class"), _("What does not count"), _("Why"), _("When")], rows)]


def forget(user: User) -> None:
    """Why they were made; that they were made stays."""
    Waiver.objects.filter(learner=user).update(why="")


def moved(move: Move) -> dict[str, int]:
    """Rows of these are never changed: those that count for the account that goes are written once more for the one that stays, unless it has its own."""
    latest = {one.offering_id: one for one in Waiver.objects.filter(learner=move.gone).order_by("at", "pk")}
    own = set(Waiver.objects.filter(learner=move.kept, offering__in=latest).values_list("offering", flat=True))
    counting = [one for one in latest.values() if one.reasons and one.offering_id not in own and one.by_id != move.kept.pk]
    made = [Waiver(learner=move.kept, offering_id=one.offering_id, reasons=one.reasons, why=one.why, by_id=one.by_id, at=one.at) for one in counting]
    return {"exceptions": len(Waiver.objects.bulk_create(made))}
