"""Putting a mistake right: one person asks, a second one decides, and the ledger gets new lines instead of changed ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from college.errors import NotAllowed
from college.models import User
from college.roles import Role, has_role, is_keeper
from courses.credits.domain import refusals, snapshots
from courses.credits.domain.accounts import open_accounts
from courses.credits.domain.ledger import Posting, append, hold_head
from courses.credits.models import Entry, Evidence, ReversalRequest, Settlement
from courses.credits.rules.pricing import STEP

BIGGEST = 100_000  # hundredths: a thousand credits in one entry are a slip of the finger


def request_reversal(
    *, entry_number: int, reason: str, words: str, by: User, now: datetime, new_amount: int | None = None, new_category: str = ""
) -> ReversalRequest:
    """Ask that an entry be taken back, and say what should stand instead (`new_amount` in hundredths; None: nothing).

    Raises NotAllowed, NoSuchEntry, OwnEntry, ReversalOfReversal, AlreadyReversed, ReversalPending, UnknownReason, WordsMissing,
    AmountImpossible, NothingChanges.
    """
    if not is_keeper(by):
        raise NotAllowed
    with transaction.atomic():
        hold_head()  # two who ask at once come one after the other
        entry = _reversible(entry_number)
        if entry.account.owner_id == by.pk:
            raise refusals.OwnEntry
        if entry.reversal_requests.filter(state=ReversalRequest.State.PENDING).exists():
            raise refusals.ReversalPending
        _must_make_sense(entry, reason, words, new_amount, new_category)
        category = new_category if new_amount else ""
        wish = {"reason": reason, "words": words.strip(), "new_amount": new_amount, "new_category": category}
        return ReversalRequest.objects.create(entry=entry, requested_by=by, requested_at=now, **wish)


def _reversible(number: int) -> Entry:
    entry = Entry.objects.filter(pk=number).select_related("account", "rule_set", "evidence").first() if 0 < number < 2**63 else None
    if entry is None:
        raise refusals.NoSuchEntry
    if entry.kind == Entry.Kind.REVERSAL:
        raise refusals.ReversalOfReversal
    if Entry.objects.filter(reverses=entry).exists():
        raise refusals.AlreadyReversed
    return entry


def _must_make_sense(entry: Entry, reason: str, words: str, new_amount: int | None, new_category: str) -> None:
    if reason not in ReversalRequest.Reason.values:
        raise refusals.UnknownReason
    if not words.strip() or "\x00" in words or len(words.strip()) > 300:
        raise refusals.WordsMissing
    if new_category not in ("", *Entry.Category.values):
        raise refusals.UnknownReason
    if new_amount is None:
        return
    if not 0 < new_amount <= BIGGEST or new_amount % STEP:
        raise refusals.AmountImpossible
    if (new_amount, new_category or entry.category) == (entry.amount, entry.category):
        raise refusals.NothingChanges


def decide_reversal(*, request_id: int, approve: bool, by: User, now: datetime) -> ReversalRequest:
    """The second person's word. Approved, the reversal and what stands instead are booked at once; refused, only the refusal is kept.

    Raises NotAllowed, SecondPerson for whoever asked and whoever it is about, ReversalDecided, AlreadyReversed.
    """
    if not (is_keeper(by) or has_role(by, Role.SCHOOL_HEAD)):
        raise NotAllowed
    with transaction.atomic():
        wish = _held(request_id)
        if wish.requested_by_id is None or by.pk in {wish.requested_by_id, wish.entry.account.owner_id}:
            raise refusals.SecondPerson
        if approve:
            _book(wish, by, now)
        wish.state = ReversalRequest.State.APPROVED if approve else ReversalRequest.State.REFUSED
        wish.decided_by, wish.decided_at = by, now
        wish.save(update_fields=["state", "decided_by", "decided_at"])
    return wish


def _held(request_id: int) -> ReversalRequest:
    wishes = ReversalRequest.objects.select_for_update(of=("self",)).select_related("entry__account", "requested_by")
    wish = wishes.filter(pk=request_id).first() if 0 < request_id < 2**63 else None
    if wish is None:
        raise refusals.NoSuchEntry
    if wish.state != ReversalRequest.State.PENDING:
        raise refusals.ReversalDecided
    return wish


def _book(wish: ReversalRequest, by: User, now: datetime) -> None:
    assert wish.requested_by is not None  # decide_reversal has looked
    accounts = open_accounts({wish.requested_by.pk, by.pk}, now=now)  # in one order, so that two people who decide each other's wishes never wait in a ring
    actor, approver = accounts[wish.requested_by.pk].pseudonym, accounts[by.pk].pseudonym
    head = hold_head()
    entry = _reversible(wish.entry_id)
    snapshot = _snapshot(entry, wish, now)
    postings = [_taking_back(entry, snapshot, actor, approver)]
    if wish.new_amount is not None:
        postings.append(_instead(entry, wish, snapshot, actor, approver))
    booked = append(postings, head=head, now=now)
    _settle_anew(entry, booked[1] if len(booked) > 1 else None)


def _snapshot(entry: Entry, wish: ReversalRequest, now: datetime) -> dict[str, Any]:
    asked, decided = (timezone.localdate(moment).isoformat() for moment in (wish.requested_at, now))
    return snapshots.of_correction(entry.evidence.snapshot, number=entry.number, reason=str(wish.reason), words=wish.words, asked_on=asked, decided_on=decided)


def _taking_back(entry: Entry, snapshot: dict[str, Any], actor: UUID, approver: UUID) -> Posting:
    """Dated like the entry that it takes back, so that the year in which that counted is right again."""
    return Posting(
        account=entry.account,
        amount=-entry.amount,
        kind=Entry.Kind.REVERSAL,
        category=entry.category,
        effective_on=entry.effective_on,
        rule_set=entry.rule_set,
        cause=f"reversal:{entry.number}",
        evidence_kind=Evidence.Kind.REVERSAL,
        snapshot=snapshot,
        reverses=entry,
        actor=actor,
        approver=approver,
    )


def _instead(entry: Entry, wish: ReversalRequest, snapshot: dict[str, Any], actor: UUID, approver: UUID) -> Posting:
    return Posting(
        account=entry.account,
        amount=wish.new_amount or 0,
        kind=Entry.Kind.CORRECTION,
        category=wish.new_category or entry.category,
        effective_on=entry.effective_on,
        rule_set=entry.rule_set,
        cause=f"correction:{entry.number}",
        evidence_kind=Evidence.Kind.REVERSAL,
        snapshot=snapshot,
        actor=actor,
        approver=approver,
    )


def _settle_anew(entry: Entry, instead: Entry | None) -> None:
    """The correction counts for the completion now. With nothing instead, the course may count again: other completions of it are looked at anew."""
    settlement = Settlement.objects.filter(entry=entry).first()
    if settlement is None:
        return
    settlement.entry = instead
    if instead is None:
        settlement.outcome = Settlement.Outcome.TAKEN_BACK
        same = Settlement.objects.filter(account=settlement.account_id, course_key=settlement.course_key)
        same.filter(outcome=Settlement.Outcome.SAME_COURSE).delete()
    settlement.save(update_fields=["entry", "outcome"])
