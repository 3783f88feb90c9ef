"""Groups of a course: what learners answer, the proposal, changes by hand, and the day it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from college import notices
from college.errors import DomainError, Invalid, NotFound
from college.models import User
from courses.catalogue.models.scope import must_keep
from courses.selection.domain.locks import lock_learners, lock_offering
from courses.selection.domain.moving import CannotMove, Move, against_moving, move_seats
from courses.selection.models import ClassGroup, Enrolment, GroupAnswer, Grouping, GroupPlace, Lesson, Offering
from courses.selection.rules.class_groups import Group, Person, Place, propose


class NoSuchGroups(NotFound):
    """There are no such groups, or they are not hers."""


class AnswersClosed(DomainError):
    code = "answers_closed"
    message = _("The questions can no longer be answered. If something has changed, please tell the front desk.")


class GroupsPublished(DomainError):
    code = "groups_published"
    message = _("These groups are published. Whoever moves now changes her class.")


class HasNoSeat(DomainError):
    code = "has_no_seat"
    message = _("She has no seat in these classes any more, or one in two of them. She cannot be moved.")


class GroupsOutdated(DomainError):
    """Since the proposal somebody has come, gone, or got something else at that time."""

    code = "groups_outdated"
    message = _("Somebody has come or gone since this proposal. Please make it again.")


class LessonsBegun(DomainError):
    code = "lessons_begun"
    message = _("One of these classes has begun. Groups are published before the first lesson.")


class TooManySeats(DomainError):
    code = "too_many_seats"
    message = _("The groups of a class have more seats together than the class.")


def people_of(grouping: Grouping) -> QuerySet[Enrolment]:
    """The seats of those who are put into groups: everybody in one of the groups' classes. Who sits in two of them already stays in both."""
    classes = ClassGroup.objects.filter(grouping=grouping).values("offering")
    seats = Enrolment.objects.filter(offering__in=classes, state=Enrolment.State.ENROLLED)
    others = seats.filter(learner=OuterRef("learner")).exclude(pk=OuterRef("pk"))
    return seats.filter(~Exists(others)).order_by("learner")


def answer_questions(*, grouping_id: int, learner: User, chosen: Sequence[int], suits: Sequence[int], now: datetime) -> GroupAnswer:
    """Keep a learner's answers (the line of each question, from 0) and the classes that suit her; may be changed until the end.

    Raises NoSuchGroups for whoever has no seat in one of the classes, AnswersClosed, and Invalid for lines or classes that are not there.
    """
    with transaction.atomic():
        grouping = Grouping.objects.filter(pk=grouping_id).first()
        if grouping is None or not people_of(grouping).filter(learner=learner).exists():
            raise NoSuchGroups
        if not grouping.takes_answers(now):
            raise AnswersClosed
        lines = [len(question.lines) for question in grouping.questions.all()]
        classes = set(grouping.groups.values_list("offering", flat=True))
        if len(chosen) != len(lines) or any(not 0 <= line < most for line, most in zip(chosen, lines, strict=True)) or not classes.issuperset(suits):
            raise Invalid
        values = {"chosen": list(chosen), "suits": sorted(set(suits))}
        return GroupAnswer.objects.update_or_create(grouping=grouping, learner=learner, defaults=values)[0]


def propose_groups(*, grouping_id: int, by: User, now: datetime) -> list[GroupPlace]:
    """Write a proposal for everybody who has a seat; whoever was moved by hand stays there. Nobody but the office sees it until it is published."""
    with transaction.atomic():
        grouping = _held(grouping_id, by)
        groups = list(grouping.groups.all())
        _must_fit(groups)
        kept = {place.learner_id: place for place in grouping.places.all()}
        found = propose(_persons(grouping, groups, kept, now), [Group(one.pk, one.seats, one.lowest, one.highest) for one in groups])
        grouping.places.all().delete()
        learners = {key_of(grouping, learner): learner for learner in people_of(grouping).values_list("learner", flat=True)}
        made = GroupPlace.objects.bulk_create(_place(grouping, learners[key], place, kept) for key, place in found.items())
        Grouping.objects.filter(pk=grouping.pk).update(proposed_at=now)
    return made


