"""How answers to a survey lie in the database while it is open: encrypted under a key of the survey's own, which the close destroys.

The key that works is made of the one in the survey's row and the server's SECRET_KEY: whoever has the database alone can read nothing.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.encoding import force_bytes

from courses.catalogue.models import SealedAnswer, Survey
from courses.catalogue.rules.questions import Ballot, pack, unpack

NONCE = 12


class CannotOpen(Exception):
    """An answer was sealed under a SECRET_KEY that this server does not know: add the old one to SECRET_KEY_FALLBACKS."""


def new_key() -> bytes:
    return secrets.token_bytes(32)


def _keys(survey: Survey) -> Iterator[bytes]:
    """The working keys of an open survey, today's first."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield hmac.digest(force_bytes(secret), b"survey " + bytes(survey.key or b""), "sha256")


def device_batch(survey: Survey, device: str) -> str:
    """A word for one device on one day, which nobody can turn back without the key; sealed with the answer, and gone with the close."""
    return hmac.digest(next(_keys(survey)), b"device " + device.encode(), "sha256").hex()[:16]


def seal(survey: Survey, ballot: Ballot) -> SealedAnswer:
    """The answer as a row that says nothing; not saved."""
    number, nonce = uuid4(), secrets.token_bytes(NONCE)
    content = nonce + AESGCM(next(_keys(survey))).encrypt(nonce, pack(ballot), number.bytes)
    return SealedAnswer(key=number, survey=survey, content=content)


def unseal(survey: Survey, number: UUID, content: bytes) -> Ballot:
    """What a row holds. Raises CannotOpen."""
    for key in _keys(survey):
        try:
            return unpack(AESGCM(key).decrypt(content[:NONCE], content[NONCE:], number.bytes))
        except InvalidTag:
            continue
    raise CannotOpen
