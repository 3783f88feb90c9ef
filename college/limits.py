"""Rate limits of the site: fixed windows counted in the cache. Sign-in has allauth's own."""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from college.errors import TooMany


def visitor(request: HttpRequest) -> str:
    """Whom to count: the account, else the address (behind trusted proxies the one that they report, never a header that a visitor can write)."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user-{user.pk}"
    return f"address-{get_adapter().get_client_ip(request)}"


def rate_limited(request: HttpRequest, name: str) -> None:
    """Count one request of this visitor; raise TooMany beyond RATE_LIMITS[name] = (requests, seconds)."""
    limit = settings.RATE_LIMITS.get(name)
    if limit is None:
        return
    requests, seconds = limit
    key = f"limit:{name}:{visitor(request)}:{int(time.time()) // seconds}"
    if not cache.add(key, 1, timeout=seconds) and cache.incr(key) > requests:
        raise TooMany
