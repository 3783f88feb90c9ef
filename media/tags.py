"""Template tags of this room."""

from typing import Any

from django import template
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media import rules
from media.domain import captioning
from media.failures import words
from media.models import Recording
from media.places import places

register = template.Library()


@register.inclusion_tag("media/state_block.html", takes_context=True)
def recording_state(context: template.Context, recording: Recording) -> dict[str, Any]:
    """The state of a recording, which renews itself until it is final. No query."""
    return {"recording": recording, "request": context.get("request"), "csrf_token": context.get("csrf_token")}


BETWEEN = {"cut": (_("Cut the recording"), "media:cut"), "captions": (_("Captions"), "media:captions")}


@register.inclusion_tag("media/crumbs.html")
def recording_crumbs(recording: Recording, here: str, *between: str) -> dict[str, Any]:
    """The way back to the lesson of a recording, over the pages named in `between` ("cut", "captions"). As many queries as its places take: one."""
    steps = [(BETWEEN[name][0], reverse(BETWEEN[name][1], args=[recording.pk])) for name in between]
    return {"recording": recording, "place": places().of([recording.pk]).get(recording.pk), "steps": steps, "here": here}


@register.filter
def minutes_left(recording: Recording) -> int | None:
    """How long the present step will still take, in whole minutes from 1; None while nobody can say."""
    if recording.step_began_at is None:
        return None
    return rules.minutes_left((timezone.now() - recording.step_began_at).total_seconds(), recording.progress)


@register.filter
def not_cut(recording: Recording) -> str:
    """Why the last cut did not come about, and what to do; "" when it did, or is being made."""
    code = recording.left_out.get("cut", "")
    return words(code, "cut") if code and recording.state == Recording.State.READY else ""


@register.filter
def wanted_seconds(recording: Recording) -> int:
    """How long its replay is to be, once it is cut as somebody wishes."""
    return (sum(end - start for start, end in recording.edits_wanted) or recording.whole_ms or recording.duration_ms) // 1000


@register.filter
def is_draft_label(label: str) -> bool:
    """Whether captions that are called so were written by a program."""
    return captioning.is_draft_label(label)


@register.simple_tag
def upload_limit() -> int:
    """The largest recording, in bytes."""
    return settings.UPLOAD_MAX_BYTES


@register.filter
def kilobits(bandwidth: int) -> int:
    """Bits per second in thousands."""
    return round(bandwidth / 1000)


@register.filter
def bytes_in_words(size: int) -> str:
    return filesizeformat(size)
