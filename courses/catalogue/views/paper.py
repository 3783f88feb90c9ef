"""What the office prints for a survey: a poster with a QR code, and paper slips, each good for one answer."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from college.errors import DomainError
from college.models import User
from courses.catalogue.domain.surveys import print_slips
from courses.catalogue.models import Survey
from courses.catalogue.models.scope import keeps


def _for_keepers(request: HttpRequest, slug: str) -> Survey:
    found = get_object_or_404(Survey.objects.exclude(state=Survey.State.DRAFT), slug=slug)
    if not keeps(request.user, found.school_id):
        raise Http404("Only its office prints.")
    return found


def address_of(request: HttpRequest, survey: Survey) -> str:
    """The address that a phone opens: of the site as it is known outside, else as this page was asked for."""
    short = reverse("catalogue:survey_by_number", args=[survey.pk])  # without Chinese letters, so that it can be typed and the code stays coarse
    return f"{settings.SITE_URL}{short}" if settings.SITE_URL else request.build_absolute_uri(short)


def _plain(address: str) -> str:
    return address.partition("://")[2].rstrip("/")


@require_safe
def by_number(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address on paper. What stands behind the hash goes along by itself."""
    return redirect("catalogue:survey", get_object_or_404(Survey.objects.exclude(state=Survey.State.DRAFT), pk=pk).slug)


@require_safe
@never_cache
def survey_poster(request: HttpRequest, slug: str) -> HttpResponse:
    found = _for_keepers(request, slug)
    address = address_of(request, found)
    return render(request, "courses/catalogue/needs/poster.html", {"survey": found, "address": address, "plain": _plain(address)})


@require_POST
@never_cache
def survey_slips(request: HttpRequest, slug: str) -> HttpResponse:
    """New slips, as the answer to the form alone: loading the page again would print others."""
    found = _for_keepers(request, slug)
    asked = request.POST.get("number", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    try:
        codes = print_slips(survey_id=found.pk, number=number, by=cast(User, request.user))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("survey:inspect", found.pk)
    address = address_of(request, found)
    slips = [(code, f"{address}#slip={code}") for code in codes]
    return render(request, "courses/catalogue/needs/slips.html", {"survey": found, "slips": slips, "plain": _plain(address)})
