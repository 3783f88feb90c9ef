"""Everybody's own start of a round in which the first come are served: by chance, so that being fast, or having a script, gains nothing.

The moment follows from a secret, the round and the person alone (HMAC): nobody can work it out beforehand, it is the same on every machine and at
every look, and no table has to be asked for it.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

STEPS = 2**64
TICK = timedelta(milliseconds=1)  # pages and people tell moments no finer


def own_start(secret: bytes, opens_at: datetime, spread: int, term: int, learner: int) -> datetime:
    """When one learner may begin: `opens_at` and, evenly spread, less than `spread` seconds more, in whole milliseconds. 0: `opens_at` itself."""
    if spread < 1:
        return opens_at
    named = f"{term}:{int(opens_at.timestamp() * 1_000_000)}:{learner}".encode()
    drawn = int.from_bytes(hmac.digest(secret, named, "sha256")[:8])
    return opens_at + drawn * (spread * 1000) // STEPS * TICK
