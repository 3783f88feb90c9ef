"""Sending the files of a replay: by Django with byte ranges, by a front server (X-Accel-Redirect), or by the S3 store, to whose signed address we lead."""

from collections.abc import Iterator
from io import BytesIO
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
    headers = {
        "Cache-Control": f"private, max-age={file.seconds_left}, immutable" if file.seconds_left else "private, no-cache",
        "Content-Disposition": (content_disposition_header(True, file.saved_as) if file.saved_as else None) or "inline",
    }
    if file.found.address:
        return _led_on(request, file, headers)
    response = _handed_over(file) if settings.ACCEL_REDIRECT and file.found.path else _sent(request, file)
    for name, value in headers.items():
        response[name] = value
    return response


def _led_on(request: HttpRequest, file: domain.ReplayFile, headers: dict[str, str]) -> HttpResponseBase:
    """To an address that is good for a short while; that of a plain file as long as ours, since a browser asks it again at each jump."""
    assert file.found.address
    seconds = file.seconds_left if file.is_plain else min(storages.ADDRESS_SECONDS, file.seconds_left)
    answer = {name.replace("-", ""): value for name, value in headers.items()}
    address = file.found.address(request.method, seconds, **answer, ContentType=file.content_type)
    return HttpResponse(status=302, headers={"Location": address, "Cache-Control": f"private, max-age={seconds // 2}"})


def _handed_over(file: domain.ReplayFile) -> HttpResponseBase:
    assert file.found.path
    location = f"{settings.ACCEL_REDIRECT.rstrip('/')}/{quote(storages.relative(file.found.path))}"
    return HttpResponse(content_type=file.content_type, headers={"X-Accel-Redirect": location})


def _sent(request: HttpRequest, file: domain.ReplayFile) -> HttpResponseBase:
    size = file.found.size
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
    return StreamingHttpResponse(_blocks(file.found, first, last), status=status, content_type=file.content_type, headers=headers)


def _range_header(request: HttpRequest, file: domain.ReplayFile) -> str:
    """The Range, unless the browser holds another version of the file."""
    condition = request.headers.get("If-Range", file.etag)
    return request.headers.get("Range", "") if condition == file.etag else ""


def _blocks(found: storages.Found, first: int, last: int) -> Iterator[bytes]:
    with found.path.open("rb") if found.path else BytesIO(found.content or b"") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block
