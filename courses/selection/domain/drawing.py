"""Holding a draw: the public value is entered, the seats are computed from the list as it was published, and all that follows is written at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from college.errors import DomainError, Invalid
from college.models import User
from courses.selection.domain.draw_notices import tell_drawn
from courses.selection.domain.events import announce, rounds_changed
from courses.selection.domain.lists import holds_of, offerings_by, options_of
from courses.selection.domain.plans import keep_window, must_plan
from courses.selection.domain.wishes import NoSuchRound
from courses.selection.models import Ballot, Draw, DrawList, Enrolment, Offering, Round, WaitlistEntry, Wish
from courses.selection.rules import draw as rules
from courses.selection.rules import draw_file
from courses.selection.rules.draw import Ballot as Listed
from courses.selection.rules.draw import Option, Seat, fates
from courses.selection.rules.settling import Settled, Today, settle

A_LOT = 5_000  # rows named in one statement
LONGEST_VALUE = 200


class NotSealed(DomainError):
    code = "not_sealed"
    message = _("The list of this round is not closed yet, so there is nothing to draw.")


class NotKnownYet(DomainError):
    code = "beacon_not_known"
    message = _("The public value is not known yet. The draw can be held once it is.")


class DrawnAlready(DomainError):
    code = "drawn_already"
    message = _("This draw has been held. Its seats stay as they are.")


class NoValue(Invalid):
    code = "no_beacon_value"
    message = _("Please enter the public value as it was published.")


class ListDamaged(DomainError):
    """The stored bytes are not those whose hash was published. Nothing is drawn from them."""

    code = "list_damaged"
    message = _("The stored list is not the one that was published. Nothing was drawn. Please tell the people who run the computers.")


@dataclass(frozen=True)
class Drawn:
    """A draw as it comes out of its file, before anything is written."""

    file: draw_file.DrawFile
    opening: draw_file.Opening
    seats: list[Seat]


def tidy_value(value: str) -> str:
    """A public value as it goes into the draw: one blank where there are several, none around it. Raises NoValue."""
    words = " ".join(value.split())
    if not 0 < len(words) <= LONGEST_VALUE:
        raise NoValue
    return words


def hold_draw(*, round_id: int, beacon_value: str, by: User, now: datetime, witness: str = "") -> Draw:
    """Draw a sealed round once: seats, what became of every wish, and the opened file, in one transaction. Nothing of it changes any more.

    `witness`: who stood beside it, for the log alone. Raises NotAllowed, NoSuchRound, NotSealed, NotKnownYet, DrawnAlready, NoValue, ListDamaged.
    """
    must_plan(by)
    drawn = _computed(_ready(round_id, now), tidy_value(beacon_value))
    with transaction.atomic():
        learners = _held_people(round_id)
        found = Round.objects.select_for_update(of=("self",)).select_related("plan__term").get(pk=round_id)
        draw = Draw.objects.select_for_update(of=("self",), no_key=True).get(round=found)
        if draw.drawn_at is not None:
            raise DrawnAlready
        settled = _settled(found, drawn, learners, now)
        _write_seats(found, settled, learners, now)
        _write_outcomes(found, drawn, settled, learners, now)
        _close(found, draw, drawn, settled, by, now)
        tell_drawn(found, settled, now)
        log(instance=found.plan, action="courses.selection_draw", user=by, data={"round": round_id, "seats": len(drawn.seats), "witness": witness})
    return draw


def _ready(round_id: int, now: datetime) -> Draw:
    draw = Draw.objects.select_related("file").filter(round_id=round_id, round__kind=Round.Kind.WISHES).first()
    if draw is None:
        raise NoSuchRound
    if draw.drawn_at is not None:
        raise DrawnAlready
    if draw.sealed_at is None:
        raise NotSealed
    if now < draw.beacon_at:
        raise NotKnownYet
    return draw


def _computed(draw: Draw, value: str) -> Drawn:
    """The seats, from the published bytes alone; what was sealed cannot change, so nothing is held for it."""
    file = draw_file.read(bytes(draw.file.sealed))
    if file.list_sha256 != draw.list_sha256 or draw_file.secret_hash(draw.secret) != file.header.secret_sha256:
        raise ListDamaged
    opening = draw_file.Opening(draw.list_sha256, draw.secret, value)
    return Drawn(file, opening, rules.draw(file.options, file.ballots, file.header.terms, opening.seed))


def _held_people(round_id: int) -> dict[int, bool]:
    """All who have wishes in the round, held in the order of their numbers, and whether their accounts are there."""
    people = User.objects.filter(ballots__round=round_id).order_by("pk").select_for_update(of=("self",), no_key=True)
    return dict(people.values_list("pk", "is_active"))


def _settled(found: Round, drawn: Drawn, learners: Mapping[int, bool], now: datetime) -> Settled:
    """The seats against what is so today; the classes are held."""
    named = {wish.option for ballot in drawn.file.ballots for wish in ballot.wishes}
    for some in batched(sorted(named), A_LOT):
        list(Offering.objects.filter(pk__in=some).order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))
    codes = _codes(found)
    holds = holds_of(found, now)
    offerings = offerings_by(named.union(*holds.values()) if holds else named)
    options = {option.id: option for option in options_of(offerings.values(), found.plan.term_id)}
    gone = frozenset(code for learner, code in codes.items() if not learners.get(learner))
    beyond = {ballot.person: ballot.beyond for ballot in drawn.file.ballots if ballot.beyond}
    today = Today(options, {code: holds.get(learner, ()) for learner, code in codes.items()}, gone, beyond)
    wishes = {ballot.person: [wish.option for wish in ballot.wishes] for ballot in drawn.file.ballots}
    return settle(drawn.seats, wishes, today, drawn.file.header.terms.limit)


def _codes(found: Round) -> dict[int, str]:
    return dict(Ballot.objects.filter(round=found).order_by().values_list("learner", "code"))


def _write_seats(found: Round, settled: Settled, learners: Mapping[int, bool], now: datetime) -> None:
    """The enrolments, the counts of seats, and the places in queues that are no longer needed."""
    by_code = {code: learner for learner, code in _codes(found).items()}
    new = [(seat.option, by_code[seat.person]) for seat in (*settled.given, *settled.instead)]
    Enrolment.objects.bulk_create([Enrolment(offering_id=offering, learner_id=learner, picked_at=now) for offering, learner in new], batch_size=2_000)
    _count(Counter(offering for offering, _learner in new))
    wanted = set(new)
    places = WaitlistEntry.objects.filter(learner__ballots__round=found, state=WaitlistEntry.State.WAITING).order_by().values_list("pk", "offering", "learner")
    done = [pk for pk, offering, learner in places if (offering, learner) in wanted]
    _update(WaitlistEntry.objects, done, state=WaitlistEntry.State.PROMOTED, settled_at=now)


def _count(taken: Counter[int]) -> None:
    """One statement for all classes that give the same number of seats."""
    by_number: dict[int, list[int]] = defaultdict(list)
    for offering, number in taken.items():
        by_number[number].append(offering)
    for number, offerings in by_number.items():
        _update(Offering.objects, sorted(offerings), seats_taken=F("seats_taken") + number)
    for offering in taken:
        announce(offering)


def _update(rows: Any, keys: Iterable[int], **values: Any) -> None:
    for some in batched(keys, A_LOT):
        rows.filter(pk__in=some).update(**values)


def _write_outcomes(found: Round, drawn: Drawn, settled: Settled, learners: Mapping[int, bool], now: datetime) -> None:
    """What became of every wish; one statement for each outcome and some thousand wishes."""
    outcome = _outcome(found, drawn, settled, now)
    told: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, code, offering in Wish.objects.filter(ballot__round=found).order_by().values_list("pk", "ballot__code", "offering"):
        told[outcome(code, offering)].append(pk)
    for (state, group), wishes in told.items():
        _update(Wish.objects, wishes, outcome=state, group=group)


def _outcome(found: Round, drawn: Drawn, settled: Settled, now: datetime) -> Callable[[str, int], tuple[str, str]]:
    """The question what became of one wish, and for which group its seat was kept."""
    sits = {(seat.person, seat.option): ("seat", seat.group) for seat in (*settled.given, *settled.there, *settled.instead)}
    lost = {(seat.person, seat.option): str(reason) for seat, reason in settled.lost.items()}
    none = dict(_fates(drawn, sits.keys()))
    has = {(code, offering) for code, held in _held_now(found, now).items() for offering in held}

    def outcome(code: str, offering: int) -> tuple[str, str]:
        pair = (code, offering)
        if pair in sits:
            return sits[pair]
        if pair in has:
            return "seat", ""  # she has had the class since, so her wish was no longer in the list
        return lost.get(pair) or none.get(pair) or Wish.Outcome.NOT_FOR_HER.value, ""

    return outcome


def _held_now(found: Round, now: datetime) -> dict[str, set[int]]:
    codes = _codes(found)
    return {codes[learner]: held for learner, held in holds_of(found, now).items()}


def _fates(drawn: Drawn, sits: Iterable[tuple[str, int]]) -> Iterator[tuple[tuple[str, int], str]]:
    """Why wishes of the list have no seat."""
    got: dict[str, list[int]] = defaultdict(list)
    for code, offering in sits:
        got[code].append(offering)
    by_id = {option.id: option for option in drawn.file.options}
    for ballot in drawn.file.ballots:
        hers = got.get(ballot.person, [])
        for offering, fate in fates(_of(ballot, hers, by_id), ballot, hers, drawn.file.header.terms.limit).items():
            yield (ballot.person, offering), str(fate)


def _of(ballot: Listed, got: Iterable[int], by_id: Mapping[int, Option]) -> list[Option]:
    return [by_id[pk] for pk in {*ballot.holds, *got, *(wish.option for wish in ballot.wishes)}]


def _close(found: Round, draw: Draw, drawn: Drawn, settled: Settled, by: User, now: datetime) -> None:
    """The opened file, the end of the draw, the word to everybody, and the next round."""
    DrawList.objects.filter(draw=draw).update(opened=draw_file.opened_bytes(drawn.opening, drawn.seats))
    draw.beacon_value, draw.drawn_at, draw.drawn_by, draw.summary = drawn.opening.beacon_value, now, by, summary_of(drawn, settled)
    draw.save(update_fields=["beacon_value", "drawn_at", "drawn_by", "summary"])
    keep_window(plan=found.plan, now=now)
    rounds_changed()


def summary_of(drawn: Drawn, settled: Settled) -> dict[str, Any]:
    """The numbers of a draw, for its page: kept, so that nobody needs to read the file for them."""
    ranks = Counter(seat.rank for seat in drawn.seats)
    changes = Counter((seat.option, str(reason)) for seat, reason in settled.lost.items())
    return {
        "people": len(drawn.file.ballots),
        "seats": sum(option.seats for option in drawn.file.options),
        "given": len(drawn.seats),
        "nothing": len(drawn.file.ballots) - len({seat.person for seat in drawn.seats}),
        "ranks": [ranks[rank] for rank in range(1, max(ranks, default=0) + 1)],
        "changes": [[option, reason, number] for (option, reason), number in sorted(changes.items())],
        "instead": len(settled.instead),
    }
