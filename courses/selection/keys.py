"""The key with which a request may be sent again: the header `Idempotency-Key`, or the field that our own pages send."""

from __future__ import annotations

import re

from django.http import HttpRequest

from courses.selection.domain import BadKey

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
FIELD = "idempotency_key"
SHAPE = r'^(?:"[ !#-~]{1,255}"|[!#-~](?:[ !#-~]{0,253}[!#-~])?)$'  # the draft's quoted string, or the same without quotes


def header_key(request: HttpRequest) -> str:
    """Without its quotes; empty where none was sent. Raises BadKey."""
    return _checked(request.headers.get("Idempotency-Key", ""))


def key_of(request: HttpRequest) -> str:
    """That of a form: the header, else the field."""
    return header_key(request) or _checked(request.POST.get(FIELD, ""))


def _checked(sent: str) -> str:
    if sent and not re.fullmatch(SHAPE, sent):
        raise BadKey
    return sent.strip('"')


def body_of(request: HttpRequest) -> bytes:
    """What a program sent along, so that two requests can be compared. Forms ask for nothing by what they send."""
    return b"" if request.content_type in FORMS else request.body
