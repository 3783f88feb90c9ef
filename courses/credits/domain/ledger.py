"""Appending to the ledger. Whoever appends holds its head, for as short as can be: many entries go in with five statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from courses.credits.models import Account, Entry, Evidence, LedgerHead, RuleSet
from courses.credits.rules.chain import Facts, link, plain, seal


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry to be: `amount` in hundredths, `kind`, `category` and `evidence_kind` values of the models' choices, `snapshot` plain JSON.

    `actor` and `approver` are pseudonyms; None where the schedule acts. `cause` is unique in the whole ledger.
    """

    account: Account
    amount: int
    kind: str
    category: str
    effective_on: date
    rule_set: RuleSet
    cause: str
    evidence_kind: str
    snapshot: dict[str, Any]
    reverses: Entry | None = None
    actor: UUID | None = None
    approver: UUID | None = None


def hold_head() -> LedgerHead:
    """The head, held until the end of the transaction: entries are appended one after the other. The first who asks makes it."""
    return LedgerHead.objects.select_for_update(of=("self",)).get_or_create(pk=1)[0]


def append(postings: Sequence[Posting], *, head: LedgerHead, now: datetime) -> list[Entry]:
    """Write entries with their evidence, chained to the last one; in the order given, in one transaction.

    `head` comes from `hold_head()` in the same transaction. A cause that is in the ledger already raises IntegrityError: look before you append.
    """
    with transaction.atomic():
        evidence = Evidence.objects.bulk_create([_evidence(posting, now) for posting in postings])
        entries = _chained(postings, evidence, head, now)
        Entry.objects.bulk_create(entries)
        head.save(update_fields=["number", "hash"])
    return entries


def _evidence(posting: Posting, now: datetime) -> Evidence:
    snapshot = plain(posting.snapshot)
    return Evidence(kind=posting.evidence_kind, snapshot=snapshot, sha256=seal(snapshot), made_at=now)


def _chained(postings: Sequence[Posting], evidence: Sequence[Evidence], head: LedgerHead, now: datetime) -> list[Entry]:
    entries = []
    for posting, proof in zip(postings, evidence, strict=True):
        entry = _entry(posting, proof, head, now)
        entry.hash = link(head.hash, facts_of(entry))
        head.number, head.hash = entry.number, entry.hash
        entries.append(entry)
    return entries


def _entry(posting: Posting, proof: Evidence, head: LedgerHead, now: datetime) -> Entry:
    return Entry(
        number=head.number + 1,
        account=posting.account,
        amount=posting.amount,
        kind=posting.kind,
        category=posting.category,
        effective_on=posting.effective_on,
        booked_at=now,
        rule_set=posting.rule_set,
        evidence=proof,
        cause=posting.cause,
        reverses=posting.reverses,
        actor=posting.actor,
        approver=posting.approver,
        previous_hash=head.hash,
    )


def facts_of(entry: Entry) -> Facts:
    """What the hash of an entry covers; its account, rule set and evidence are read along."""
    return Facts(
        number=entry.number,
        account=str(entry.account.pseudonym),
        amount=entry.amount,
        kind=str(entry.kind),
        category=str(entry.category),
        effective_on=entry.effective_on,
        booked_at=entry.booked_at,
        rules=entry.rule_set.version,
        evidence=entry.evidence.sha256,
        cause=entry.cause,
        reverses=entry.reverses_id,
        actor=str(entry.actor) if entry.actor else None,
        approver=str(entry.approver) if entry.approver else None,
    )
