"""What a person has to do with others: who picks for whom, and what was done for her. Told to her, and moved when two accounts of hers become one."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from college.merging import Move
from college.models import User
from college.notices import Beside
from college.personal import Table
from courses.selection.domain import acts_for
from courses.selection.models import Acted, Helping
from courses.selection.rules.helping import MOST_ELDERS, MOST_HELPERS, free_number

BETWEEN = ("/selection/helpers/", "/selection/helping/")  # what is told there is between the two
WORDS = {"helps": gettext_lazy("Helpers"), "acts": gettext_lazy("What was done for others")}


def tables(user: User) -> list[Table]:
    helps = Helping.objects.filter(Q(helper=user) | Q(elder=user)).select_related("helper", "elder").order_by("since", "pk")
    heads = [_("Helper"), _("Who is helped"), pgettext("of a help", "Agreed"), pgettext("of a seat", "Since"), pgettext("of a seat", "Until")]
    rows = [(str(one.helper), str(one.elder), one.get_agreed_display(), one.since, one.until) for one in helps]
    acts = [(one.at, one.get_role_display(), str(one.actor), one.get_what_display(), str(one.offering or one.about)) for one in acts_for(user)]
    return [
        Table("helpers", _("Picking for others"), heads, rows),
        Table("acts", _("What others did for me"), [_("When"), _("In which part"), _("Who"), pgettext("for somebody else", "What"), _("Class")], acts),
    ]


def told_beside(people: Collection[int], link: str) -> list[Beside]:
    """What leads to a page of selection is told to helpers too, with the way to that page for their elder. One query, none for anything else."""
    if not link.startswith("/selection/") or link.startswith(BETWEEN):
        return []
    rows = Helping.objects.filter(elder__in=people, until=None, helper__is_active=True).select_related("elder").order_by("elder", "place")
    return [Beside(row.helper_id, _("%(name)s: ") % {"name": row.elder.get_full_name()}, f"/for/{row.elder_id}") for row in rows]


def moved(move: Move) -> dict[str, int]:
    """Both accounts are held."""
    rows = Helping.objects.filter(Q(helper=move.gone) | Q(elder=move.gone), until=None).order_by("pk")
    return {"helps": sum(_help_moved(row, move) for row in rows), "acts": _acts(move)}


def _help_moved(row: Helping, move: Move) -> bool:
    """What is there already, would be with herself, or is one too many, ends. Whoever is not joined keeps her numbers: she is not held."""
    helper, elder = (move.kept.pk if pk == move.gone.pk else pk for pk in (row.helper_id, row.elder_id))
    live = Helping.objects.filter(until=None).exclude(pk=row.pk)
    slot = row.slot if helper == row.helper_id else free_number(live.filter(helper=helper).values_list("slot", flat=True), MOST_ELDERS)
    place = row.place if elder == row.elder_id else free_number(live.filter(elder=elder).values_list("place", flat=True), MOST_HELPERS)
    if helper == elder or slot is None or place is None or live.filter(helper=helper, elder=elder).exists():
        Helping.objects.filter(pk=row.pk).update(until=move.now, ended_by=move.decided_by)
        return False
    Helping.objects.filter(pk=row.pk).update(helper=helper, elder=elder, slot=slot, place=place)
    return True


def _acts(move: Move) -> int:
    """What one of the two did for the other stays as it is. A preview counts: the database lets these lines move along a merge alone."""
    hers = Acted.objects.filter(learner=move.gone).exclude(actor=move.kept)
    by_her = Acted.objects.filter(actor=move.gone).exclude(learner=move.kept)
    if not move.number:
        return hers.count() + by_her.count()
    return hers.update(learner=move.kept) + by_her.update(actor=move.kept)
