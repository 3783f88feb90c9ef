"""What was double booked before the database refused it: the office's list of lessons that want one room or one teacher at one time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from college.errors import NotAllowed
from college.roles import is_keeper
from college.waiting import Waiting
from courses.selection.domain.bookings import known_overlaps
from courses.selection.models import Lesson, Offering


@require_admin_access  # type: ignore[untyped-decorator]
@require_safe
def overlaps(request: HttpRequest) -> HttpResponse:
    """All pairs of the college, since the two may be of two schools; the lessons of one's own schools lead to their forms."""
    if not is_keeper(request.user):
        raise NotAllowed
    found = known_overlaps(timezone.now())
    keys = {lesson.offering_id for pair in found for lesson in (pair.earlier, pair.later)}
    mine = set(Offering.objects.kept_by(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    rows = [(pair, [(lesson, _edit(lesson) if lesson.offering_id in mine else "") for lesson in (pair.earlier, pair.later)]) for pair in found]
    return render(request, "courses/selection/overlaps.html", {"rows": rows})


def _edit(lesson: Lesson) -> str:
    return reverse("lesson:edit", args=[lesson.pk])


URLS: list[URLPattern] = [path("lesson/overlaps/", overlaps, name="selection_overlaps")]
WAITING = (Waiting(_("Lessons that are booked twice"), lambda: len(known_overlaps(timezone.now())), lambda: reverse("selection_overlaps"), order=15),)
