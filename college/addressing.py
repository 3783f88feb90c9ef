"""Addresses of pages made from names: readable, and never taken twice."""

from collections.abc import Iterable
from itertools import count

from django.utils.text import slugify

LONGEST = 70


def free_slug(name: str, taken: Iterable[str], otherwise: str) -> str:
    """An address from a name, with a number behind it where it is taken; `otherwise` where the name has no letter at all."""
    base = slugify(name, allow_unicode=True)[:LONGEST].strip("-") or otherwise
    used = set(taken)
    return next(slug for number in count(1) if (slug := base if number == 1 else f"{base}-{number}") not in used)