def move_to_group(*, grouping_id: int, learner_id: int, group_id: int, why: str, by: User, now: datetime) -> GroupPlace:
    """Put somebody into a group by hand, with the reason she will read; also who has come since the proposal or the publishing and is in none yet.

    Once the groups are published her seat moves at once, and she is told.

    Raises Invalid without a reason, CannotMove where she has another class at that time or does not meet what the class asks, NoSuchGroups, HasNoSeat,
    and NoRoomToMove.
    """
    if not why.strip():
        raise Invalid(_("Please write why, in words that she may read."))
    with transaction.atomic():
        grouping = _held(grouping_id, by, published=True)
        group = grouping.groups.filter(pk=group_id).first()
        if group is None:
            raise NoSuchGroups
        _hold(grouping, [learner_id])
        place = grouping.places.select_related("learner", "group").filter(learner=learner_id).first()
        seat = people_of(grouping).filter(learner=learner_id).select_related("learner").first()
        if seat is None:
            raise HasNoSeat if place else NoSuchGroups
        place = place or GroupPlace(grouping=grouping, learner=seat.learner)
        _must_suit(grouping, seat, group, now)
        if grouping.published_at is not None:
            _move(grouping, seat, group, now)
        log(instance=grouping, action="courses.group_move", user=by, data={"learner": learner_id, "from": str(place.group or ""), "to": group.name, "why": why})
        place.group, place.why, place.moved_by, place.moved_why = group, ["by_hand"], by, why.strip()[:200]
        place.save()
    return place


def _hold(grouping: Grouping, learners: Iterable[int]) -> list[int]:
    """People, then the classes, which are returned in the order of their numbers."""
    lock_learners(learners)
    classes = sorted(set(grouping.groups.values_list("offering", flat=True)))
    for offering_id in classes:
        lock_offering(offering_id)
    return classes


def _move(grouping: Grouping, seat: Enrolment, group: ClassGroup, now: datetime) -> None:
    """Her seat, since the groups hold already."""
    learner = seat.learner_id
    if seat.offering_id != group.offering_id:
        move_seats([(seat, group.offering_id)], now, placed=[])
    _tell_moved(grouping, [learner], group, now)


def _tell_moved(grouping: Grouping, learners: Iterable[int], group: ClassGroup, now: datetime) -> None:
    course, name = grouping.course.title, group.name
    notices.tell(
        learners,
        kind="group_moved",
        text=lambda: (
            gettext("“%(course)s”: you are in the group “%(group)s” from now on. Please read its time and place, and why.") % {"course": course, "group": name}
        ),
        link=notices.address("selection:groups", grouping.pk),
        now=now,
    )


def _must_suit(grouping: Grouping, seat: Enrolment, group: ClassGroup, now: datetime) -> None:
    classes = grouping.groups.values_list("offering", flat=True)
    if reasons := against_moving({seat.learner_id: seat.offering_id}, classes, now)[seat.learner_id][group.offering_id]:
        raise CannotMove(seat.learner, reasons)


def publish_groups(*, grouping_id: int, by: User, now: datetime) -> list[GroupPlace]:
    """From now on the groups hold: seats move to the classes of the groups, and everybody sees hers. All or nothing.

    Raises GroupsOutdated when the proposal no longer fits those who have seats (also when one would have two lessons at one time, or does not meet the
    rules of the class), LessonsBegun once a lesson of these classes has begun, TooManySeats, and NoRoomToMove where others wait who come first.
    """
    with transaction.atomic():
        grouping = _held(grouping_id, by)
        places = list(grouping.places.select_related("group").order_by("learner"))
        classes = _hold(grouping, (place.learner_id for place in places))
        _must_hold(grouping, places, classes, now)
        moves = _moves(grouping, places)
        moving = {seat.learner_id for seat, _to in moves}
        move_seats(moves, now, placed={place.learner_id for place in places})
        Grouping.objects.filter(pk=grouping.pk).update(published_at=now)
        _tell(grouping, places, moving, now)
    return places


def _moves(grouping: Grouping, places: Sequence[GroupPlace]) -> list[Move]:
    """Whoever has no group keeps the seat that she has."""
    goes_to = {place.learner_id: place.group.offering_id for place in places if place.group is not None}
    return [(seat, to) for seat in people_of(grouping) if (to := goes_to.get(seat.learner_id, seat.offering_id)) != seat.offering_id]


def _tell(grouping: Grouping, places: Sequence[GroupPlace], moving: set[int], now: datetime) -> None:
    """Whose seat moves hears in which group she is, by SMS too: she has another time now. The others read it on the site."""
    course = grouping.course.title
    for group in grouping.groups.all():
        _tell_moved(grouping, [place.learner_id for place in places if place.group == group and place.learner_id in moving], group, now)

    def words() -> str:
        return gettext("The groups of “%(course)s” are published. Here you read which one is yours, and why.") % {"course": course}

    notices.tell([place.learner_id for place in places if place.learner_id not in moving], kind="groups", text=words, link=grouping.get_absolute_url(), now=now)


