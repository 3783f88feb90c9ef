"""Two accounts of one person: one ledger. The lines stay as they are; each is taken back from the account that goes and booked for the one that stays.

Where only one of them has an account of the ledger, the account simply becomes hers. A course that counts on both sides counts once.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.merging import CannotMove, Move, Mover
from courses.credits.domain import snapshots
from courses.credits.domain.accounts import open_accounts
from courses.credits.domain.ledger import Posting, append, hold_head
from courses.credits.models import Account, Entry, Evidence, Exemption, LedgerHead, Membership, ReversalRequest, Settlement

Two = tuple[UUID, UUID]  # the pseudonyms of who proposed and who decided


def move(move: Move) -> dict[str, int]:
    theirs = Account.objects.filter(owner=move.gone).first()
    if theirs is None:
        return {}
    mine = Account.objects.filter(owner=move.kept).first()
    if mine is None:
        Account.objects.filter(pk=theirs.pk).update(owner=move.kept)
        return {"entries": theirs.entries.count()}
    moved = {"entries": _entries(move, mine, theirs), "memberships": _memberships(mine, theirs), "exemptions": _exemptions(mine, theirs)}
    Account.objects.filter(pk=theirs.pk).update(owner=None)
    return moved


def _entries(move: Move, mine: Account, theirs: Account) -> int:
    """Under the ledger's head: nobody books anything for either account meanwhile."""
    desk = open_accounts({move.proposed_by.pk, move.decided_by.pk}, now=move.now)
    head = hold_head()
    standing = list(_standing(theirs))
    if ReversalRequest.objects.filter(entry__in=standing, state=ReversalRequest.State.PENDING).exists():
        raise CannotMove(_("A correction of the ledger waits for its second person. Please decide it first."))
    if not move.number:  # a preview: nothing is booked, not even for a moment
        return len(standing)
    if standing:
        _booked_anew(move, mine, standing, head, (desk[move.proposed_by.pk].pseudonym, desk[move.decided_by.pk].pseudonym))
    Settlement.objects.filter(account=theirs).update(account=mine)
    return len(standing)


def _standing(account: Account) -> QuerySet[Entry]:
    """Entries that count: neither a reversal nor reversed."""
    entries = Entry.objects.filter(account=account, reversed_by=None).exclude(kind=Entry.Kind.REVERSAL)
    return entries.select_related("account", "rule_set", "evidence").order_by("number")


def _booked_anew(move: Move, mine: Account, standing: list[Entry], head: LedgerHead, two: Two) -> None:
    counted = set(Settlement.objects.filter(account=mine, outcome=Settlement.Outcome.AWARDED).values_list("course_key", flat=True))
    courses = dict(Settlement.objects.filter(entry__in=standing).values_list("entry_id", "course_key"))
    postings, carried = [], []
    for entry in standing:
        snapshot = _snapshot(entry, move)
        postings.append(_taken_back(entry, snapshot, two))
        if courses.get(entry.number) not in counted:
            carried.append((entry, len(postings)))
            postings.append(_instead(entry, mine, snapshot, two))
    booked = append(postings, head=head, now=move.now)
    _settle_anew(standing, {entry.number: booked[place] for entry, place in carried})


def _settle_anew(standing: list[Entry], instead: dict[int, Entry]) -> None:
    for settlement in Settlement.objects.filter(entry__in=standing):
        settlement.entry = instead.get(settlement.entry_id or 0)
        if settlement.entry is None:
            settlement.outcome = Settlement.Outcome.SAME_COURSE
        settlement.save(update_fields=["entry", "outcome"])


def _snapshot(entry: Entry, move: Move) -> snapshots.Snapshot:
    day = timezone.localdate(move.now).isoformat()
    words = _("Two accounts of one person became one.")
    return snapshots.of_correction(
        entry.evidence.snapshot, number=entry.number, reason=str(ReversalRequest.Reason.OTHER), words=words, asked_on=day, decided_on=day
    )


def _taken_back(entry: Entry, snapshot: snapshots.Snapshot, two: Two) -> Posting:
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
        actor=two[0],
        approver=two[1],
    )


def _instead(entry: Entry, mine: Account, snapshot: snapshots.Snapshot, two: Two) -> Posting:
    return Posting(
        account=mine,
        amount=entry.amount,
        kind=Entry.Kind.CORRECTION,
        category=entry.category,
        effective_on=entry.effective_on,
        rule_set=entry.rule_set,
        cause=f"correction:{entry.number}",
        evidence_kind=Evidence.Kind.REVERSAL,
        snapshot=snapshot,
        actor=two[0],
        approver=two[1],
    )


def _memberships(mine: Account, theirs: Account) -> int:
    """A membership that both have from the same day stays where it is, with nobody."""
    there = set(Membership.objects.filter(account=mine).values_list("category_id", "valid_from"))
    moving = [row.pk for row in Membership.objects.filter(account=theirs) if (row.category_id, row.valid_from) not in there]
    return Membership.objects.filter(pk__in=moving).update(account=mine)


def _exemptions(mine: Account, theirs: Account) -> int:
    years = Exemption.objects.filter(account=mine).values_list("year", flat=True)
    return Exemption.objects.filter(account=theirs).exclude(year__in=list(years)).update(account=mine)


MOVER = Mover(
    "credits",
    move,
    {
        "entries": gettext_lazy("Lines of the ledger"),
        "memberships": gettext_lazy("Memberships in the report"),
        "exemptions": gettext_lazy("Exemptions"),
    },
    order=140,
)
