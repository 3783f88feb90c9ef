"""Merging a teacher who is kept twice, in the admin: proposals, two rows side by side, what moves, and the trail."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem

from college import teacher_merging
from college.choosing import BIGGEST_KEY
from college.errors import DomainError
from college.models import Teacher, TeacherMerge

LINES = 50  # of the trail


@require_admin_access  # type: ignore[untyped-decorator]
@require_http_methods(["GET"])
def proposals(request: HttpRequest) -> HttpResponse:
    """Who may be kept twice, two to choose by hand, and what was merged."""
    _must_be_allowed(request)
    chosen = [request.GET.get(name, "") for name in ("kept", "gone")]
    if all(key.isascii() and key.isdigit() and len(key) < 19 for key in chosen):
        return redirect("teacher_merge_two", *(int(key) for key in chosen))
    context = {"pairs": teacher_merging.proposals(), "teachers": Teacher.objects.order_by("name", "pk"), "trail": TeacherMerge.objects.all()[:LINES]}
    return render(request, "college/teacher_merge/proposals.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def two(request: HttpRequest, kept: int, gone: int) -> HttpResponse:
    """Both rows side by side; the first one stays."""
    _must_be_allowed(request)
    rows = [get_object_or_404(Teacher.objects.select_related("user"), pk=min(key, BIGGEST_KEY)) for key in (kept, gone)]
    if request.method == "POST" and (answer := _merged(request, *rows)) is not None:
        return answer
    texts = [(name, Teacher._meta.get_field(name).verbose_name, [getattr(row, name) for row in rows]) for name in teacher_merging.TEXTS]
    context = {
        "kept": rows[0],
        "gone": rows[1],
        "texts": texts,
        "moves": teacher_merging.preview(rows[1]),
        "stays": teacher_merging.preview(rows[0]),
        "two_accounts": bool(rows[0].user_id and rows[1].user_id),
    }
    return render(request, "college/teacher_merge/two.html", context)


def _merged(request: HttpRequest, kept: Teacher, gone: Teacher) -> HttpResponse | None:
    taken = {name: getattr(gone, name) for name in teacher_merging.TEXTS if request.POST.get(name) == "gone"}
    try:
        teacher = teacher_merging.merge_teachers(kept_id=kept.pk, gone_id=gone.pk, texts=taken, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, _("“%(name)s” is one teacher now. The old address leads to the new one.") % {"name": teacher.name})
    return redirect("teacher_merge")


def _must_be_allowed(request: HttpRequest) -> None:
    if not teacher_merging.may_merge(request.user):
        raise Http404("This person merges no teachers.")


class MergeMenuItem(MenuItem):  # type: ignore[misc]
    """Below the teachers, for those who may."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Teachers kept twice"), reverse("teacher_merge"), name="teacher-merge", icon_name="group", order=11)

    def is_shown(self, request: Any) -> bool:
        return teacher_merging.may_merge(request.user)


URLS: list[URLPattern] = [
    path("teacher-merge/", proposals, name="teacher_merge"),
    path("teacher-merge/<int:kept>/<int:gone>/", two, name="teacher_merge_two"),
]
