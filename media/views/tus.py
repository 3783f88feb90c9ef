"""The tus protocol (tus.io 1.0: core, creation, termination, expiration, checksum) for doors of upper rooms.

A door decides who may send what where; these functions read the headers, call the verbs and answer as the protocol wants it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _

from college.errors import DomainError, Invalid
from media import domain, rules
from media.failures import Failure
from media.models import Recording, Upload

BLOCK = 256 * 1024


class Malformed(Invalid):
    """A header that the protocol wants is missing or cannot be read."""

    code = "malformed"
    status = 400

    def __init__(self, header: str) -> None:
        super().__init__(_("The header %(header)s is missing or cannot be read.") % {"header": header})


class WrongVersion(Invalid):
    """The client speaks another version of the protocol, or none."""

    code = "wrong_version"
    status = 412


class WrongType(Invalid):
    """The body is no part of a file."""

    code = "wrong_type"
    status = 415


def create(request: HttpRequest, *, owner: Any, target: str, address: Callable[[str], str]) -> HttpResponse:
    """Answer OPTIONS with what we can do, POST with the address of a new upload (`address` makes it of the token)."""
    return _answer(lambda: _abilities() if request.method == "OPTIONS" else _begun(request, owner, target, address))


def part(request: HttpRequest, *, token: str, owner: Any, target: str, take: Callable[[domain.Arrived], Recording]) -> HttpResponse:
    """Answer HEAD with the offset, PATCH by appending (with the last part `take` makes the recording), DELETE by forgetting."""
    return _answer(lambda: _part(request, token, owner, target, take))


def _answer(work: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        response = work()
    except DomainError as refusal:
        response = HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8", headers={"Upload-Refusal": refusal.code})
    response["Tus-Resumable"] = rules.TUS_VERSION
    response["Cache-Control"] = "no-store"
    if response.status_code == WrongVersion.status:
        response["Tus-Version"] = rules.TUS_VERSION
    return response


def _abilities() -> HttpResponse:
    able = {"Tus-Version": rules.TUS_VERSION, "Tus-Extension": rules.TUS_EXTENSIONS, "Tus-Max-Size": str(settings.UPLOAD_MAX_BYTES)}
    return HttpResponse(status=204, headers={**able, "Tus-Checksum-Algorithm": ",".join(rules.CHECKSUMS)})


def _begun(request: HttpRequest, owner: Any, target: str, address: Callable[[str], str]) -> HttpResponse:
    _check_version(request)
    length = _read(request, "Upload-Length", rules.whole_number)
    name = _read(request, "Upload-Metadata", rules.metadata).get("filename", "")
    upload = domain.begin(owner=owner, target=target, name=name, length=length, now=timezone.now())
    return HttpResponse(status=201, headers={"Location": address(upload.token), "Upload-Expires": http_date(upload.expires_at.timestamp())})


def _part(request: HttpRequest, token: str, owner: Any, target: str, take: Callable[[domain.Arrived], Recording]) -> HttpResponse:
    _check_version(request)
    upload = domain.find(token=token, owner=owner, target=target, now=timezone.now())
    if request.method == "DELETE":
        domain.end(upload=upload)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        upload = _appended(request, upload, take)
    headers = {"Upload-Offset": str(upload.offset), "Upload-Expires": http_date(upload.expires_at.timestamp())}
    if upload.is_undecided:
        headers["Upload-Undecided"] = "yes"
    if upload.recording_id:
        headers["Upload-Recording"] = str(upload.recording_id)
    if request.method == "HEAD":
        return HttpResponse(status=200, headers={**headers, "Upload-Length": str(upload.length)})
    return HttpResponse(status=204, headers=headers)


def _appended(request: HttpRequest, upload: Upload, take: Callable[[domain.Arrived], Recording]) -> Upload:
    if request.content_type != rules.PART_TYPE:
        raise WrongType
    offset = _read(request, "Upload-Offset", rules.whole_number)
    checksum = _read(request, "Upload-Checksum", rules.checksum)
    announced = request.headers.get("Content-Length", "")
    if offset == upload.offset and announced.isdigit() and int(announced) > upload.length - offset:
        raise domain.UploadRefused(Failure.TOO_BIG)  # before anything is read; the upload stays
    return domain.append(upload=upload, offset=offset, blocks=_blocks(request), checksum=checksum, take=take, now=timezone.now())


def _blocks(request: HttpRequest) -> Iterator[bytes]:
    try:
        while block := request.read(BLOCK):
            yield block
    except OSError:  # the network broke off: what has come counts
        return


def _check_version(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != rules.TUS_VERSION:
        raise WrongVersion


def _read[Value](request: HttpRequest, header: str, reader: Callable[[str], Value]) -> Value:
    try:
        return reader(request.headers.get(header, ""))
    except ValueError as error:
        raise Malformed(header) from error
