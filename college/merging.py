"""One learner, one account, one ledger: two accounts of one person become one.

One person of the office proposes it, a second one decides, as for corrections of the ledger, because the ledger moves with it. Everything happens
in one transaction: each room moves what it has (`register`), upper rooms first; then the account that goes loses its name and its ways in. What a
preview shows is the same work, rolled back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import APIToken

from college import accounts, facts, leaving
from college.errors import DomainError, Invalid, NotAllowed, NotFound
from college.models import AccessLog, Complaint, Consent, Duty, Merge, Notice, PaperCard, Teacher, User
from college.roles import is_keeper

MOST = 100  # proposals at a time


class SamePerson(Invalid):
    code = "same_account"
    message = _("These are not two accounts.")


class SecondPerson(NotAllowed):
    """Nobody joins accounts alone, and nobody her own."""

    code = "second_person"
    message = _("A second person decides this: not the one who proposed it, and not one of the two.")


class AccountClosed(NotFound):
    """One of the two has left, or was joined with a third one, since somebody looked."""

    code = "account_closed"
    message = _("One of the two accounts is closed by now. There is nothing to join.")


class Decided(DomainError):
    code = "merge_decided"
    message = _("This has been decided already.")


class TwoTeachers(DomainError):
    """Both accounts belong to a teacher of the pool."""

    code = "two_teachers"
    message = _("Both accounts belong to a teacher of the pool. Please join the two teachers first.")


class CannotMove(DomainError):
    """A room cannot move what it has now; its message says why."""

    code = "cannot_move"


@dataclass(frozen=True)
class Move:
    """What a room needs to know: whose rows (`gone`) become whose (`kept`), and the two people who stand for it."""

    kept: User
    gone: User
    proposed_by: User
    decided_by: User
    now: datetime
    number: int = 0  # of the merge; 0 in a preview


def nothing_more(move: Move) -> None:
    """A room whose rows are held by whoever holds the two accounts."""


@dataclass(frozen=True)
class Mover:
    """One room's part. `move` returns how many rows of each kind it moved, by a code of `words`.

    `hold` locks what other verbs of the room lock first, before anything is moved anywhere: nobody then waits for us while we wait for her.
    """

    code: str
    move: Callable[[Move], dict[str, int]]
    words: dict[str, Any]
    order: int
    hold: Callable[[Move], None] = nothing_more


_movers: dict[str, Mover] = {}


def register(*movers: Mover) -> None:
    """Add rooms; once, when they are wired."""
    _movers.update({mover.code: mover for mover in movers})


def words() -> dict[str, Any]:
    """What is moved, in words, by code."""
    return {code: text for mover in _movers.values() for code, text in mover.words.items()}


def _all_moved(move: Move) -> dict[str, int]:
    """Upper rooms first: they know the lower ones."""
    moved: dict[str, int] = {}
    movers = sorted(_movers.values(), key=lambda mover: -mover.order)
    for mover in movers:
        mover.hold(move)
    for mover in movers:
        moved.update({code: number for code, number in mover.move(move).items() if number})
    return moved


# ---- who may be twice


def likely(*, by: User) -> list[tuple[User, User, str]]:
    """Pairs that look like one person, with why: the same phone or e-mail and name, or the same name and the same end of the number.

    The older account comes first. Pairs that somebody has called two people are left out.
    """
    _must_keep(by)
    refused = set(Merge.objects.exclude(state=Merge.State.DONE).values_list("kept", "gone"))
    found: dict[tuple[int, int], tuple[User, User, str]] = {}
    for why, people in _groups():
        for one, other in pairwise(people):
            pair = (one.pk, other.pk)
            if pair not in refused and pair[::-1] not in refused:
                found.setdefault(pair, (one, other, why))
    return list(found.values())[:MOST]


def _groups() -> list[tuple[str, list[User]]]:
    """People who share something, oldest first, in a handful of queries."""
    open_ones = User.objects.filter(is_active=True).exclude(display_name="")
    same_email = open_ones.exclude(email="").values(key=Lower("email")).annotate(n=Count("pk")).filter(n__gt=1)[:MOST]
    same_name = open_ones.values(key=Lower("display_name")).annotate(n=Count("pk")).filter(n__gt=1)[:MOST]
    groups: dict[tuple[str, str], list[User]] = {}
    emails, names = [row["key"] for row in same_email], [row["key"] for row in same_name]
    lowered = open_ones.annotate(low_email=Lower("email"), low_name=Lower("display_name"))
    for user in lowered.filter(Q(low_email__in=emails) | Q(low_name__in=names)).order_by("pk"):
        if user.low_email in emails:
            groups.setdefault(("email", user.low_email), []).append(user)
        if user.low_name in names:
            groups.setdefault(("name", f"{user.low_name} {(user.phone or '')[-4:]}"), []).append(user)
    return [(kind, people) for (kind, _key), people in groups.items() if len(people) > 1]


def _must_keep(by: User) -> None:
    if not is_keeper(by):
        raise NotAllowed


# ---- proposing and deciding


def propose(*, kept_id: int, gone_id: int, why: str, by: User, now: datetime) -> Merge:
    """Ask that the second account go into the first. Raises NotAllowed, NotFound, SamePerson, GuardedAccount, Decided."""
    _must_keep(by)
    if kept_id == gone_id:
        raise SamePerson
    people = User.objects.in_bulk([kept_id, gone_id])
    if len(people) < 2 or not all(user.is_active for user in people.values()):
        raise NotFound
    _must_be_plain(kept_id, gone_id)
    try:
        with transaction.atomic():
            return Merge.objects.create(kept_id=kept_id, gone_id=gone_id, why=why.strip()[:200], proposed_by=by, proposed_at=now)
    except IntegrityError as clash:
        raise Decided(_("This account is proposed or joined already.")) from clash


def _must_be_plain(*accounts_ids: int) -> None:
    """Accounts of the office are joined by nobody: whoever did would get the rights of both."""
    if any(accounts.is_guarded(pk) for pk in accounts_ids):
        raise accounts.GuardedAccount


def merges(by: User) -> QuerySet[Merge]:
    """Everything proposed and decided, latest first."""
    _must_keep(by)
    return Merge.objects.select_related("kept", "gone", "proposed_by", "decided_by")


def waiting() -> int:
    return Merge.objects.filter(state=Merge.State.PROPOSED).count()


def preview(*, kept_id: int, gone_id: int, by: User, now: datetime) -> dict[str, int]:
    """What would be moved: the work itself, undone. Raises what joining would raise."""
    _must_keep(by)
    _must_be_plain(kept_id, gone_id)
    with transaction.atomic():
        kept, gone = _locked(kept_id, gone_id)
        moved = _all_moved(Move(kept, gone, by, by, now))
        transaction.set_rollback(True)
    return moved


def _locked(kept_id: int, gone_id: int) -> tuple[User, User]:
    """Both, held in the order of their numbers, as picks hold them: a pick comes before or after all of this."""
    both = User.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[kept_id, gone_id], is_active=True)
    held = {user.pk: user for user in both.order_by("pk")}
    if len(held) < 2:
        raise AccountClosed
    return held[kept_id], held[gone_id]


def decide(*, merge_id: int, approve: bool, by: User, now: datetime) -> Merge:
    """The second person's word; approved, everything is moved at once. Raises NotAllowed, SecondPerson, Decided, and what a room refuses."""
    _must_keep(by)
    with transaction.atomic():
        merge = Merge.objects.select_for_update(of=("self",)).select_related("proposed_by").filter(pk=merge_id).first()
        if merge is None:
            raise NotFound
        if merge.state != Merge.State.PROPOSED:
            raise Decided
        if by.pk in {merge.proposed_by_id, merge.kept_id, merge.gone_id}:
            raise SecondPerson
        if approve:
            _must_be_plain(merge.kept_id, merge.gone_id)
            kept, gone = _locked(merge.kept_id, merge.gone_id)
            merge.moved = _all_moved(Move(kept, gone, merge.proposed_by, by, now, merge.pk))
            leaving.nameless(gone)
        merge.state = Merge.State.DONE if approve else Merge.State.REFUSED
        merge.decided_by, merge.decided_at = by, now
        merge.save(update_fields=["state", "decided_by", "decided_at", "moved"])
    return merge


