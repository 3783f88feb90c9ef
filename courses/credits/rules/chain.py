"""How an entry becomes bytes, how it is chained to the one before, and what is wrong with one that does not fit. No Django."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from courses.credits.rules.terms import Terms, fault_of_award

GENESIS = "0" * 64  # stands before the first entry
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> bytes:
    """The one spelling of a value: JSON in UTF-8 with sorted keys and no spaces. Raises ValueError for what has more than one."""
    return _json.encode(value).encode()


def seal(value: Any) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def plain(value: Any) -> Any:
    """The value if it is made of texts, whole numbers, lists and mappings alone. Raises ValueError for a fraction: databases spell those differently."""
    if isinstance(value, float):
        raise ValueError("a fraction has no one spelling")
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


class Facts(NamedTuple):
    """What an entry's hash covers. `account`, `actor` and `approver` are pseudonyms, `rules` a version, `evidence` the snapshot's hash, `amount` hundredths."""

    number: int
    account: str
    amount: int
    kind: str
    category: str
    effective_on: date
    booked_at: datetime
    rules: str
    evidence: str
    cause: str
    reverses: int | None
    actor: str | None
    approver: str | None


def link(previous_hash: str, facts: Facts) -> str:
    """The hash of an entry: SHA-256 of the hash before it, a line feed, and its own facts in canonical JSON (a list, in the order of `Facts`)."""
    moment = facts.booked_at.astimezone(UTC).isoformat(timespec="microseconds")
    own = canonical([*facts[:5], facts.effective_on.isoformat(), moment, *facts[7:]])
    return hashlib.sha256(previous_hash.encode() + b"\n" + own).hexdigest()


class Link(NamedTuple):
    """An entry as it was found, with its evidence, the terms of its rules (`None`: not published), and what it takes back (`None` unless it is a reversal)."""

    facts: Facts
    previous_hash: str
    hash: str
    snapshot: Any
    terms: Terms | None
    takes_back: Facts | None


AWARD, REVERSAL, CORRECTION = "award", "reversal", "correction"
CATEGORIES = frozenset({"required", "elective", "project"})


def fault(found: Link, number: int, previous_hash: str) -> str:
    """What is wrong with the entry that should be `number` after `previous_hash`; "" when nothing is."""
    facts = found.facts
    if facts.number != number:
        return f"entry {number} is not there"
    if found.previous_hash != previous_hash:
        return "it does not follow the entry before it"
    if seal(found.snapshot) != facts.evidence:
        return "its evidence was changed"
    if link(previous_hash, facts) != found.hash:
        return "its contents were changed"
    return _of_kind(found)


def _of_kind(found: Link) -> str:
    facts = found.facts
    if facts.category not in CATEGORIES:
        return "its category is unknown"
    if facts.kind == REVERSAL:
        return _of_reversal(facts, found.takes_back)
    if facts.amount <= 0 or facts.reverses is not None:
        return "only a reversal takes something back"
    if facts.kind == AWARD:
        return _of_award(found) if facts.cause.startswith("completion:") else "its cause is no completion"
    if facts.kind != CORRECTION:
        return "its kind is unknown"
    return _of_two(facts) if facts.cause.startswith("correction:") else "its cause is no correction"


def _of_award(found: Link) -> str:
    facts = found.facts
    if found.terms is None:
        return "its rules are not published"
    return fault_of_award(found.terms, found.snapshot, amount=facts.amount, category=facts.category, day=facts.effective_on)


def _of_reversal(facts: Facts, taken: Facts | None) -> str:
    if taken is None or taken.number >= facts.number or taken.kind == REVERSAL:
        return "it takes back no earlier entry"
    same = (taken.account, -taken.amount, taken.category, taken.effective_on) == (facts.account, facts.amount, facts.category, facts.effective_on)
    if not same:
        return "it does not take back exactly what it names"
    return _of_two(facts) if facts.cause == f"reversal:{taken.number}" else "its cause is another entry"


def _of_two(facts: Facts) -> str:
    return "" if facts.actor and facts.approver and facts.actor != facts.approver else "it was not approved by a second person"
