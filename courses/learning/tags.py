"""What other rooms' pages show of this one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils import timezone

from courses.learning import domain
from courses.learning.domain.refusals import NotInThisClass
from courses.selection.models import Offering

register = template.Library()


@register.inclusion_tag("courses/learning/resume_card.html", takes_context=True)
def resume_card(context: template.Context) -> dict[str, Any]:
    """The replay that the signed-in person watched last and has not finished; nothing for everybody else. One query."""
    user = context.get("user")
    replay = domain.latest_replay(learner=user) if user is not None and user.is_authenticated else None
    return {"replay": replay}


@register.inclusion_tag("components/watched_bar.html")
def watched_bar(spans: Iterable[Sequence[int]], total: int, now: float | None = None) -> dict[str, Any]:
    """The seen ranges of a recording of `total` seconds, with a tick at `now`."""
    return {"ranges": list(spans), "duration": total, "now": now}


@register.simple_tag
def confirmed_lessons(offerings: Iterable[Offering]) -> set[int]:
    """The keys of the lessons of these classes whose list the teacher has confirmed; one query."""
    return domain.confirmed_lessons(offerings)


@register.inclusion_tag("courses/learning/check_hint.html", takes_context=True)
def check_hint(context: template.Context, offering: Offering) -> dict[str, Any]:
    """What the check of a class wants of the signed-in person; nothing for those without a seat. Constant queries."""
    user = context.get("user")
    try:
        standing = domain.standing_of(learner=user, offering_id=offering.pk, now=timezone.now()) if user is not None and user.is_authenticated else None
    except NotInThisClass:
        standing = None
    return {"standing": standing, "offering": offering}


@register.filter
def whole_seconds(ms: int) -> int:
    """Milliseconds as the second from which a player shows that moment."""
    return -(-ms // 1000)