# ---- what this room has


def _move(move: Move) -> dict[str, int]:
    """Roles, consents, letters, looks and notices go along; sessions, tokens, keys and cards of the account that goes end."""
    kept, gone = move.kept, move.gone
    teachers = list(Teacher.objects.filter(user__in=[kept, gone]))
    if len(teachers) > 1:
        raise TwoTeachers
    moved = {
        "duties": _duties(move),
        "consents": _consents(move),
        "letters": Complaint.objects.filter(author=gone).update(author=kept),
        "looks": AccessLog.objects.filter(subject=gone).update(subject=kept),
        "teacher": Teacher.objects.filter(user=gone).update(user=kept),
        "notices": Notice.objects.filter(person=gone).update(person=kept),
        "facts": facts.joined(kept, gone),
    }
    kept.groups.add(*gone.groups.all())
    gone.groups.clear()
    _ways_in(move)
    return moved


def _duties(move: Move) -> int:
    """A duty that both hold is held once, until the later day."""
    held = {(duty.role, duty.school_id, duty.building): duty for duty in Duty.objects.live().filter(user=move.kept)}
    for duty in Duty.objects.live().filter(user=move.gone):
        twin = held.get((duty.role, duty.school_id, duty.building))
        if twin is None:
            continue
        if twin.valid_until is not None and (duty.valid_until is None or duty.valid_until > twin.valid_until):
            Duty.objects.filter(pk=twin.pk).update(valid_until=duty.valid_until)
        Duty.objects.filter(pk=duty.pk).update(ended_at=move.now)
    return Duty.objects.filter(user=move.gone).update(user=move.kept)


