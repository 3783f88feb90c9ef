"""The college's addresses, and one that answers the same bytes every time: what any Django view costs at least, behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from college.urls import handler400, handler403, handler404, handler500
from college.urls import urlpatterns as college

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def static(request: HttpRequest, size: int) -> HttpResponse:
    """So many bytes, made beforehand."""
    body = _BODIES.get(size)
    if body is None:
        body = _BODIES[size] = b"x" * size
    return HttpResponse(body)


_BODIES: dict[int, bytes] = {}
urlpatterns = [path("bench/<int:size>/", static), *college]
