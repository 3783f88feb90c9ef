"""The one API object (/api/v1/). Each room adds its router by name; a refusal is {"code", "message"} with a fitting status."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import SessionAuth
from wagtail.api.v3.auth import BearerTokenAuth

from college import health
from college.errors import DomainError, headers_of
from college.limits import rate_limited
from college.middleware import lacks_second_factor


class Refusal(Schema):
    """Why something was not done: a stable word for programs and a sentence for people."""

    code: str
    message: str


class SignedInSession(SessionAuth):
    """The browser's session; writing needs the CSRF token in X-CSRFToken."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user if request.user.is_authenticated else None


class PersonalToken(BearerTokenAuth):
    """`Authorization: Bearer …` with one of the person's tokens. Who needs a second factor and has none is nobody here either."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = super().authenticate(request, token)
        if found and lacks_second_factor(request.user):
            request.user = AnonymousUser()  # or the session, asked next, would know her by it
            return None
        return found


def whoever(request: HttpRequest) -> Any:
    """Who asks where nobody has to say so: by a token, by the browser's session, or nobody. Never refuses."""
    if "Authorization" in request.headers:
        PersonalToken()(request)
    return request.user


signed_in = [PersonalToken(), SignedInSession()]


class CollegeAPI(NinjaAPI):
    """Mounted at the root, because /healthz is one of its operations; it has no welcome page that would hide the site's."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        return "/"

    @cached_property
    def document(self) -> OpenAPISchema:
        """The OpenAPI document, written once: it takes longer than any page, and nobody needs an account to ask for it. It is not to be changed."""
        return super().get_openapi_schema(path_prefix="/")

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """What django-ninja's own view gives away; the paths are the same, wherever it is asked for."""
        return self.document


api = CollegeAPI(
    title="Community college",
    version="1",
    urls_namespace="api",
    description="Courses, teachers and offerings for everybody; picking, replays and progress for those who are signed in.",
    docs_url=None,
    openapi_url="/api/v1/openapi.json",
)


def refuse(request: HttpRequest, code: str, message: str, status: int) -> HttpResponse:
    return api.create_response(request, {"code": code, "message": message}, status=status)


@api.exception_handler(DomainError)
def _domain(request: HttpRequest, error: DomainError) -> HttpResponse:
    response = refuse(request, error.code, str(error), error.status)
    for name, value in headers_of(error).items():
        response[name] = value
    return response


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = ", ".join(".".join(str(part) for part in item["loc"][1:]) for item in error.errors[:5])
    return refuse(request, "invalid", _("Please check: %(fields)s") % {"fields": places}, 422)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return refuse(request, "sign_in", _("Please sign in first."), 401)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return refuse(request, "not_found", _("There is nothing here."), 404)


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return refuse(request, "too_big", _("That is too much data."), 413)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What django-ninja refuses by itself, in English. A body that is no JSON is for whoever asked as wrong as one with wrong values."""
    if error.status_code == 400:
        return refuse(request, "invalid", _("This request cannot be read. Please check its format."), 422)
    if error.status_code == 403:
        return refuse(request, "csrf", _("The page was open too long. Please load it again."), 403)
    return refuse(request, "refused", str(error), error.status_code)


def limit(request: HttpRequest) -> None:
    """Count this call against the visitor's share."""
    rate_limited(request, "api")


ROUTERS = (
    "search.api.router",
    "courses.selection.api.router",
    "courses.selection.api_wishes.router",
    "courses.selection.api_draws.router",
    "courses.selection.api_recordings.router",
    "courses.learning.api.router",
    "courses.evaluation.api.router",
    "courses.credits.api.router",
    "courses.credits.api_report.router",
)
for router in ROUTERS:
    api.add_router("/api/v1", router)


class Health(Schema):
    """`ok` or the kind of error, for each part."""

    clock: str
    database: str
    ledger: str
    queue: str
    search: str
    storage: str


@api.get("/healthz", operation_id="health", response={200: Health, 503: Health}, summary="Is every part answering?", tags=["operation"])
def healthz(request: HttpRequest) -> Status:
    state = health.report()
    return Status(200 if set(state.values()) == {"ok"} else 503, state)


def addresses() -> tuple[list[Any], str, str]:
    """The API's URL patterns for `include`, without its welcome address, which is the site's front page."""
    patterns, app_name, namespace = api.urls
    return [pattern for pattern in patterns if pattern.name != "api-root"], app_name, namespace
