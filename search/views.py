"""Pages that find: the search, the courses, the teachers."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from college import caching, teacher_merging
from college.limits import rate_limited
from college.models import School, Teacher
from search import choices, domain, listings, walks
from search.forms import SORTS, Chosen, FilterForm
from search.models import Entry
from search.queries import PAGE_SIZE, empty

COURSES_ON_PAGE = 12
TEACHERS_ON_PAGE = 24


def search(request: HttpRequest) -> HttpResponse:
    """One box over everything, with filters that say how much they would leave."""
    rate_limited(request, "search")
    form = FilterForm(request.GET)
    chosen = form.chosen()
    query = chosen.query(with_facets=True)
    answer = empty(query, "") if form.errors else domain.find(query)
    drawn = choices.groups(chosen, answer.facets)
    context = {
        "answer": answer,
        "names": {option.value: option.label for group in drawn if group.name == "school" for option in group.options},
        "tabs": _tabs(chosen, answer.facets.get("kind", {})),
        "page": Paginator(range(min(answer.count, answer.pages * PAGE_SIZE)), PAGE_SIZE).get_page(chosen.page),
        **_filters(form, chosen, drawn),
    }
    return render(request, "search/search.html", context)


@caching.for_members
def courses(request: HttpRequest) -> HttpResponse:
    """All courses, filtered and sorted. With words to search for the page is not kept: they are counted, and seldom the same."""
    if request.GET.get("q"):
        rate_limited(request, "search")
    else:
        caching.shows(request, caching.LISTS)
    form, now = FilterForm(request.GET), timezone.now()
    chosen, walk = walks.walked(form.chosen())
    found = listings.ordered(listings.courses(chosen, now), chosen.sort, now)
    page = Paginator(found if not form.errors else found.none(), COURSES_ON_PAGE).get_page(chosen.page)
    drawn = choices.groups(chosen, listings.counts(chosen, now))
    context = {
        "page": page,
        "walk": walk,
        "rows": listings.rows(page.object_list, now, request),
        "sorts": [(label, chosen.address(sort=(name,)), name == chosen.sort) for name, label in SORTS.items()],
        **_filters(form, chosen, drawn, walk),
    }
    return render(request, "search/courses.html", context)


@caching.for_members
def teachers(request: HttpRequest) -> HttpResponse:
    """The pool of teachers, by school."""
    caching.shows(request, caching.LISTS)
    chosen = FilterForm(request.GET).chosen()
    codes = chosen.filters.get("school", ())
    page = Paginator(listings.teachers(codes), TEACHERS_ON_PAGE).get_page(chosen.page)
    tabs = [(school.name, f"?school={school.code}", codes == (school.code,)) for school in School.objects.all()]
    context = {"page": page, "tabs": [(_("All schools"), "?", not codes), *tabs], "query": chosen.address().removeprefix("?")}
    return render(request, "search/teachers.html", context)


@caching.for_members
def teacher(request: HttpRequest, slug: str) -> HttpResponse:
    """One teacher: who she is, her courses, and the classes that can be joined."""
    caching.shows(request, caching.LISTS)
    found = Teacher.objects.prefetch_related("schools").filter(slug=slug).first()
    if found is None:
        return _moved_or_missing(slug)
    now = timezone.now()
    taught = listings.courses(Chosen(filters={"teacher": (str(found.pk),)}), now)
    context = {
        "teacher": found,
        "schools": found.schools.all(),
        "rows": listings.rows(listings.ordered(taught, "soon", now), now, request),
        "offerings": _classes(found, request),
        "trail": [(pgettext("page", "Teachers"), reverse("search:teachers")), (found.name, "")],
    }
    return render(request, "search/teacher.html", context)


def _moved_or_missing(slug: str) -> HttpResponse:
    """The address of a teacher who was kept twice leads on for good."""
    if moved := teacher_merging.moved_to(slug):
        return redirect("search:teacher", moved, permanent=True)
    raise Http404("There is no such teacher.")


def _classes(found: Teacher, request: HttpRequest) -> list[dict[str, Any]]:
    chosen = Chosen(filters={"teacher": (str(found.pk),)})
    return [
        {
            "url": f"{offering.course.get_url(request) or ''}#offering-{offering.pk}",
            "title": str(offering),
            "when": listings.timetable(offering),
            "where": listings.place(offering),
            "term": offering.term.name,
            "capacity": offering.capacity,
            "taken": offering.seats_taken,
        }
        for offering in listings.offerings(chosen, timezone.now())
    ]


def _tabs(chosen: Chosen, counts: Any) -> list[tuple[str, str, bool]]:
    kinds = [(f"{label} {counts.get(kind, 0)}", chosen.address(kind=(kind,)), chosen.kinds == (kind,)) for kind, label in Entry.Kind.choices]
    return [(_("All of it %(number)s") % {"number": sum(counts.values())}, chosen.address(kind=()), not chosen.kinds), *kinds]


def _filters(form: FilterForm, chosen: Chosen, drawn: list[choices.Group], walk: walks.Walk | None = None) -> dict[str, Any]:
    """What both lists draw beside their results."""
    return {
        "form": form,
        "typed": form.data.get("q", "")[:1000],
        "chosen": chosen,
        "groups": drawn,
        "removals": choices.removals(chosen, drawn, walk),
        "bare": chosen.address(school=(), venue=(), teacher=(), term=(), near=(), open=()),
        "query": chosen.address().removeprefix("?"),
        "hold": chosen.pairs("kind", "school", "venue", "teacher", "term", "near", "open", "sort"),
        "hold_words": chosen.pairs("q", "kind", "sort"),
    }
