"""What every template may use: the visitor's modes, the places of the navigation, the way to the desk."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from college.members import TOKEN, Member
from college.modes import modes_of
from college.roles import KEEPERS, Role, has_role

HTML_LANG = {"zh-hans": "zh-Hans", "en": "en"}
BACKSTAGE = (Role.TEACHER, Role.STAFF, Role.SCHOOL_HEAD, Role.ADMINISTRATOR)  # who works in the Wagtail admin


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation. `current` is "page" on the place itself, "true" on a page below it, "" elsewhere."""

    label: str
    url: str
    current: str


def site(request: HttpRequest) -> dict[str, Any]:
    """`modes`, `html_lang`, `other_language`, `places`, `backstage`; the last two ask for the visitor's roles only when drawn."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "modes": modes_of(request),
        "html_lang": HTML_LANG.get(language, language),
        "other_language": next(code for code, _name in settings.LANGUAGES if code != language),
        "places": SimpleLazyObject(lambda: places(request)),
        "backstage": SimpleLazyObject(lambda: has_role(user, *BACKSTAGE) if (user := getattr(request, "user", None)) else False),
        "COLLEGE_PHONE": settings.COLLEGE_PHONE,
        "DEMO": settings.DEMO,
        **({"csrf_token": TOKEN} if isinstance(getattr(request, "user", None), Member) else {}),  # in place of Django's own, which comes earlier
    }


def places(request: HttpRequest) -> list[Place]:
    """Four places for everybody, a fifth for teachers, the desk and the committee; all visible on every width, so there are never more."""
    entries = [
        (_("Home"), "/"),
        (_("Courses"), "/courses/"),
        (pgettext("main navigation", "Pick courses"), "/selection/"),
        (_("My learning"), "/learning/"),
    ]
    user = getattr(request, "user", None)
    if user is not None and has_role(user, Role.TEACHER):
        entries.append((pgettext("main navigation", "Teach"), "/teach/"))
    elif user is not None and has_role(user, Role.DESK, *KEEPERS):
        entries.append((pgettext("main navigation", "Desk"), "/desk/"))
    if user is not None and has_role(user, Role.COMMITTEE):
        entries.append((pgettext("main navigation", "Promotion report"), "/promotion/"))
    return [Place(label, url, current(request.path, url)) for label, url in entries]


BELOW = (  # pages whose address does not begin with that of their place
    ("/rate/", "/learning/"),
    ("/replay/", "/learning/"),
    ("/teachers/", "/courses/"),
    ("/feedback/", "/"),
    ("/help/", "/"),
    ("/needs/", "/"),
    ("/modules/", "/courses/"),
    ("/topics/", "/"),
    ("/scores/", "/"),
    ("/credits/", "/"),
)


def current(path: str, url: str) -> str:
    if path == url:
        return "page"
    below = any(path.startswith(start) for start, place in BELOW if place == url)
    return "true" if below or (url != "/" and path.startswith(url)) else ""
