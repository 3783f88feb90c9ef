"""The guides as pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from college import guides


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which guides there are."""
    return render(request, "college/help/index.html", {"guides": [guides.guide(name, _language()) for name in guides.NAMES]})


@require_safe
def guide(request: HttpRequest, name: str) -> HttpResponse:
    """One guide, in the language of the page."""
    if name not in guides.NAMES:
        raise Http404
    return render(request, "college/help/guide.html", {"guide": guides.guide(name, _language())})


def _language() -> str:
    return get_language() or "en"
