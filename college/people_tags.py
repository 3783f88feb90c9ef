"""How people are shown: no more of a phone number or a name than is needed to know who it is."""

from django import template

from college.models import people

register = template.Library()


@register.filter
def phone_ends(phone: str | None) -> str:
    """The ends of a number, or a dash."""
    return people.phone_ends(phone) if phone else "—"


@register.filter
def masked_name(name: str) -> str:
    """A name of which a stranger learns little: the last sign, and stars for the others. Two people on one phone know each other by it."""
    return "*" * min(len(name) - 1, 3) + name[-1] if len(name) > 1 else name
