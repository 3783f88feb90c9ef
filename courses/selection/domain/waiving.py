"""Exceptions for one learner and one class: written down with a reason, never changed, the latest one counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from college.errors import Invalid, NotAllowed
from college.models import User
from courses.catalogue.models.scope import must_keep
from courses.selection.models import Offering, Waiver
from courses.selection.rules import WAIVABLE


class BadWaiver(Invalid):
    """Without words, or for something that nobody may leave out of account."""

    code = "bad_waiver"
    message = _("Please write why. What an exception cannot be made for: a class that is full, closed or cancelled, and two lessons at one time.")


class NotForOneself(NotAllowed):
    code = "not_for_oneself"
    message = _("Nobody makes an exception for herself. Please ask a colleague.")


def waive(*, offering: Offering, learner: User, reasons: Iterable[str], why: str, by: User, now: datetime) -> Waiver:
    """These reasons (codes) no longer count for a learner at a class; none: earlier exceptions are taken back. The course must be loaded, or costs a query.

    Raises NotAllowed and ForeignSchool for all but the office that keeps the class, NotForOneself, BadWaiver.
    """
    must_keep(by, offering.held_by)
    if by.pk == learner.pk:
        raise NotForOneself
    codes, told = set(reasons), why.strip()[:200]
    if not told or not codes <= WAIVABLE:
        raise BadWaiver
    return Waiver.objects.create(offering=offering, learner=learner, reasons=sorted(codes), why=told, by=by, at=now)


def exception_for(offering: Offering | int, learner: User) -> Waiver | None:
    """The one that counts for her now; None where there is none, or it was taken back. One query."""
    latest = Waiver.objects.filter(offering=offering, learner=learner).select_related("by").order_by("at", "pk").last()
    return latest if latest and latest.reasons else None
