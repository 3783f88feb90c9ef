"""Doors for what is done by the clock."""

from django.tasks import task
from django.utils import timezone

from courses.selection import domain
from courses.selection.domain import requests


@task()
def forget_answers() -> int:
    """Answers to requests with a key are kept for a day. The number deleted."""
    return domain.forget_answers(timezone.now())


@task()
def turn_offers() -> int:
    """Offers that are over go on to the next, people are reminded, seats come back at their hour, free seats are offered to those who wait beside them
    (after a clash has ended, say). The number of offers made."""
    return domain.turn_offers(now=timezone.now())


@task()
def turn_rounds() -> int:
    """Let the next round's window take the place of one that has ended; the number of terms that moved on."""
    return domain.turn_windows(now=timezone.now())


@task()
def seal_lists() -> int:
    """Close the lists of rounds of wishes that have ended; the number of lists closed."""
    return domain.seal_ended(now=timezone.now())


@task()
def turn_requests() -> int:
    """Requests for courses: too few names by the last day, and classes that can be picked from now on. How many were told."""
    return requests.turn(now=timezone.now())
