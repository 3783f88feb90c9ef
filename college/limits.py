"""Rate limits of the site: fixed windows counted in the cache. Sign-in has allauth's own."""

from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address
from time import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from college.errors import TooMany


def visitor(request: HttpRequest) -> str:
    """Whom to count: the account, else the address (behind trusted proxies the one that they report, never a header that a visitor can write)."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user-{user.pk}"
    return address(request)


def address(request: HttpRequest) -> str:
    """Everybody behind one address, whoever is signed in there; behind a socket that names none all count as one."""
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    return _address(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", "") if proxies else "", proxies)


@lru_cache(1024)
def _address(socket: str, forwarded: str, _proxies: int) -> str:
    """As allauth reads it from a request, of which our settings let it see these two. Kept, since whoever picks presses more than once, and reading it is a
    twentieth of a pick."""
    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": socket} | ({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
    try:
        return f"address-{get_adapter().get_client_ip(request)}"
    except PermissionDenied:
        return "address-"


@lru_cache(4096)
def is_inner(place: str) -> bool:
    """An address of `address` that belongs to a network of one's own: a proxy that TRUSTED_PROXIES does not count, or the college's own rooms.

    It says nothing about how many people are behind it.
    """
    try:
        return ip_address(place.removeprefix("address-")).is_private
    except ValueError:
        return True


def rate_limited(request: HttpRequest, name: str, by: Callable[[HttpRequest], str] = visitor) -> None:
    """Count one request of this visitor; raise TooMany beyond RATE_LIMITS[name] = (requests, seconds)."""
    limit = settings.RATE_LIMITS.get(name)
    if limit is None:
        return
    requests, seconds = limit
    window, gone = divmod(int(time()), seconds)
    key = f"limit:{name}:{by(request)}:{window}"
    if not cache.add(key, 1, timeout=seconds) and cache.incr(key) > requests:
        raise TooMany(retry_after=seconds - gone)
