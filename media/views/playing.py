"""Sending the files of a replay: by Django with byte ranges, or by a front server (X-Accel-Redirect)."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from college.errors import DomainError
from media import domain, rules, storages

BLOCK = 256 * 1024


@require_safe
def play(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """One file of a replay. The address itself is the permission; neither session nor database is asked."""
    try:
        file = domain.replay_file(token=token, name=name, now=timezone.now())
    except DomainError as refusal:
        return HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
    response = _handed_over(file) if settings.ACCEL_REDIRECT else _sent(request, file)
    response["Cache-Control"] = f"private, max-age={file.seconds_left}, immutable" if file.seconds_left else "private, no-cache"
    response["Content-Disposition"] = content_disposition_header(True, file.saved_as) if file.saved_as else "inline"
    return response


def _handed_over(file: domain.ReplayFile) -> HttpResponseBase:
    location = f"{settings.ACCEL_REDIRECT.rstrip('/')}/{quote(storages.relative(file.path))}"
    return HttpResponse(content_type=file.content_type, headers={"X-Accel-Redirect": location})


def _sent(request: HttpRequest, file: domain.ReplayFile) -> HttpResponseBase:
    size = file.path.stat().st_size
    headers = {"Accept-Ranges": "bytes", "ETag": file.etag}
    try:
        wanted = rules.byte_range(_range_header(request, file), size)
    except ValueError:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    first, last = wanted or (0, size - 1)
    if wanted:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers["Content-Length"] = str(last - first + 1)
    status = 206 if wanted else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, content_type=file.content_type, headers=headers)
    return StreamingHttpResponse(_blocks(file.path, first, last), status=status, content_type=file.content_type, headers=headers)


def _range_header(request: HttpRequest, file: domain.ReplayFile) -> str:
    """The Range, unless the browser holds another version of the file."""
    condition = request.headers.get("If-Range", file.etag)
    return request.headers.get("Range", "") if condition == file.etag else ""


def _blocks(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block
