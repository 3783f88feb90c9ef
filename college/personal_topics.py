"""What this room has about a person: her account, roles, consents, letters to the office, who looked at her data, where she is signed in."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.models import APIToken

from college import access, consents
from college.facts import facts_of
from college.models import AccessLog, Complaint, Consent, Duty, LearnerFacts, Notice, PaperCard, User
from college.personal import Table, Topic
from college.tags import device_name


def _account(user: User) -> list[Table]:
    facts = [
        (pgettext("of a person", "Name"), user.display_name),
        (_("User name"), user.username),
        (_("Phone number"), user.phone),
        (_("e-mail address"), user.email),
        (_("Account made"), user.date_joined),
        (_("Last signed in"), user.last_login),
    ]
    return [Table("account", _("My account"), [pgettext("my data", "What"), _("Value")], facts)]


def _roles(user: User) -> list[Table]:
    heads = [_("Role"), _("School"), _("Building"), _("First day"), _("Last day")]
    groups = [(str(access.ROLE_WORDS.get(name, name)), None, None, None, None) for name in user.groups.values_list("name", flat=True)]  # type: ignore[call-overload]
    duties = Duty.objects.filter(user=user).select_related("school")
    return [
        Table("roles", _("My roles"), heads[:1], [row[:1] for row in groups]),
        Table(
            "duties",
            _("Roles with dates"),
            heads,
            [(duty.get_role_display(), str(duty.school or ""), duty.building, duty.valid_from, duty.valid_until) for duty in duties],
        ),
    ]


def _consents(user: User) -> list[Table]:
    rows = [
        (str(consents.BY_CODE[one.kind].title), one.version, one.given_at, one.withdrawn_at) for one in consents.history(user) if one.kind in consents.BY_CODE
    ]
    return [
        Table(
            "consents",
            _("What I agreed to"),
            [pgettext("my data", "What"), pgettext("of a text", "Version"), _("Agreed"), pgettext("consent", "Taken back")],
            rows,
        )
    ]


def _facts(user: User) -> list[Table]:
    known = facts_of(user)
    rows = [
        (_("Year of birth"), known.birth_year),
        (pgettext("where people live", "neighbourhood"), str(known.neighbourhood or "")),
        (_("A seat is kept for me until"), known.reserve_until),
        (_("Health pledge given on"), known.pledged_on),
        (_("Health pledge good until"), known.pledge_until),
    ]
    return [Table("facts", _("For selection"), [pgettext("my data", "What"), _("Value")], rows)]


def _letters(user: User) -> list[Table]:
    rows = [(one.number, one.received_at, one.text, one.contact, one.answer) for one in Complaint.objects.filter(author=user)]
    return [Table("letters", _("What I sent to the office"), [_("Number"), _("Received"), _("Text"), _("How to reach me"), _("Answer")], rows)]


def _notices(user: User) -> list[Table]:
    told = Notice.objects.filter(person=user).prefetch_related("deliveries")
    rows = [(one.created_at, one.text, one.read_at, " · ".join(str(way) for way in one.deliveries.all())) for one in told]  # type: ignore[attr-defined]
    ways = [(str(User._meta.get_field(name).verbose_name), getattr(user, name)) for name in ("mail_notices", "sms_notices", "served_by_phone")]  # type: ignore[union-attr]
    heads = [_("When"), _("Text"), pgettext("of a notice", "Read"), pgettext("of a notice", "Also sent by")]
    return [
        Table("notices", _("What I was told"), heads, rows),
        Table("ways", _("How we reach you"), [pgettext("my data", "What"), _("Value")], ways),
    ]


def _forget_notices(user: User, now: datetime) -> None:
    Notice.objects.filter(person=user).delete()


def _looks(user: User) -> list[Table]:
    rows = [(line.at, access.who_looked(line), line.get_action_display(), line.topic) for line in access.accesses_of(user)[:1000]]
    return [Table("looks", _("Who looked at my data"), [_("When"), _("Who"), _("What"), pgettext("what was looked at", "Topic")], rows)]


def _sign_ins(user: User) -> list[Table]:
    rows = [(one.created_at, one.last_seen_at, one.ip, device_name(one.user_agent)) for one in UserSession.objects.filter(user=user)]
    tokens = [(token.name, token.created, token.last_used_at) for token in APIToken.objects.filter(user=user)]
    mine = [(f"…{card.ends}", card.issued_at, card.last_used_at, card.revoked_at) for card in PaperCard.objects.filter(user=user)]
    return [
        Table("cards", _("Cards to sign in with"), [_("Card"), _("Issued"), _("Last used"), _("Ended")], mine),
        Table("sessions", _("Where I am signed in"), [_("Since"), _("Last seen"), pgettext("of a device", "Address"), _("Device")], rows),
        Table("tokens", _("Tokens for programs"), [_("For"), _("Made"), _("Last used")], tokens),
    ]


def forget_account(user: User, now: datetime) -> None:
    """Everything that names her or lets her in. The row itself stays, without a name, because seats and attendance of classes point to it."""
    Complaint.objects.filter(author=user).update(author=None, contact="")
    AccessLog.objects.filter(subject=user).delete()
    Duty.objects.filter(user=user).delete()
    Consent.objects.filter(user=user).delete()
    LearnerFacts.objects.filter(user=user).delete()
    keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    for model in (UserSession, APIToken, Authenticator, EmailAddress, PaperCard):
        model.objects.filter(user=user).delete()
    user.groups.clear()


TOPICS = (
    Topic("account", gettext_lazy("My account"), _account, forget_account, order=10),
    Topic("roles", gettext_lazy("My roles"), _roles, order=20),
    Topic("consents", gettext_lazy("What I agreed to"), _consents, order=30),
    Topic("facts", gettext_lazy("For selection"), _facts, order=35),
    Topic("letters", gettext_lazy("What I sent to the office"), _letters, order=40, stays=gettext_lazy("Letters and their answers stay without your name.")),
    Topic("notices", gettext_lazy("What I was told"), _notices, _forget_notices, order=45),
    Topic("looks", gettext_lazy("Who looked at my data"), _looks, order=50),
    Topic("sign_ins", gettext_lazy("Where I am signed in"), _sign_ins, order=60),
)
