"""Template tags of this room."""

from typing import Any

from django import template
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from media.models import Recording

register = template.Library()


@register.inclusion_tag("media/state.html", takes_context=True)
def recording_state(context: template.Context, recording: Recording) -> dict[str, Any]:
    """The state of a recording, which renews itself until it is final. No query."""
    return {"recording": recording, "request": context.get("request"), "csrf_token": context.get("csrf_token")}


@register.simple_tag
def upload_limit() -> int:
    """The largest recording, in bytes."""
    return settings.UPLOAD_MAX_BYTES


@register.filter
def bytes_in_words(size: int) -> str:
    return filesizeformat(size)
