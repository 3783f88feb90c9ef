"""What other rooms' pages show of this one."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone

from college.models import Teacher
from college.tags import short_day
from courses.catalogue.models import CoursePage
from courses.evaluation import domain, rules
from courses.evaluation.words import short
from courses.selection.models import Offering

register = template.Library()
LEFT, STEP = 12, 69  # the drawing of a score: where 1 stands, and how far it is to 2


@register.inclusion_tag("courses/evaluation/score.html")
def score(thing: CoursePage | Teacher) -> dict[str, Any]:
    """The published score of a course or a teacher with all that belongs to it, or that there are too few. One query."""
    snapshot = domain.current_score(thing)
    log = ("evaluation:course_log", thing.pk) if isinstance(thing, CoursePage) else ("evaluation:teacher_log", thing.slug)
    found, day = (domain.score_of(snapshot), snapshot.published_at) if snapshot else (None, None)
    return {"score": found, "published_at": day, "log": reverse(log[0], args=[log[1]]), "fewest": rules.FEWEST}


@register.inclusion_tag("courses/evaluation/turns.html", takes_context=True)
def ratings_to_give(context: template.Context) -> dict[str, Any]:
    """The signed-in learner's classes that can be rated now, and teachers' words to read. At most seven queries, however many classes."""
    user = context.get("user")
    turns = domain.turns_of(learner=user, now=timezone.now()) if user is not None and user.is_authenticated else []
    return {"turns": turns}


@register.inclusion_tag("courses/evaluation/class_line.html", takes_context=True)
def class_evaluation(context: template.Context, offering: Offering) -> dict[str, Any]:
    """What the teacher of a class has to do and to see; nothing for staff, who do neither. Two queries."""
    user = context.get("user")
    hers = user is not None and user.is_authenticated and offering.teacher.user_id == user.pk
    return {"offering": offering, "line": domain.class_line(offering=offering, now=timezone.now()) if hers else None}


@register.filter
def last_day(closes_at: datetime) -> str:
    """The day whose end is the close."""
    return short_day(closes_at - timedelta(seconds=1))


@register.filter
def item_rows(found: rules.Score) -> list[dict[str, Any]]:
    """The six items of a score with their words, means, counts, and widths of bars."""
    return [
        {"name": short(item), "mean": mean, "percent": round(100 * (found.mean_of(item) - 1) / 4), "counts": found.counts[item]}
        for item, mean in found.means.items()
    ]


@register.simple_tag
def scale(found: rules.Score) -> dict[str, Any]:
    """Where the mean and its band stand on a drawing 300 wide."""
    low, high = found.band
    return {
        "ticks": [(place, LEFT + STEP * (place - 1)) for place in range(rules.LOWEST, rules.HIGHEST + 1)],
        "low": low,
        "high": high,
        "left": f"{LEFT + STEP * (float(low) - 1):.1f}",
        "width": f"{STEP * float(high - low):.1f}",
        "dot": f"{LEFT + STEP * (float(found.mean) - 1):.1f}",
    }
