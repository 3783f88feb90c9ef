"""Who looked at whose data: written by whoever shows it, read by the person it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from college.models import AccessLog, User
from college.models.duties import ROLE_CHOICES
from college.roles import Role

ROLE_WORDS = {Role(code): words for code, words in ROLE_CHOICES}


def record(*, actor: User, role: Role, subjects: Iterable[int], action: AccessLog.Action, topic: str, now: datetime) -> int:
    """Write one line for each subject (primary keys of users), in one query; one's own data leaves no line. Returns how many.

    `role` is the one in which the actor looks, `topic` what was looked at, such as "report:2026".
    """
    lines = [
        AccessLog(actor=actor, actor_role=role.value, subject_id=subject, action=action, topic=topic, at=now)
        for subject in dict.fromkeys(subjects)
        if subject != actor.pk
    ]
    AccessLog.objects.bulk_create(lines)
    return len(lines)


def record_export(*, actor: User, role: Role | None, subjects: Iterable[int], topic: str, now: datetime) -> int:
    """An export leaves a line for everybody who is in it, also for whoever takes it: what is on a stick is out of the house."""
    lines = [
        AccessLog(actor=actor, actor_role=role.value if role else "", subject_id=subject, action=AccessLog.Action.EXPORT, topic=topic[:60], at=now)
        for subject in dict.fromkeys(subjects)
    ]
    AccessLog.objects.bulk_create(lines, batch_size=1000)
    return len(lines)


def accesses_of(user: User) -> QuerySet[AccessLog]:
    """The lines about somebody, latest first, with who looked."""
    return AccessLog.objects.filter(subject=user).select_related("actor").order_by("-at", "-pk")


def who_looked(line: AccessLog) -> str:
    """The role in words, with the name to show when there is one; never a user name."""
    role = str(ROLE_WORDS.get(Role(line.actor_role), "")) if line.actor_role in set(Role) else ""
    name = line.actor.display_name if line.actor else ""
    return " ".join(part for part in (role, name) if part)
