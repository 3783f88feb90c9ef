"""How a topic goes from station to station; each step leaves a line that says who, when and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from college.models import User
from courses.catalogue.errors.topics import CannotGoOn, MovedMeanwhile, SayWhy
from courses.catalogue.models import Topic, TopicFile, TopicPerson, TopicStep
from courses.catalogue.models.scope import must_keep
from courses.catalogue.rules import topics as rules

LONGEST_NOTE = 300


def _held(topic_id: int, by: User) -> Topic:
    """The topic, held until the end of the transaction. Raises NotAllowed for everybody but the office, ForeignSchool for that of another school."""
    topic = Topic.objects.select_for_update(of=("self",), no_key=True).get(pk=topic_id)
    must_keep(by, topic.school_id)
    return topic


def lack_of(topic: Topic) -> rules.Lack | None:
    """Why it cannot go on; None when it can. At most three queries."""
    return rules.lacks(
        rules.Station(topic.station),
        closed=topic.closed_on is not None,
        leads=topic.topic_people.filter(part=TopicPerson.Part.LEAD).count(),
        reports=topic.topic_files.filter(kind=TopicFile.Kind.REPORT).count(),
        courses=topic.topic_courses.filter(course__live=True).count(),
    )


@transaction.atomic
def propose(*, topic_id: int, by: User, now: datetime, note: str = "") -> None:
    """The first line of its history, once it is written down."""
    topic = _held(topic_id, by)
    _note(topic, rules.Station.PROPOSED, by, now, note)


@transaction.atomic
def go_on(*, topic_id: int, seen: str, note: str = "", by: User, now: datetime) -> None:
    """To the next station. `seen` is where it stood when the button was drawn: of two people who press, the second is told (MovedMeanwhile).

    Raises CannotGoOn, NotAllowed.
    """
    topic = _held(topic_id, by)
    if topic.station != seen:
        raise MovedMeanwhile
    lack = lack_of(topic)
    onward = rules.following(rules.Station(topic.station))
    if lack is not None or onward is None:
        raise CannotGoOn(lack or rules.Lack.FINISHED)
    topic.station = onward.value
    topic.save(update_fields=["station"])
    _note(topic, onward, by, now, note)


@transaction.atomic
def close_topic(*, topic_id: int, reason: str, by: User, now: datetime) -> None:
    """End it without a course. Raises SayWhy, CannotGoOn when it is closed or has its course, NotAllowed."""
    topic = _held(topic_id, by)
    why = reason.strip()[:LONGEST_NOTE]
    if topic.closed_on is not None:
        raise CannotGoOn(rules.Lack.CLOSED)
    if topic.station == rules.Station.COURSE:
        raise CannotGoOn(rules.Lack.FINISHED)
    if not why:
        raise SayWhy
    topic.closed_on, topic.closed_reason = timezone.localdate(now), why
    topic.save(update_fields=["closed_on", "closed_reason"])
    _note(topic, TopicStep.CLOSED, by, now, why)


@transaction.atomic
def reopen_topic(*, topic_id: int, note: str = "", by: User, now: datetime) -> None:
    """Go on where it was closed. Open already, it stays as it is. Raises NotAllowed."""
    topic = _held(topic_id, by)
    if topic.closed_on is None:
        return
    topic.closed_on, topic.closed_reason = None, ""
    topic.save(update_fields=["closed_on", "closed_reason"])
    _note(topic, TopicStep.REOPENED, by, now, note)


def _note(topic: Topic, to: str, by: User, now: datetime, note: str) -> None:
    TopicStep.objects.create(topic=topic, to=str(to), by=by, at=now, note=note.strip()[:LONGEST_NOTE])
