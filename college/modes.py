"""Three choices of a visitor that outlive the visit: text size, light or dark, language. Kept in cookies, so that the server's first paint is right.

The address takes no CSRF token on purpose: a page that carries one cannot be cached for all visitors, and the worst
that a forged request can do is to enlarge somebody's letters. Requests that a browser marks as cross-site are refused anyway.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseForbidden, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

YEAR = 60 * 60 * 24 * 365
CHOICES: dict[str, frozenset[str]] = {
    "size": frozenset({"large"}),
    "theme": frozenset({"light", "dark"}),
    "language": frozenset(code for code, _name in settings.LANGUAGES),
}
COOKIES = {"size": "size", "theme": "theme", "language": settings.LANGUAGE_COOKIE_NAME}


@dataclass(frozen=True)
class Modes:
    """What the page is drawn in: `size` "" or "large", `theme` "" (as the system wants), "light" or "dark"."""

    size: str
    theme: str


def modes_of(request: HttpRequest) -> Modes:
    """The visitor's choices; a cookie with anything else counts as none."""
    return Modes(size=chosen(request, "size"), theme=chosen(request, "theme"))


def chosen(request: HttpRequest, name: str) -> str:
    value = request.COOKIES.get(COOKIES[name], "")
    return value if value in CHOICES[name] else ""


@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """POST one of size, theme, language with a value ("" = back to normal) and `next`; goes back to where the visitor was."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        return HttpResponseForbidden()
    asked = {name: request.POST[name] for name in CHOICES if name in request.POST}
    if not asked or any(value and value not in CHOICES[name] for name, value in asked.items()):
        return HttpResponseBadRequest()
    response = HttpResponseRedirect(way_back(request))
    for name, value in asked.items():
        keep(response, name, value)
    return response


def keep(response: HttpResponse, name: str, value: str) -> None:
    if value:
        response.set_cookie(COOKIES[name], value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        response.delete_cookie(COOKIES[name], samesite="Lax")


def way_back(request: HttpRequest) -> str:
    """The page named by the form, else the page that sent it, else the front page; never another host."""
    for address in (request.POST.get("next", ""), request.META.get("HTTP_REFERER", "")):
        if address and url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
            return address
    return "/"
