"""The college's addresses, and one that answers the same bytes every time: what any Django view costs at least, behind the same middleware."""

from django.conf import settings
from django.db import connection, transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
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


def pick(request: HttpRequest, offering: int) -> HttpResponse:
    """The bare transaction of `pick_hot` behind nothing but a session, a signed-in person and CSRF: what any Django view of it costs at least."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TAKE, (offering,))
        if cursor.rowcount != 1:
            return HttpResponse(status=409)
        cursor.execute(WRITE, (offering, request.user.pk))
    return redirect("/")


def row(request: HttpRequest, offering: int) -> HttpResponse:
    """One row for somebody who is signed in: what any page of hers costs at least."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    with connection.cursor() as cursor:
        cursor.execute("SELECT seats_taken FROM courses_offering WHERE id = %s", (offering,))
        return HttpResponse(str(cursor.fetchone()[0]))


TAKE = "UPDATE courses_offering SET seats_taken = seats_taken + 1 WHERE id = %s AND state = 'open' AND seats_taken < capacity"
WRITE = "INSERT INTO courses_enrolment (offering_id, learner_id, state, picked_at) VALUES (%s, %s, 'enrolled', now())"
_BODIES: dict[int, bytes] = {}
urlpatterns = [
    path("bench/<int:size>/", static),
    path("bench/file/<path:name>", file),
    path("bench/pick/<int:offering>/", pick),
    path("bench/row/<int:offering>/", row),
    *college,
]
