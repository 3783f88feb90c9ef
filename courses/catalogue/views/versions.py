"""The versions of a course: the list, one as it was, and two side by side. The lesson plan is compared for teachers and staff only."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from college import caching
from courses.catalogue import domain
from courses.catalogue.models import CoursePage, CourseVersion


def course_or_404(request: HttpRequest, slug: str) -> CoursePage:
    """A course that everybody sees, or one that this person works on."""
    page = CoursePage.objects.filter(slug=slug).select_related("school").first()
    if page is None:
        raise Http404
    if not CoursePage.objects.live().public().filter(pk=page.pk).exists() and not page.permissions_for_user(request.user).can_edit():
        raise Http404
    caching.shows(request, caching.course(page.pk))
    return page


@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    page = course_or_404(request, slug)
    everything = domain.sees_lesson_plans(request.user)
    rows = [(version, domain.changes_in(version, everything=everything)) for version in domain.versions_of(page)]
    return render(request, "courses/catalogue/versions.html", {"course": page, "rows": rows})


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The page as it was, drawn alone like a preview: today's classes, lessons and scores belong to today's course."""
    course = course_or_404(request, slug)
    shown = version_or_404(course, number)
    if shown.revision_id == course.live_revision_id and course.live:
        return redirect(course.url)
    then = shown.as_course()
    request.is_preview = True  # type: ignore[attr-defined]
    context = {**then.get_context(request), "version": shown, "course": course, "files": domain.files_then(shown)}
    response = render(request, "courses/catalogue/version.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    course = course_or_404(request, slug)
    numbers = [request.GET.get(name, "") for name in ("old", "new")]
    if not all(number.isdecimal() and len(number) < 10 for number in numbers):
        return redirect("catalogue:versions", slug)
    old, new = sorted((version_or_404(course, int(number)) for number in numbers), key=lambda one: one.number)
    everything = domain.sees_lesson_plans(request.user)
    found = domain.differences(old, new, everything=everything)
    context = {"course": course, "old": old, "new": new, "found": found, "back": reverse("catalogue:versions", args=[slug])}
    response = render(request, "courses/catalogue/comparison.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def version_or_404(course: CoursePage, number: int) -> CourseVersion:
    found = CourseVersion.objects.filter(course=course, number=number).select_related("revision", "published_by").first()
    if found is None:
        raise Http404
    return found
