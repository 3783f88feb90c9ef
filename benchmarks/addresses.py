"""The college's addresses, and one that answers the same bytes every time: what any Django view costs at least, behind the same middleware."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
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


def file(request: HttpRequest, name: str) -> FileResponse:
    """A file of the replays as the framework sends it, asking nobody."""
    return FileResponse((settings.RENDITIONS_ROOT / name).open("rb"), content_type="video/iso.segment")


_BODIES: dict[int, bytes] = {}
urlpatterns = [path("bench/<int:size>/", static), path("bench/file/<path:name>", file), *college]
