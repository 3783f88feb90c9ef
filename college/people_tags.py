"""How people are shown: no more of a phone number or a name than is needed to know who it is."""

from django import template

from college.models import people

register = template.Library()


@register.filter
def phone_ends(phone: str | None) -> str:
    """The ends of a number, or a dash."""
    return people.phone_ends(phone) if phone else "—"