def _held(grouping_id: int, by: User, *, published: bool = False) -> Grouping:
    """The groups, held until the end of the transaction, of somebody's school. `published`: whether they may be published already."""
    grouping = Grouping.objects.select_for_update(of=("self",), no_key=True).select_related("course").filter(pk=grouping_id).first()
    if grouping is None:
        raise NoSuchGroups
    must_keep(by, grouping.course.school_id)
    if grouping.published_at is not None and not published:
        raise GroupsPublished
    return grouping


def key_of(grouping: Grouping, learner_id: int) -> str:
    """A name for the rules that says nothing of when somebody came to the college or answered."""
    return sha256(f"{grouping.pk}:{learner_id}".encode()).hexdigest()


def _persons(grouping: Grouping, groups: Sequence[ClassGroup], kept: dict[int, GroupPlace], now: datetime) -> list[Person]:
    answers = {answer.learner_id: answer for answer in grouping.answers.all()}
    seats = dict(people_of(grouping).values_list("learner", "offering"))
    barred, lines = _barred(groups, seats, now), [len(question.lines) for question in grouping.questions.all()]
    return [_person(grouping, groups, learner, at, answers.get(learner), barred[learner], kept.get(learner), lines) for learner, at in seats.items()]


def _person(
    grouping: Grouping,
    groups: Sequence[ClassGroup],
    learner: int,
    at: int,
    answer: GroupAnswer | None,
    barred: frozenset[int],
    kept: GroupPlace | None,
    lines: list[int],
) -> Person:
    suits = answer.suits if answer else []
    return Person(
        key=key_of(grouping, learner),
        level=_level(answer, lines),
        suits=frozenset(group.pk for group in groups if group.offering_id in suits),
        barred=barred,
        at=frozenset(group.pk for group in groups if group.offering_id == at),
        fixed=kept.group_id if kept and kept.moved_by_id and kept.group_id not in barred else None,
    )


def _level(answer: GroupAnswer | None, lines: list[int]) -> int | None:
    """The lines chosen, added up; None where nobody answered, or the questions have changed since."""
    if answer is None or not lines or len(answer.chosen) != len(lines) or any(line >= most for line, most in zip(answer.chosen, lines, strict=True)):
        return None
    return int(sum(answer.chosen))


def _barred(groups: Sequence[ClassGroup], seats: Mapping[int, int], now: datetime) -> dict[int, frozenset[int]]:
    """By learner the groups that she cannot be in: another class at that time, rules that she does not meet, a class that is cancelled."""
    against = against_moving(seats, {group.offering_id for group in groups}, now)
    return {learner: frozenset(group.pk for group in groups if found[group.offering_id]) for learner, found in against.items()}


def _place(grouping: Grouping, learner: int, place: Place, kept: dict[int, GroupPlace]) -> GroupPlace:
    before = kept.get(learner)
    stays = before is not None and before.moved_by_id is not None and before.group_id == place.group
    by_hand = {"moved_by_id": before.moved_by_id, "moved_why": before.moved_why} if before and stays else {}
    return GroupPlace(grouping=grouping, learner_id=learner, group_id=place.group, why=list(place.why), **by_hand)


def _must_fit(groups: Sequence[ClassGroup]) -> None:
    seats = Counter[int]()
    for group in groups:
        seats[group.offering_id] += group.seats
    if any(seats[pk] > capacity for pk, capacity in Offering.objects.filter(pk__in=seats).values_list("pk", "capacity")):
        raise TooManySeats


def _must_hold(grouping: Grouping, places: Sequence[GroupPlace], classes: Sequence[int], now: datetime) -> None:
    if Lesson.objects.filter(offering__in=classes, starts_at__lte=now).exists():
        raise LessonsBegun
    groups = list(grouping.groups.all())
    _must_fit(groups)
    filled, most = Counter(place.group_id for place in places), {group.pk: group.seats for group in groups}
    seats = dict(people_of(grouping).values_list("learner", "offering"))
    if {place.learner_id for place in places} != seats.keys() or any(group is not None and number > most[group] for group, number in filled.items()):
        raise GroupsOutdated
    barred = _barred(groups, seats, now)
    if any(place.group_id in barred[place.learner_id] for place in places):
        raise GroupsOutdated
