"""What both sides say of each other: teachers' reviews and learners' ratings of every class that is over, each at its own time, and the closes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from courses.evaluation import domain, rules
from courses.evaluation.models import RatingWindow, Review
from courses.selection.models import Enrolment, Offering
from demo.accounts import LEARNER
from demo.seeding.classes import Key
from demo.seeding.plan import CLASSES

SOON = timedelta(minutes=10)  # after the last lesson
RATERS = {  # how many of those who may have rated; the rest of the classes gets two thirds
    ("hechang", "past", "华山路班"): 38,
    ("loudong", "past", "青年里班"): 4,
}
BY_TASTE = {"clear": 0, "relevant": 0, "engaging": 1, "effective": -1, "interactive": 0, "materials": -1}
TEXTS = (
    "讲得慢，听得懂。",
    "老师有耐心，问几遍都不嫌烦。",
    "当堂就练会了，回家还会做。",
    "讲义字再大一点就更好了。",
    "下午有点犯困，能不能改到上午。",
    "后面几课稍微快了些。",
    "教室有点冷，别的都好。",
    "希望下学期接着开。",
    "想再多练一会儿。",
    "有事打我电话 19900001234，我来帮忙带新学员。",
)
SENTENCES = ("按时到课，肯动手，还常帮旁边的人。", "进步看得见，再大胆问一点就更好。", "落了几课，回放补一补就跟上了。", "学得扎实，可以带带新学员。")


def ratings(offerings: dict[Key, Offering], now: datetime) -> int:
    """Let every class that is over be rated and reviewed, and close what is due. Returns the number of closed classes; a second run adds none."""
    over = sorted((ends, key) for key in _keys() if (ends := _end(offerings[key])) is not None and ends + SOON <= now)
    for ends, key in over:
        domain.open_windows(now=ends + SOON)
        window = RatingWindow.objects.filter(offering=offerings[key]).first()
        if window is not None and window.closed_at is None:
            _tell(key, offerings[key], window, now)
    return RatingWindow.objects.filter(closed_at__isnull=False).count()


def _keys() -> list[Key]:
    return [(plan.course, plan.term, plan.label) for plan in CLASSES if plan.term != "next"]


def _end(offering: Offering) -> datetime | None:
    return offering.lessons.order_by("-ends_at").values_list("ends_at", flat=True).first()


def _tell(key: Key, offering: Offering, window: RatingWindow, now: datetime) -> None:
    clock = min(window.opens_at + timedelta(days=1), now)
    seats = list(offering.enrolments.filter(state=Enrolment.State.ENROLLED).select_related("learner").order_by("picked_at", "pk"))
    with transaction.atomic():  # a class is told whole or not at all
        if not Review.objects.filter(enrolment__offering=offering).exists():
            _review(key, offering, seats, window.closes_at <= now, clock)
            _rate(key, offering, window, seats, clock)
    if window.closes_at <= now:
        domain.close_window(window_id=window.pk, now=window.closes_at)


def _review(key: Key, offering: Offering, seats: Sequence[Enrolment], is_over: bool, clock: datetime) -> None:
    """The teacher has written to everybody in past classes; in those that are rated now to the demo learner and to half of the others."""
    dice = Random(f"review {key}")
    for place, seat in enumerate(seats):
        if offering.teacher.user is None or not (is_over or place % 2 or seat.learner.username == LEARNER.username):
            continue
        levels = {thing: min(4, dice.choice((2, 3, 3, 4))) for thing in Review.THINGS}
        sentence = SENTENCES[dice.randrange(len(SENTENCES))]
        domain.submit_review(teacher=offering.teacher.user, enrolment_id=seat.pk, levels=levels, sentence=sentence, now=clock)


def _rate(key: Key, offering: Offering, window: RatingWindow, seats: Sequence[Enrolment], clock: datetime) -> None:
    """Learners one after the other; the demo learner has not come to it yet where it can still be done."""
    may = domain.eligible_seats(window)
    ready = [seat for seat in seats if seat.pk in may and (key[1] == "past" or seat.learner.username != LEARNER.username)]
    dice = Random(f"rate {key}")
    for place, seat in enumerate(ready[: RATERS.get(key, len(ready) * 2 // 3)]):
        mood = dice.choice((3, 4, 4, 5, 5, 5, 5))
        answers = {item: max(rules.LOWEST, min(rules.HIGHEST, mood + by + dice.choice((0, 0, 0, 1, -1)))) for item, by in BY_TASTE.items()}
        text = TEXTS[dice.randrange(len(TEXTS))] if place % 4 == 0 else ""
        domain.submit_rating(learner=seat.learner, offering_id=offering.pk, answers=answers, text=text, now=clock)
