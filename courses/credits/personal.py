"""What this room has about a person: her lines of the ledger and her place in the report. The ledger keeps a pseudonym when she leaves."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from college.models import User
from college.personal import Table, Topic
from courses.credits.models import Account, Entry, Exemption, Membership
from courses.credits.rules.report import in_credits


def tables(user: User) -> list[Table]:
    entries = Entry.objects.filter(account__owner=user).select_related("evidence", "rule_set").order_by("-number")
    members = Membership.objects.filter(account__owner=user).select_related("category")
    exempt = Exemption.objects.filter(account__owner=user)
    heads = [pgettext("of an entry", "Number"), _("Counts from"), _("Kind"), _("Category"), _("Credits"), _("Rules"), pgettext("of an entry", "Hash")]
    return [
        Table("pseudonym", _("My name in the ledger"), [_("Pseudonym")], [(str(one.pseudonym),) for one in Account.objects.filter(owner=user)]),
        Table("entries", _("My credits"), heads, [_entry(one) for one in entries]),
        Table(
            "memberships",
            _("My place in the report"),
            [_("Category"), pgettext("of a person", "Unit"), _("From"), _("Until")],
            [(str(one.category), one.unit, one.valid_from, one.valid_until) for one in members],
        ),
        Table("exemptions", _("Years in which I need not earn"), [_("Year"), _("Reason")], [(one.year, one.reason) for one in exempt]),
    ]


def _entry(one: Entry) -> tuple[int, object, str, str, str, str, str]:
    return (one.number, one.effective_on, str(one.get_kind_display()), str(one.get_category_display()), in_credits(one.amount), one.rule_set.version, one.hash)


def forget(user: User, now: datetime) -> None:
    """The link from the ledger to her is cut; nothing of the ledger itself changes, and its chain stays as it was."""
    mine = Account.objects.filter(owner=user)
    today = timezone.localtime(now).date()
    Membership.objects.filter(account__in=mine, valid_from__lte=today, valid_until=None).update(valid_until=today)
    Membership.objects.filter(account__in=mine).update(unit="")
    mine.update(owner=None)


TOPIC = Topic(
    "credits",
    gettext_lazy("My credits"),
    tables,
    forget,
    stays=gettext_lazy("The ledger cannot be changed by anybody: its lines stay under a number (a pseudonym), and nothing leads from it to you any more."),
    order=140,
)
