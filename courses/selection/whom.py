"""For whom a page of selection is: the signed-in person herself, or, under `/for/<number>/`, somebody for whom she may act.

Nobody signs in as somebody else. Every view that shows or changes what a learner has takes her from `learner_of(request)`, and calls its verb through
`for_her`; the address says for whom, and each address that such a page makes stays below the same `/for/<number>/`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from college.models import User
from courses.selection import domain
from courses.selection.domain import Acting


def acting_of(request: HttpRequest) -> Acting:
    """Who acts for whom. The door of `/for/` has looked whether she may."""
    found: Acting | None = getattr(request, "acting", None)
    user = cast(User, request.user)
    return found or Acting(user, user, None)


def learner_of(request: HttpRequest) -> User:
    """Whose classes these are; a stranger is herself."""
    return acting_of(request).learner


def for_her[T](
    request: HttpRequest,
    what: domain.What,
    verb: Callable[..., T],
    *,
    about: Callable[[T], str] | None = None,
    changed: Callable[[T], bool] = lambda _done: True,
    desk_only: bool = False,
) -> Callable[..., T]:
    """The same verb (`now=`, `offering_id=` where it has one), which for somebody else also writes down who did it, or refuses.

    `about` names the course of what was done, where it is about no class; `changed`: whether anything was done; `desk_only`: not for helpers.
    """
    acting = acting_of(request)
    if acting.role is None:
        return verb

    @wraps(verb)
    def written_down(**asked: Any) -> T:
        offering_id = asked.get("offering_id")
        return domain.done_for(
            acting, what, lambda: verb(**asked), now=asked["now"], offering_id=offering_id, about=about, changed=changed, desk_only=desk_only
        )

    return written_down


def outside(name: str, *args: object) -> str:
    """An address of ours as it is for everybody, also on a page that is made for somebody else."""
    return "/" + reverse(name, args=args).removeprefix(get_script_prefix())
