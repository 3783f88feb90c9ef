"""How ratings lie in the database while the window is open: encrypted under a key of their class, found by a number that only the key gives.

The key that works is made of the one in the window's row and the server's SECRET_KEY: whoever has the database alone can read nothing.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.encoding import force_bytes

from courses.evaluation import rules
from courses.evaluation.models import RatingWindow, SealedRating

NONCE = 12


class CannotOpen(Exception):
    """A rating was sealed under a SECRET_KEY that this server does not know: add the old one to SECRET_KEY_FALLBACKS."""


def new_key() -> bytes:
    return secrets.token_bytes(32)


def _keys(window: RatingWindow) -> Iterator[bytes]:
    """The working keys of an open window, today's first."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield hmac.digest(force_bytes(secret), b"rating " + bytes(window.key or b""), "sha256")


def _number(key: bytes, enrolment_id: int) -> str:
    return hmac.digest(key, b"ballot %d" % enrolment_id, "sha256").hex()


def numbers(window: RatingWindow, enrolment_id: int) -> list[str]:
    """Under which numbers the rating of a seat can lie, today's first."""
    return [_number(key, enrolment_id) for key in _keys(window)]


def seal(window: RatingWindow, enrolment_id: int, ballot: rules.Ballot) -> SealedRating:
    """The rating as a row that says nothing; not saved."""
    key = next(_keys(window))
    number, nonce = _number(key, enrolment_id), secrets.token_bytes(NONCE)
    content = nonce + AESGCM(key).encrypt(nonce, rules.pack(ballot), number.encode())
    return SealedRating(ballot=number, window=window, content=content)


def unseal(window: RatingWindow, sealed: SealedRating) -> rules.Ballot:
    """What the row holds. Raises CannotOpen."""
    content = bytes(sealed.content)
    for key in _keys(window):
        try:
            return rules.unpack(AESGCM(key).decrypt(content[:NONCE], content[NONCE:], sealed.ballot.encode()))
        except InvalidTag:
            continue
    raise CannotOpen
