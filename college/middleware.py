"""What holds for every answer: the content security policy, the second factor of guarded roles, and refusals in words."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.csp import build_policy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from college.errors import DomainError, StillNeeded, headers_of
from college.roles import GUARDED, roles_of

Handler = Callable[[HttpRequest], HttpResponse]
HEADER = "Content-Security-Policy"


class RequestShapeMiddleware:
    """Refuses what no honest browser sends, before anything reads it: huge bodies at small forms, zero bytes in an address, odd charsets,
    more rows of a form than came."""

    LARGE_BODIES = ("/teach/", "/library/", "/admin/", "/api/v1/uploads/")  # the doors for files; signed-in people only

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.encoding = "utf-8"  # a charset named by the client may be one that decodes no text at all
        if "\x00" in request.path_info:
            return HttpResponse(status=404)
        if self.is_too_large(request):
            return HttpResponse(status=413)
        response = self.get_response(request)
        if response.status_code == 405 and request.path_info.startswith("/api/v1/"):
            body = {"code": "wrong_method", "message": _("This address is asked in another way.")}
            return JsonResponse(body, status=405, headers={"Allow": response.get("Allow", "")})
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Django makes as many forms as a desk's request says it has rows, up to 2,000, and draws them all again where one is wrong."""
        made_up = request.method == "POST" and request.path_info.startswith("/admin/") and self.counts_more_than_came(request)
        return HttpResponse(status=400) if made_up else None

    def counts_more_than_came(self, request: HttpRequest) -> bool:
        """Each row brings a field at least."""
        counts = [value for name, value in request.POST.items() if name.endswith("-TOTAL_FORMS")]
        return any(value.isdecimal() and int(value[:20]) > len(request.POST) for value in counts)

    def is_too_large(self, request: HttpRequest) -> bool:
        length = request.META.get("CONTENT_LENGTH") or "0"
        small = not request.path_info.startswith(self.LARGE_BODIES)
        return small and (not length.isdigit() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


class PrivateAnswersMiddleware:
    """What a signed-in person sees is kept by nobody: not by a proxy, not by the browser of a shared computer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response


class ContentSecurityPolicyMiddleware:
    """A strict policy everywhere, a looser one under /admin/ (Wagtail writes inline scripts).

    A view may widen one directive by `response.csp_extra = {"style-src": [...]}` (the player's style hashes).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if HEADER not in response:
            response[HEADER] = build_policy(self.policy_for(request, response))
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    @staticmethod
    def policy_for(request: HttpRequest, response: HttpResponse) -> dict[str, list[str]]:
        if request.path.startswith("/admin/"):
            return settings.ADMIN_CONTENT_SECURITY_POLICY
        extra: dict[str, list[str]] = getattr(response, "csp_extra", {})
        base = settings.CONTENT_SECURITY_POLICY
        return {**base, **{name: [*base.get(name, []), *values] for name, values in extra.items()}}


def lacks_second_factor(user: Any) -> bool:
    """True for somebody whose role asks for a second factor that she has not set up."""
    from allauth.mfa.utils import is_mfa_enabled

    if not settings.MFA_REQUIRED or not user.is_authenticated:
        return False
    return bool(roles_of(user) & GUARDED) and not is_mfa_enabled(user)


class SecondFactorMiddleware:
    """Committee and administrators set up a second factor before they see anything else (outside the demo)."""

    OPEN = ("/accounts/", "/static/", "/modes/", "/i18n/", "/healthz", "/selection/seats/")

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(self.OPEN) and lacks_second_factor(request.user):
            return redirect(reverse("mfa_index"))
        return self.get_response(request)


class RefusalMiddleware:
    """The net under every view: a DomainError that nobody caught becomes a sentence, never a 500; so does the database's word that a row is needed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ProtectedError):
            exception = StillNeeded()
        if not isinstance(exception, DomainError):
            return None
        back = request.META.get("HTTP_REFERER", "")
        if request.method == "POST" and exception.status == 409 and url_has_allowed_host_and_scheme(back, {request.get_host()}):
            messages.error(request, str(exception))
            if request.path.startswith("/admin/") and request.headers.get("X-Requested-With") == "XMLHttpRequest":
                return JsonResponse({"step": "success", "redirect": back})  # what a window of Wagtail's understands; a page it would drop silently
            return HttpResponseRedirect(back)
        response = render(request, "refused.html", {"refusal": exception}, status=exception.status)
        for name, value in headers_of(exception).items():
            response[name] = value
        return response
