"""What a person may do with course pages, beside the permissions that groups have in the tree.

A teacher's group may only add courses. Her own ones, and those she teaches, she edits and publishes too: this is said here, so that
every door of Wagtail (edit, bulk, history, revisions) which asks the page gets the same answer, and a stranger's course stays shut.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import PagePermissionTester

from college.roles import Role, has_role

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
    """Adds the rights of the course's own teachers."""

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser and is_own(user, page):
            self.permissions = self.permissions | OWN


class CourseIndexPermissions(PagePermissionTester):
    """A teacher may publish the course that she is just adding; reordering and publishing the list itself stay with staff."""

    def can_publish_subpage(self) -> bool:
        return super().can_publish_subpage() or (self.can_add_subpage() and has_role(self.user, Role.TEACHER))
