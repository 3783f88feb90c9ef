"""What the promotion report and its people refuse, each with a stable code and a sentence that says what to do now."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid
from college.tags import short_day


class NotOpenYet(DomainError):
    """The committee's day has not come; `opens_on` is that day."""

    code = "report_not_open_yet"
    status = 403

    def __init__(self, opens_on: date) -> None:
        self.opens_on = opens_on
        words = gettext("The members see their own lines first. This report can be opened from %(day)s on.")
        super().__init__(words % {"day": short_day(opens_on)})


class UnknownOrder(Invalid):
    code = "unknown_order"
    message = _("The list is ordered by name, unit or state, never by credits.")


class UnknownFilter(Invalid):
    code = "unknown_filter"
    message = _("The list cannot be narrowed like this. Please choose from what the page offers.")


class MembersFirst(Invalid):
    """`earliest` is the first day on which the committee may open the report."""

    code = "members_first"

    def __init__(self, earliest: date) -> None:
        self.earliest = earliest
        words = gettext("Members have ten working days first: the committee may open it from %(day)s on, or later.")
        super().__init__(words % {"day": short_day(earliest)})


class DateGone(Invalid):
    code = "date_gone"
    message = _("This day is over. Members must have their days before the committee opens the report.")


class AlreadyBegun(DomainError):
    code = "report_begun"
    message = _("Members are reading their lines already. The committee's day can only be moved back, not forward.")


class TwoPeople(DomainError):
    code = "two_people"
    status = 403
    message = _("A second person decides this: not the one who proposed it, and not the one it is about.")


class AlreadyExempt(DomainError):
    code = "already_exempt"
    message = _("There is an exemption for this person and year already.")


class AlreadyDecided(DomainError):
    code = "already_decided"
    message = _("This has been decided already.")


class OverlappingMembership(Invalid):
    code = "overlapping_membership"
    message = _("This person is in this category on some of these days already. Please end the other membership first.")


class EndsBeforeItBegins(Invalid):
    code = "ends_before_it_begins"
    message = _("It cannot end before it begins.")


class ReasonMissing(Invalid):
    code = "reason_missing"
    message = _("Please write the reason; the person it is about reads it.")
