"""What pages show of needs, modules and topics."""

from __future__ import annotations

from typing import Any

import segno
from django import template
from django.db.models import Prefetch
from django.utils.safestring import SafeString, mark_safe

from courses.catalogue.models import CoursePage, Module, Need, Topic

register = template.Library()


@register.inclusion_tag("courses/catalogue/needs/answers.html")
def answers_of(page: CoursePage) -> dict[str, Any]:
    """Which needs a course answers, in which modules it stands, and from which topics it came. Three queries."""
    modules = Module.objects.filter(module_courses__course=page).prefetch_related(Prefetch("needs", Need.objects.order_by("-asked", "pk")))
    topics = Topic.objects.public().filter(topic_courses__course=page).select_related("need")
    return {"page": page, "modules": list(modules), "topics": list(topics)}


@register.simple_tag
def qr(address: str) -> SafeString:
    """An address as a QR code: inline SVG of its own size, black on white in every mode, so that any camera reads it."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=4, border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 (drawn here from squares alone)
