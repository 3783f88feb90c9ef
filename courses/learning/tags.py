"""What other rooms' pages show of this one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template

from courses.learning import domain

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
