"""Who is signed in, and in which roles, read on one journey: every page of a signed-in person begins with it.

Django's own way makes the SQL for the person anew each time, and the roles are a journey of their own. The checks are Django's; only their good end
is taken here: whatever is in doubt (a password changed since, a key of before, an account that was closed) is left to Django.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.db.models import BigIntegerField
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from college.compiled import Compiled, Given, loaded, one_journey
from college.models import User
from college.roles import ask_groups

FIELDS = tuple(field.attname for field in User._meta.concrete_fields)
LONGEST_ID = 18  # digits; more are no number of ours


@Compiled
def _PERSON() -> Any:
    return User.objects.filter(pk=Given("user", BigIntegerField()), is_active=True).order_by().values_list(*FIELDS)


class PersonMiddleware(AuthenticationMiddleware):
    """Django's, with another way to the person."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user(request))  # type: ignore[assignment]


def _user(request: Any) -> Any:
    """Kept where Django keeps it, so that it is found there by whoever asks Django. From then on she herself stands in the request: what looks at a
    stand-in a hundred times on the way to an answer asks Python twice each time."""
    if not hasattr(request, "_cached_user"):
        request._cached_user = _of_session(request.session) or auth.get_user(request)
    if isinstance(request.__dict__.get("user"), SimpleLazyObject):
        request.user = request._cached_user
    return request._cached_user


def _of_session(session: Any) -> User | None:
    """The person of a session in which everything is as it should be."""
    said, backend, hashed = (session.get(name) for name in (auth.SESSION_KEY, auth.BACKEND_SESSION_KEY, auth.HASH_SESSION_KEY))
    if not hashed or backend not in settings.AUTHENTICATION_BACKENDS or not str(said).isdecimal() or len(said) > LONGEST_ID:
        return None
    user = _read(int(said))
    return user if user is not None and constant_time_compare(hashed, user.get_session_auth_hash()) else None


def _read(pk: int) -> User | None:
    """An account that is open, with its groups as `roles_of` takes them."""
    with one_journey():
        found, groups = _PERSON.ask(user=pk), ask_groups(pk)
    if not found.rows():
        return None
    user = loaded(User, **dict(zip(FIELDS, found.rows()[0], strict=True)))
    user.groups_read = groups.rows()  # type: ignore[attr-defined]
    return user
