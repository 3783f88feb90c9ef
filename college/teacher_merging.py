"""One teacher who is kept twice becomes one: everything moves to the row that stays, in one transaction, with a line in the trail.

Each room moves what it has: `register(Mover(...))`. The rules: a course that both teach keeps one link; schools add up; an account goes along, and
two accounts are refused, since which of them is hers only the person knows. What no mover has taken refuses the whole, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.errors import DomainError, Invalid, NotAllowed, NotFound, StillNeeded
from college.likeness import pairs
from college.models import Teacher, TeacherMerge, User

TEXTS = ("name", "title", "bio")  # may be taken from the row that goes
teachers_merged = Signal()  # kept, offered after everything has moved, inside the transaction


@dataclass(frozen=True)
class Mover:
    """What a room moves: its name (lazy), the fields that name a teacher ("courses.offering.teacher"), how many there are, and the move itself."""

    name: str
    label: Any
    fields: tuple[str, ...]
    count: Callable[[Teacher], int]
    move: Callable[[Teacher, Teacher, datetime], None]


_movers: dict[str, Mover] = {}


def register(*movers: Mover) -> None:
    """Called once for each room, when the rooms are wired; lower rooms first."""
    _movers.update({mover.name: mover for mover in movers})


def movers() -> list[Mover]:
    return list(_movers.values())


class OneTeacher(Invalid):
    code = "same_teacher"
    message = gettext_lazy("Please choose two different teachers.")


class TwoAccounts(DomainError):
    code = "two_accounts"
    message = gettext_lazy("Both teachers have an account of their own. Please take the account off the one that is no longer used, then merge.")


def may_merge(user: Any) -> bool:
    return bool(user.is_active and user.has_perm("college.change_teacher") and user.has_perm("college.delete_teacher"))


def proposals(limit: int = 50) -> list[tuple[Teacher, Teacher]]:
    """Pairs whose names are alike, the older row first. Two queries."""
    found = list(pairs(Teacher.objects.order_by("pk").values_list("pk", "name")))[:limit]
    rows = Teacher.objects.select_related("user").in_bulk({key for pair in found for key in pair})
    return [(rows[one], rows[other]) for one, other in found]


def preview(gone: Teacher) -> list[tuple[str, int]]:
    """What would move, in words and numbers; what is none is left out."""
    return [(str(mover.label), number) for mover in movers() if (number := mover.count(gone))]


def merge_teachers(*, kept_id: int, gone_id: int, texts: Mapping[str, str], by: User, now: datetime) -> Teacher:
    """The teacher that stays. `texts` are the name, title and introduction to keep, as chosen; missing ones stay as they are.

    Raises NotAllowed, NotFound, OneTeacher, TwoAccounts, StillNeeded. Asked twice, the second one finds nobody to merge.
    """
    if not may_merge(by):
        raise NotAllowed
    if kept_id == gone_id:
        raise OneTeacher
    with transaction.atomic():
        kept, gone = _locked(kept_id, gone_id)
        if kept.user_id and gone.user_id:
            raise TwoAccounts
        moved = {mover.name: number for mover in movers() if (number := mover.count(gone))}
        facts = {name: getattr(gone, name) for name in TEXTS} | {"schools": [school.code for school in gone.schools.all()]}
        for mover in movers():
            mover.move(kept, gone, now)
        _join(kept, gone, texts)
        TeacherMerge.objects.create(
            kept_slug=kept.slug, kept_name=kept.name, gone_slug=gone.slug, gone_name=gone.name, gone_facts=facts, moved=moved, by_name=by.username, at=now
        )
        teachers_merged.send(Teacher, kept=kept)
    return kept


def _locked(kept_id: int, gone_id: int) -> tuple[Teacher, Teacher]:
    """Both rows, locked in the order of their keys, so that two who merge the same pair the other way round wait instead of blocking each other."""
    rows = {row.pk: row for row in Teacher.objects.select_for_update(of=("self",)).filter(pk__in=(kept_id, gone_id)).order_by("pk")}
    if len(rows) < 2:
        raise NotFound
    return rows[kept_id], rows[gone_id]


def _join(kept: Teacher, gone: Teacher, texts: Mapping[str, str]) -> None:
    """The row that goes is deleted only when nothing names it any more."""
    if left := named_by(gone):
        raise StillNeeded(_("Nothing was changed: %s still name this teacher, and nobody has said how to move them.") % ", ".join(left))
    kept.schools.add(*gone.schools.all())
    account = gone.user
    gone_pk = gone.pk
    Teacher.objects.filter(pk=gone_pk).update(user=None)
    gone.delete()
    kept.user = kept.user or account
    for name in TEXTS:
        if name in texts:
            setattr(kept, name, texts[name])
    kept.full_clean()
    kept.save()


def fields_naming_a_teacher() -> dict[str, Any]:
    """Every foreign key or list of the whole program that names a teacher, but for her own schools: "courses.offering.teacher" and the relation."""
    relations = [relation for relation in Teacher._meta.get_fields(include_hidden=True) if relation.auto_created and not relation.concrete]
    ours = [relation for relation in relations if not relation.related_model._meta.auto_created]
    return {f"{relation.related_model._meta.label_lower}.{relation.field.name}": relation for relation in ours}


def named_by(teacher: Teacher) -> list[str]:
    """The names of what still names this teacher, in words."""
    left = []
    for relation in fields_naming_a_teacher().values():
        if relation.related_model._base_manager.filter(**{relation.field.name: teacher.pk}).exists():
            left.append(str(relation.related_model._meta.verbose_name_plural))
    return left


def moved_to(slug: str) -> str:
    """The address that a merged teacher has now, "" when there was none; follows merges of merges."""
    seen = {slug}
    while (step := TeacherMerge.objects.filter(gone_slug=slug).values_list("kept_slug", flat=True).first()) and step not in seen:
        slug = step
        seen.add(step)
        if Teacher.objects.filter(slug=slug).exists():
            return slug
    return ""


def moving(name: str, label: Any, model: Any, field: str = "teacher", **also: Any) -> Mover:
    """The mover of rows that simply name another teacher from now on."""
    path = f"{model._meta.label_lower}.{field}"

    def move(kept: Teacher, gone: Teacher, now: datetime) -> None:
        model._base_manager.filter(**{field: gone}).update(**{field: kept}, **dict.fromkeys(also.get("touch", ()), now))

    return Mover(name, label, (path,), lambda gone: model._base_manager.filter(**{field: gone}).count(), move)
