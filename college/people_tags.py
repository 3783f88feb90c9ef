"""How people are shown: no more of a phone number or a name than is needed to know who it is."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import ngettext

from college import disclosure, notices
from college.members import BELL, Member

register = template.Library()


@register.simple_tag(takes_context=True)
def told(context: template.Context, value: Any, field: str) -> str:
    """A fact of somebody as the one who looks may see it in a list (`college.disclosure`), or a dash. Asked of the request: loops call people `user`."""
    request = getattr(context, "request", None)  # also inside an `include … only`
    return disclosure.in_list(request.user, disclosure.Field(field), str(value or "")) or "—" if request else "—"


@register.filter
def masked_name(name: str) -> str:
    """A name of which a stranger learns little: the last sign, and stars for the others. Two people on one phone know each other by it."""
    return "*" * min(len(name) - 1, 3) + name[-1] if len(name) > 1 else name


@register.filter
def bell(user: Any) -> str:
    """How many notices somebody has not read, as a mark beside the bell; "" when there are none."""
    if isinstance(user, Member):
        return BELL
    number = notices.unread_count(user)
    if not number:
        return ""
    said = ngettext("%(n)s new", "%(n)s new", number) % {"n": number}
    return format_html('<span class="count" aria-hidden="true">{}</span><span class="sr">{}</span>', number if number < 100 else "99+", said)
