"""What pages for somebody else need."""

from typing import Any

from django import template
from django.conf import settings

from courses.selection.domain.acting import who_did
from courses.selection.whom import outside as plain

register = template.Library()


@register.simple_tag
def outside(name: str, *args: Any) -> str:
    """An address of ours without the door of `/for/`."""
    return plain(name, *args)


@register.simple_tag
def site_address(name: str) -> str:
    """The same with the name of the site, for paper."""
    return settings.SITE_URL + plain(name)


register.filter("who_did", who_did)
