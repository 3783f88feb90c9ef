"""What this room has about a person: her seats and her places in queues. When she leaves, others get them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from college.errors import DomainError
from college.models import User
from college.personal import Table, Topic
from courses.selection import asking, exceptions, wished, with_others
from courses.selection.class_group_words import reasons
from courses.selection.domain import drop, end_all, forget_wishes, leave_waitlist
from courses.selection.models import CalendarFeed, Enrolment, GroupAnswer, GroupPlace, KeptAnswer, SeatOffer, WaitlistEntry


def tables(user: User) -> list[Table]:
    seats = Enrolment.objects.filter(learner=user).select_related("offering__course", "offering__term").order_by("-picked_at")
    places = WaitlistEntry.objects.filter(learner=user).select_related("offering__course", "offering__term").order_by("-joined_at")
    told = SeatOffer.objects.filter(learner=user).select_related("offering__course")
    feeds = CalendarFeed.objects.filter(owner=user)
    answers = GroupAnswer.objects.filter(learner=user).select_related("grouping__course", "grouping__term").prefetch_related("grouping__questions")
    groups = GroupPlace.objects.filter(learner=user, grouping__published_at__isnull=False).select_related("grouping__course", "grouping__term", "group")
    heads = [_("Class"), _("State"), pgettext("of a seat", "Since"), pgettext("of a seat", "Until")]
    return [
        Table("seats", _("Courses that I picked"), heads, [(str(one.offering), _seat(one), one.picked_at, one.dropped_at) for one in seats]),
        Table("queues", _("Queues that I stood in"), heads, [(str(one.offering), one.get_state_display(), one.joined_at, one.settled_at) for one in places]),
        Table(
            "offers", _("Seats that were offered to me"), heads, [(str(one.offering), one.get_state_display(), one.offered_at, one.lapses_at) for one in told]
        ),
        Table("answers", _("What I answered before groups were made"), [_("Course"), _("My answers")], [(str(one.grouping), one.words()) for one in answers]),
        Table(
            "groups",
            _("Groups that I am in"),
            [_("Course"), pgettext("of a course", "Group"), _("Why?")],
            [(str(one.grouping), str(one.group or ""), " ".join(reasons(one))) for one in groups],
        ),
        Table("calendars", _("Addresses of my calendar"), heads[2:], [(one.created_at, one.revoked_at) for one in feeds]),
        *with_others.tables(user),
        *exceptions.tables(user),
        *wished.tables(user),
        *asking.tables(user),
    ]


def _seat(seat: Enrolment) -> str:
    return str(_("Dropped late") if seat.dropped_late else seat.get_state_display())


def forget(user: User, now: datetime) -> None:
    """Her seats in classes that go on, and her places in queues, go to others; her calendar can no longer be read, and nobody helps any more."""
    exceptions.forget(user)
    asking.forget(user)
    CalendarFeed.objects.filter(owner=user).delete()
    end_all(of=user, now=now)
    GroupAnswer.objects.filter(learner=user).delete()
    KeptAnswer.objects.filter(account=user).delete()
    for offering_id in WaitlistEntry.objects.filter(learner=user, state=WaitlistEntry.State.WAITING).values_list("offering_id", flat=True):
        leave_waitlist(offering_id=offering_id, learner=user, now=now)
    forget_wishes(learner=user, now=now)
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
