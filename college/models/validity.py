"""Rows that hold for a time: from `valid_from` to `valid_until`, both days included; without an end, until further notice."""

from datetime import date

from django.db.models import Q


def not_over(day: date) -> Q:
    """Rows that have not ended before this day."""
    return Q(valid_until__isnull=True) | Q(valid_until__gte=day)


def in_force(day: date) -> Q:
    """Rows that hold on this day."""
    return Q(valid_from__lte=day) & not_over(day)
