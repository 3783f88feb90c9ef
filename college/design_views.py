"""Pages of the design system: the samples and the covers."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from college.covers import LATTICES, cover_svg

YEAR = 60 * 60 * 24 * 365


@require_safe
def cover(request: HttpRequest, school: str, slug: str) -> HttpResponse:
    """The drawn cover of a course. The address names all that it depends on, so it is kept for a year."""
    if school not in LATTICES:
        raise Http404
    response = HttpResponse(cover_svg(slug, school), content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


class SampleForm(forms.Form):
    """Every kind of field, on the page of samples."""

    name = forms.CharField(label=_("What may we call you?"), help_text=_("The name on your identity card; the desk helps with rare characters."), max_length=60)
    phone = forms.RegexField(r"^\d{11}$", label=_("Phone number"), error_messages={"invalid": _("A phone number has 11 digits. Please check yours.")})
    venue = forms.ChoiceField(label=_("Where"), choices=[("a", _("Community centre")), ("b", _("Neighbourhood centre"))])
    note = forms.CharField(label=_("What else should we know?"), required=False, widget=forms.Textarea)
    way = forms.ChoiceField(label=_("How to attend"), choices=[("room", _("In the room")), ("online", _("Online"))], widget=forms.RadioSelect)
    remind = forms.BooleanField(label=_("Remind me the day before"), required=False)
    file = forms.FileField(label=_("A file"), required=False)


SCHOOLS = [("party", _("Party school")), ("gov", _("Governance institute")), ("elder", _("Seniors' school")), ("citizen", _("Citizens' school"))]


def sample_cards() -> list[dict[str, Any]]:
    """Four courses in four states: seats left, nearly full, full with a waitlist, and a title that is much too long."""
    names = [_("First aid"), _("Talking things over"), _("Calligraphy"), _("Paying by phone")]
    seats = [(24, 18, 0), (30, 29, 0), (20, 20, 9), (40, 17, 0)]
    return [
        {
            "title": title if code != "citizen" else f"{title} " * 12,
            "slug": f"sample-{code}",
            "code": code,
            "school": school,
            "short": str(title)[:4],
            "line": _("Saturdays 9:00"),
            "where": _("Community centre"),
            "summary": _("Chest compressions, the AED, what to do when somebody chokes: everybody tries it."),
            "capacity": capacity,
            "taken": taken,
            "waiting": waiting,
        }
        for (code, school), title, (capacity, taken, waiting) in zip(SCHOOLS, names, seats, strict=True)
    ]


def sample_five() -> list[dict[str, Any]]:
    names = [_("Outline"), _("Handout"), pgettext_lazy("five ones", "Slides"), _("Teacher"), _("Lesson plan")]
    icons = ["list-bullets", "article", "presentation-chart", "chalkboard-teacher", "notebook"]
    details = [_("6 lectures"), _("18 pages"), _("42 pages"), "A. B.", ""]
    return [
        {
            "name": name,
            "icon": picture,
            "detail": detail,
            "ready": picture != "notebook",
            "url": "" if picture != "notebook" else "#c-five",
            "link": _("Write it"),
        }
        for name, picture, detail in zip(names, icons, details, strict=True)
    ]


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, also those that no page shows at once."""
    return render(
        request,
        "college/components.html",
        {
            "form": SampleForm({"name": "Otgonbayar", "phone": "1990000123", "way": "room"}),
            "page": Paginator(range(480), 10).page(9),
            "crumbs": [(_("Home"), "/"), (_("Courses"), "/courses/"), (_("Components"), "")],
            "tabs": [(_("Courses I take"), "#tabs", True), (_("Finished"), "#tabs-2", False)],
            "school_names": SCHOOLS,
            "cards": sample_cards(),
            "five": sample_five(),
            "ranges": [(0, 725), (1122, 2108), (2108, 2275)],
            "marks": [130, 395, 725, 1122, 1650, 2108, 2660],
            "head": [pgettext_lazy("table", "Lecture"), _("Time"), _("State")],
            "rows": [[_("First aid"), "14:00–15:30", _("ready")], [_("Calligraphy"), "19:00–20:30", _("not yet")]],
            "facts": [("clock", _("Saturdays 9:00")), ("map-pin", _("Community centre"))],
            "person": {"name": "A. B.", "surname": "A", "title": _("Community doctor")},
            "covers": [(code, f"{code}-{i}") for code, _name in SCHOOLS for i in range(3)],
            "icons": sprite(),
        },
    )


@cache
def sprite() -> list[str]:
    """The names of all icons."""
    text = (Path(__file__).resolve().parent / "static/college/art/icons.svg").read_text(encoding="utf-8")
    return re.findall(r'<symbol id="([^"]+)"', text)
