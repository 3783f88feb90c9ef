"""Doors for what is done by the clock."""

from django.db.models import F
from django.tasks import task
from django.utils import timezone

from courses.selection import domain
from courses.selection.models import Offering, WaitlistEntry


@task()
def forget_answers() -> int:
    """Answers to requests with a key are kept for a day. The number deleted."""
    return domain.forget_answers(timezone.now())


@task()
def fill_free_seats() -> int:
    """Give away free seats that somebody waits for: after a clash has ended, or when a hand-over was interrupted. The number of seats given."""
    waited_for = Offering.objects.filter(seats_taken__lt=F("capacity"), waitlist__state=WaitlistEntry.State.WAITING).distinct()
    return sum(len(domain.fill_seats(offering_id=pk, now=timezone.now())) for pk in waited_for.values_list("pk", flat=True))


@task()
def turn_rounds() -> int:
    """Let the next round's window take the place of one that has ended; the number of terms that moved on."""
    return domain.turn_windows(now=timezone.now())


@task()
def seal_lists() -> int:
    """Close the lists of rounds of wishes that have ended; the number of lists closed."""
    return domain.seal_ended(now=timezone.now())
