"""Pages of the design system: the samples and the covers."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django import forms

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


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, also those that no page shows at once."""
    return render(
        request,
        "college/components.html",
        {
            "form": SampleForm({"name": "Otgonbayar", "phone": "1990000123", "way": "room"}),
            "page": Paginator(range(48), 10).page(3),
            "crumbs": [(_("Home"), "/"), (_("Courses"), "/courses/"), (_("Components"), "")],
            "tabs": [(_("Now"), "#tabs", True), (_("Before"), "#tabs-2", False)],
            "schools": list(LATTICES),
        },
    )
