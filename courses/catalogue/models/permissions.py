"""What a person may do with course pages, beside the permissions that groups have in the tree.

A teacher's group may only add courses. Her own ones, and those she teaches, she edits and publishes too: this is said here, so that
every door of Wagtail (edit, bulk, history, revisions) which asks the page gets the same answer, and a stranger's course stays shut.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import PagePermissionTester
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from college.roles import Role, has_role, is_keeper
from courses.catalogue.models.scope import OFFICE, covers, is_scoped, of_her_schools

OWN = frozenset({"change", "publish"})


def is_own(user: Any, page: Any) -> bool:
    """True when the user made this course or teaches it. One query, kept on the user for lists."""
    if not has_role(user, Role.TEACHER):
        return False
    if page.owner_id == user.pk:
        return True
    kept = getattr(user, "_taught_courses", None)
    if kept is None:
        kept = user._taught_courses = frozenset(taught_ids(user))
    return page.pk in kept


def taught_ids(user: Any) -> list[int]:
    from courses.catalogue.models.pages import CourseTeacher

    return list(CourseTeacher.objects.filter(teacher__user=user).values_list("page_id", flat=True))


class CoursePermissions(PagePermissionTester):
    """Adds the rights of the course's own teachers, and takes away those of another school's office."""

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser:
            if is_scoped(user) and not covers(user, page.school_id, *OFFICE):
                self.permissions = self.permissions & {"add"}  # to write a course of one's own
            if is_own(user, page):
                self.permissions = self.permissions | OWN


class CourseIndexPermissions(PagePermissionTester):
    """A teacher may publish the course that she is just adding; reordering and publishing the list itself stay with staff."""

    def can_publish_subpage(self) -> bool:
        return super().can_publish_subpage() or (self.can_add_subpage() and has_role(self.user, Role.TEACHER))


def only_teaches(user: Any) -> bool:
    """True for a teacher who has no wider duty: what she is shown are her own courses and files."""
    return has_role(user, Role.TEACHER) and not (is_keeper(user) or has_role(user, Role.SCHOOL_HEAD))


def foreign_courses(user: Any) -> QuerySet[Any]:
    """The courses with which a teacher has nothing to do."""
    from courses.catalogue.models.pages import CoursePage

    return CoursePage.objects.exclude(Q(owner=user) | Q(pk__in=taught_ids(user)))


def beyond_her_schools(user: Any) -> QuerySet[Any]:
    """The courses of schools for which somebody of the office does not act; what she made or teaches herself is hers."""
    return foreign_courses(user).exclude(of_her_schools(user, *OFFICE))


class CoursePolicy(PagePermissionPolicy):
    """What every list, search, report and address of the admin asks: to add courses, a teacher need not see those of her colleagues.

    The office of one school sees of the others what everybody sees, and changes nothing there.
    """

    def explorable_instances(self, user: Any) -> QuerySet[Any]:
        pages = super().explorable_instances(user)
        if only_teaches(user):
            return pages.exclude(pk__in=foreign_courses(user).values("pk"))
        return pages.exclude(pk__in=beyond_her_schools(user).filter(live=False).values("pk")) if is_scoped(user) else pages

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        pages = super().instances_user_has_any_permission_for(user, actions)
        return pages.exclude(pk__in=beyond_her_schools(user).values("pk")) if is_scoped(user) else pages

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        allowed = bool(super().user_has_any_permission_for_instance(user, actions, instance))
        return allowed and not (is_scoped(user) and beyond_her_schools(user).filter(pk=instance.pk).exists())


class FilePolicy(CollectionOwnershipPermissionPolicy):
    """The same for files. All stand in one collection, so that the collection says nothing about whose they are."""

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        allowed = bool(super().user_has_any_permission_for_instance(user, actions, instance))
        return allowed and (not self.is_narrow(user) or self.hers(user, actions).filter(pk=instance.pk).exists())

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        files = super().instances_user_has_any_permission_for(user, actions)
        return files.filter(pk__in=self.hers(user, actions).values("pk")) if self.is_narrow(user) else files

    def hers(self, user: Any, actions: Any) -> QuerySet[Any]:
        """What she may read; to change it, the office of one school must not change with it the course of another one."""
        files = self.readable(user)
        return files if "choose" in actions or not is_scoped(user) else files.exclude(self.model.objects.used_beyond(user))

    @staticmethod
    def is_narrow(user: Any) -> bool:
        return only_teaches(user) or is_scoped(user)

    def readable(self, user: Any) -> QuerySet[Any]:
        return self.model.objects.readable_by(user)
