"""Whose credits: every person has one account, known to the ledger by a pseudonym."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from college.models import User
from courses.credits.models import Account


def account_of(user: User) -> Account | None:
    """Somebody's account; None before anything was counted for her."""
    return Account.objects.filter(owner=user).first()


def open_accounts(user_ids: Iterable[int], *, now: datetime) -> dict[int, Account]:
    """The accounts of these people by the people's keys, opened where there is none. Two queries, and one more for new ones.

    Call it inside a transaction.
    """
    wanted = set(user_ids)
    there = {account.owner_id: account for account in Account.objects.filter(owner__in=wanted)}
    if new := wanted - there.keys():
        # Somebody else may be opening the same account just now: the second one finds it.
        Account.objects.bulk_create([Account(owner_id=key, opened_at=now) for key in sorted(new)], ignore_conflicts=True)
        there = {account.owner_id: account for account in Account.objects.filter(owner__in=wanted)}
    return {key: account for key, account in there.items() if key is not None}


def open_account(user: User, *, now: datetime) -> Account:
    """Somebody's account, opened if there is none. Call it inside a transaction."""
    return open_accounts([user.pk], now=now)[user.pk]
