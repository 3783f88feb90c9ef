"""What of a person is shown to whom: one table of roles and fields, asked by the desks, lists, forms, exports and the API.

Everybody sees all that the college has about herself, and nothing about somebody else but what one of her roles needs. What stands here are facts of
accounts; what a class, a report or a ledger says of somebody is guarded where that is read. Teachers of the public pool show what they wrote there.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Any

from college.models.people import PHONE, phone_ends
from college.roles import Role, roles_of


class Field(StrEnum):
    """What can be known of an account."""

    NAME = "name"  # the name to show
    LOGIN = "login"  # the user name, which may be a phone number
    PHONE = "phone"
    EMAIL = "email"
    ROLES = "roles"  # roles and duties with their days
    BUILDING = "building"  # of a role in a building: where somebody lives
    CALLED = "called"  # the whole number of who is served by phone, where the desk is to call her
    CONTACT = "contact"  # how to reach who complained
    NOTES = "notes"  # why somebody is exempted or joined
    CONSENTS = "consents"
    FACTS = "facts"  # year of birth, neighbourhood, the days of a pledge, until when a seat is kept
    RULES = "rules"  # what of a class's rules somebody in it does not meet any more, in words


class Shown(IntEnum):
    """How much: nothing, the ends (199****1234, w***@example.cn), all of it. Lists never show more than the ends of what leads to somebody."""

    NOTHING = 0
    ENDS = 1
    ALL = 2


KEEPS = dict.fromkeys(set(Field) - {Field.CONSENTS}, Shown.ALL)
TABLE: Mapping[Role, Mapping[Field, Shown]] = {
    Role.LEARNER: {},
    Role.TEACHER: {Field.NAME: Shown.ALL, Field.RULES: Shown.ALL},  # who has to stop in class, and why
    Role.ASSESSOR: {Field.NAME: Shown.ALL},
    Role.SCHOOL_HEAD: {Field.NAME: Shown.ALL, Field.NOTES: Shown.ALL},  # approves exemptions and corrections
    Role.COMMITTEE: {Field.NAME: Shown.ALL, Field.NOTES: Shown.ALL},  # reads why somebody is exempted
    Role.DESK: {
        Field.NAME: Shown.ALL,
        Field.LOGIN: Shown.ENDS,
        Field.PHONE: Shown.ENDS,
        Field.CALLED: Shown.ALL,
        Field.CONTACT: Shown.ALL,
        Field.FACTS: Shown.ALL,
    },
    Role.STAFF: KEEPS,
    Role.ADMINISTRATOR: KEEPS,
}
REACHES = frozenset({Field.LOGIN, Field.PHONE, Field.EMAIL})  # what leads to somebody, and what she signs in with


def level(viewer: Any, field: Field) -> Shown:
    """How much of this field of other people somebody sees: the most that one of her roles allows."""
    return max((TABLE[role].get(field, Shown.NOTHING) for role in roles_of(viewer)), default=Shown.NOTHING)


def shows(viewer: Any, field: Field, *, whole: bool = False) -> bool:
    """Whether she sees it at all; `whole`: all of it."""
    return level(viewer, field) >= (Shown.ALL if whole else Shown.ENDS)


def in_list(viewer: Any, field: Field, value: str | None) -> str:
    """A value as a list or a page beside others shows it: "" when it is none of her business."""
    if not value or not shows(viewer, field):
        return ""
    return ends(value) if field in REACHES else value


def ends(value: str) -> str:
    """The ends of a phone number or an address; a user name that is neither says nothing by itself."""
    if "@" in value:
        name, _, host = value.rpartition("@")
        return f"{name[:1]}***@{host}"
    return phone_ends(value) if PHONE.fullmatch(value) else value
