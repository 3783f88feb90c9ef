"""Classes that are over, attended, and rated. Every function makes what it needs and takes what it is given."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from college.models import User
from courses.evaluation import domain, rules
from courses.evaluation.models import RatingWindow, Review
from courses.learning.models import Attendance, RollCall
from courses.selection.models import Enrolment, Offering
from tests.factories import selection
from tests.factories.selection import NOW

GOOD = dict.fromkeys(rules.ITEMS, 5)


def answers(*values: int) -> dict[str, int]:
    """Six answers; the last one given is repeated."""
    return {item: values[min(place, len(values) - 1)] for place, item in enumerate(rules.ITEMS)}


def ended_class(*learners: User, now: datetime = NOW, teacher: Any = None, course: Any = None, lessons: int = 2, **fields: Any) -> Offering:
    """A class whose last lesson ended an hour before `now`, attended by all its learners; of a teacher who has others then, two hours earlier for each."""
    term = selection.term(now, starts_on=(now - timedelta(days=60)).date(), ends_on=(now + timedelta(days=60)).date())
    guide = teacher or selection.teacher(user=selection.person())
    earlier = timedelta(hours=2) * Offering.objects.filter(teacher=teacher).count() if teacher else timedelta(0)
    made = selection.offering(course, teacher=guide, term=term, capacity=60, **fields)
    selection.lessons(made, first=now - timedelta(weeks=lessons - 1, minutes=150) - earlier, number=lessons)
    attended(made, selection.enrolled(made, *learners, now=now - timedelta(days=40)))
    return made


def attended(of: Offering, seats: Sequence[Enrolment], state: str = Attendance.State.PRESENT, now: datetime = NOW) -> None:
    """Lists of all lessons on which these learners are in that state."""
    for lesson in of.lessons.all():
        call, _ = RollCall.objects.get_or_create(lesson=lesson, defaults={"confirmed_at": now})
        Attendance.objects.bulk_create([Attendance(roll_call=call, enrolment=seat, state=state) for seat in seats])


def open_class(*learners: User, now: datetime = NOW, **fields: Any) -> Offering:
    """A class that is being rated at `now`."""
    made = ended_class(*learners, now=now, **fields)
    domain.open_windows(now=now)
    return made


def rated(of: Offering, learner: User, *values: int, text: str = "", now: datetime = NOW) -> None:
    domain.submit_rating(learner=learner, offering_id=of.pk, answers=answers(*(values or (5,))), text=text, now=now)


def closed_class(ratings: Sequence[Sequence[int]], *, now: datetime = NOW, others: int = 0, **fields: Any) -> Offering:
    """A class that was rated as given, one row of answers a learner, and is closed two weeks and a day after `now`."""
    learners = selection.people(len(ratings) + others)
    made = open_class(*learners, now=now, **fields)
    for learner, values in zip(learners, ratings, strict=False):
        rated(made, learner, *values, now=now)
    close(made)
    return made


def close(of: Offering) -> RatingWindow:
    window = RatingWindow.objects.get(offering=of)
    domain.close_window(window_id=window.pk, now=window.closes_at)
    window.refresh_from_db()
    return window


def reviewed(of: Offering, *seats: Enrolment, sentence: str = "按时到课，乐于助人。", level: int = 3, now: datetime = NOW) -> list[Review]:
    """Reviews handed in by the class's teacher, of everybody unless seats are named."""
    wanted = seats or tuple(of.enrolments.filter(state=Enrolment.State.ENROLLED))
    levels = dict.fromkeys(Review.THINGS, level)
    return [domain.submit_review(teacher=of.teacher.user, enrolment_id=seat.pk, levels=levels, sentence=sentence, now=now) for seat in wanted]
