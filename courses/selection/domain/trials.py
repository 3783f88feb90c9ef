"""A dry run: what a plan would do to an earlier term's wishes. It reads, computes and forgets; nothing is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError
from college.models import Term, User
from courses.selection.domain.draw_groups import GROUPS, groups_of_wishes, kept_by_group
from courses.selection.domain.lists import offerings_by, times_of
from courses.selection.domain.plans import NoSuchTerm, must_plan
from courses.selection.models import MOST_WISHES, Enrolment, Offering, WaitlistEntry, Wish
from courses.selection.rules.draw import Ballot, Option, Terms
from courses.selection.rules.draw import Wish as Listed
from courses.selection.rules.trial import Tally, tally

Wanted = Mapping[str, Sequence[tuple[int, int]]]  # by a name for the person: (learner, class), the dearest first


class NothingToTry(DomainError):
    code = "nothing_to_try"
    message = _("No earlier term has wishes, seats or queues, so there is nothing to try the plan with.")


@dataclass(frozen=True)
class Trial:
    """What is tried. `seats`: percent of those that the classes had. `kept`: percent of the seats for a group; a group that is not in it: as it was."""

    limit: int
    seats: int = 100
    wishes: int = MOST_WISHES
    kept: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One class: its seats in the trial, how many wish for it, for how many it is the dearest, and how many seats are given in the mean."""

    offering: Offering
    seats: int
    people: int
    firsts: int
    given: float


@dataclass(frozen=True)
class Tried:
    """`from_wishes`: the term had wishes; else seats and queues stand in for them."""

    term: Term
    from_wishes: bool
    tally: Tally
    rows: list[Row]


def try_plan(*, term_id: int, trial: Trial, by: User) -> Tried:
    """What `trial` would do to the wishes of the last term before this one that has any. Raises NotAllowed, NoSuchTerm, NothingToTry."""
    must_plan(by)
    term = Term.objects.filter(pk=term_id).first()
    if term is None:
        raise NoSuchTerm
    source, wanted = _source(term)
    offerings = _as_tried(offerings_by({offering for line in wanted.values() for _learner, offering in line}), trial)
    ballots = _ballots(wanted, offerings, trial)
    options = _options(offerings)
    counted = tally(options, ballots, Terms(trial.limit, GROUPS))
    return Tried(source, _has_wishes(source), counted, list(_rows(offerings, ballots, counted)))


def _source(term: Term) -> tuple[Term, Wanted]:
    before = Term.objects.filter(starts_on__lt=term.starts_on).order_by("-starts_on")
    wished = before.filter(Exists(Wish.objects.filter(ballot__round__plan__term=OuterRef("pk")))).first()
    if wished is not None:
        return wished, _wishes(wished)
    held = before.filter(Exists(Enrolment.objects.filter(offering__term=OuterRef("pk")))).first()
    if held is None:
        raise NothingToTry
    return held, _stand_ins(held)


def _has_wishes(term: Term) -> bool:
    return Wish.objects.filter(ballot__round__plan__term=term).exists()


def _wishes(term: Term) -> Wanted:
    """Of a term with several rounds of wishes the first one counts: it is before all others took seats away."""
    first = Wish.objects.filter(ballot__round__plan__term=term).order_by("ballot__round__opens_at").values("ballot__round")[:1]
    wanted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    rows = Wish.objects.filter(ballot__round__in=first).order_by("ballot__code", "rank").values_list("ballot__code", "ballot__learner", "offering")
    for code, learner, offering in rows:
        wanted[code].append((learner, offering))
    return wanted


def _stand_ins(term: Term) -> Wanted:
    """What somebody took or waited for, in the order in which she did."""
    taken = Enrolment.objects.filter(offering__term=term).order_by("picked_at", "pk").values_list("picked_at", "learner", "offering")
    queued = WaitlistEntry.objects.filter(offering__term=term).order_by("joined_at", "pk").values_list("joined_at", "learner", "offering")
    line: Iterable[tuple[datetime, int, int]] = merge(taken, queued)
    wanted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for _when, learner, offering in line:
        if (learner, offering) not in wanted[str(learner)]:
            wanted[str(learner)].append((learner, offering))
    return wanted


def _as_tried(offerings: dict[int, Offering], trial: Trial) -> dict[int, Offering]:
    """The classes as they would be. They are changed here, in the memory alone."""
    for one in offerings.values():
        one.capacity = max(1, one.capacity * trial.seats // 100)
        for group, percent in trial.kept.items():
            setattr(one, f"kept_{group}", one.capacity * percent // 100)
    return offerings


def _ballots(wanted: Wanted, offerings: Mapping[int, Offering], trial: Trial) -> list[Ballot]:
    hers = {code: [(offerings[pk], learner) for learner, pk in line if pk in offerings][: trial.wishes] for code, line in wanted.items()}
    groups = groups_of_wishes([pair for line in hers.values() for pair in line])
    return [Ballot(code, tuple(Listed(one.pk, groups.get((one.pk, learner), frozenset())) for one, learner in line)) for code, line in hers.items()]


def _options(offerings: Mapping[int, Offering]) -> list[Option]:
    times = times_of(offerings)
    return [Option(pk, one.capacity, kept_by_group(one), times.get(pk, ()), one.mode != Offering.Mode.ONLINE, one.course_id) for pk, one in offerings.items()]


def _rows(offerings: Mapping[int, Offering], ballots: Sequence[Ballot], counted: Tally) -> Iterator[Row]:
    """The most wanted first."""
    people = Counter(wish.option for ballot in ballots for wish in ballot.wishes)
    firsts = Counter(ballot.wishes[0].option for ballot in ballots if ballot.wishes)
    for pk in sorted(offerings, key=lambda pk: (-people[pk] / offerings[pk].capacity, pk)):
        yield Row(offerings[pk], offerings[pk].capacity, people[pk], firsts[pk], counted.given.get(pk, 0.0))