def _consents(move: Move) -> int:
    """Agreed with either account is agreed; where both did, the older words stay in the history."""
    both = Consent.objects.filter(user=move.kept, withdrawn_at=None).values("kind")
    Consent.objects.filter(user=move.gone, withdrawn_at=None, kind__in=list(both.values_list("kind", flat=True))).update(withdrawn_at=move.now)
    return Consent.objects.filter(user=move.gone).update(user=move.kept)


def _ways_in(move: Move) -> None:
    """The account that stays keeps its own ways in; it gets the phone and the e-mail address of the other where it has none."""
    kept, gone = move.kept, move.gone
    keys = UserSession.objects.filter(user=gone).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    EmailAddress.objects.filter(user=gone).exclude(email__in=kept.emailaddress_set.values("email")).update(user=kept, primary=False)  # type: ignore[attr-defined]
    for model in (UserSession, Authenticator, EmailAddress):
        model.objects.filter(user=gone).delete()
    APIToken.objects.filter(user=gone, revoked_at=None).update(revoked_at=move.now)
    PaperCard.objects.filter(user=gone, revoked_at=None).update(revoked_at=move.now)
    phone, shared, email = gone.phone, gone.phone_shared, gone.email
    User.objects.filter(pk=gone.pk).update(phone=None, phone_shared=False)
    kept.phone, kept.phone_shared = (kept.phone, kept.phone_shared) if kept.phone else (phone, shared)
    kept.email, kept.display_name = kept.email or email, kept.display_name or gone.display_name
    kept.served_by_phone = kept.served_by_phone or gone.served_by_phone
    kept.save(update_fields=["phone", "phone_shared", "email", "display_name", "served_by_phone"])


MOVER = Mover(
    "college",
    _move,
    {
        "duties": _("Roles with dates"),
        "consents": pgettext_lazy("moved", "Consents"),
        "letters": pgettext_lazy("moved", "Letters to the office"),
        "looks": pgettext_lazy("moved", "Lines about who looked"),
        "teacher": pgettext_lazy("moved", "The teacher of the pool"),
        "notices": pgettext_lazy("moved", "Notices"),
        "facts": pgettext_lazy("moved", "What is known for selection"),
    },
    order=10,
)
