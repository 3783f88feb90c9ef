"""What a person has in requests for courses: shown to her, moved with her when two accounts become one, and gone when she leaves."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from college.merging import Move
from college.models import User
from college.personal import Table
from courses.selection.domain.requests import settle_count
from courses.selection.models import CourseRequest, RequestName

WORDS = {"requests": gettext_lazy("Names under requests for courses")}


def tables(user: User) -> list[Table]:
    names = RequestName.objects.filter(person=user).select_related("request").order_by("-added_at")
    rows = [(str(one.request), one.request.get_state_display(), one.added_at) for one in names]
    return [Table("requests", _("Courses that I asked for"), [_("Course"), _("State"), pgettext("of a seat", "Since")], rows)]


def forget(user: User) -> None:
    """Requests stay, without her."""
    CourseRequest.objects.filter(asked_by=user).update(asked_by=None)
    RequestName.objects.filter(added_by=user).update(added_by=None)
    _take_out(user, CourseRequest.objects.filter(names__person=user))


def moved(move: Move) -> dict[str, int]:
    """Under one request stands one person once: what two accounts signed has one name less."""
    CourseRequest.objects.filter(asked_by=move.gone).update(asked_by=move.kept)
    RequestName.objects.filter(added_by=move.gone).update(added_by=move.kept)
    _take_out(move.gone, CourseRequest.objects.filter(names__person=move.gone).filter(names__person=move.kept))
    return {"requests": RequestName.objects.filter(person=move.gone).update(person=move.kept)}


def _take_out(user: User, requests: QuerySet[CourseRequest]) -> None:
    keys = list(requests.values_list("pk", flat=True))
    for request in CourseRequest.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"):
        request.names.filter(person=user).delete()
        settle_count(request)
