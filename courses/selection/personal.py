"""What this room has about a person: her seats and her places in queues. When she leaves, others get them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from college.errors import DomainError
from college.models import User
from college.personal import Table, Topic
from courses.selection import exceptions, with_others
from courses.selection.domain import drop, end_all, leave_waitlist
from courses.selection.models import CalendarFeed, Enrolment, KeptAnswer, WaitlistEntry


def tables(user: User) -> list[Table]:
    seats = Enrolment.objects.filter(learner=user).select_related("offering__course", "offering__term").order_by("-picked_at")
    places = WaitlistEntry.objects.filter(learner=user).select_related("offering__course", "offering__term").order_by("-joined_at")
    feeds = CalendarFeed.objects.filter(owner=user)
    heads = [_("Class"), _("State"), pgettext("of a seat", "Since"), pgettext("of a seat", "Until")]
    return [
        Table("seats", _("Courses that I picked"), heads, [(str(one.offering), one.get_state_display(), one.picked_at, one.dropped_at) for one in seats]),
        Table("queues", _("Queues that I stood in"), heads, [(str(one.offering), one.get_state_display(), one.joined_at, one.settled_at) for one in places]),
        Table("calendars", _("Addresses of my calendar"), heads[2:], [(one.created_at, one.revoked_at) for one in feeds]),
        *with_others.tables(user),
        *exceptions.tables(user),
    ]


def forget(user: User, now: datetime) -> None:
    """Her seats in classes that go on, and her places in queues, go to others; her calendar can no longer be read, and nobody helps any more."""
    exceptions.forget(user)
    CalendarFeed.objects.filter(owner=user).delete()
    end_all(of=user, now=now)
    KeptAnswer.objects.filter(account=user).delete()
    for offering_id in WaitlistEntry.objects.filter(learner=user, state=WaitlistEntry.State.WAITING).values_list("offering_id", flat=True):
        leave_waitlist(offering_id=offering_id, learner=user, now=now)
    for offering_id in Enrolment.objects.filter(learner=user, state=Enrolment.State.ENROLLED).values_list("offering_id", flat=True):
        try:
            drop(offering_id=offering_id, learner=user, now=now)
        except DomainError:  # the class is over: the seat stays as it was, without her name
            continue


TOPIC = Topic(
    "selection",
    gettext_lazy("My courses"),
    tables,
    forget,
    stays=gettext_lazy("That somebody sat in a class stays, and what was done for others, without your name."),
    order=110,
)
