"""Use of a course by others: at a venue or a school as it is, or as an adapted copy. Its authors are named at each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext

from college import caching
from college.duties import schools_of
from college.errors import Invalid, NotAllowed, NotFound
from college.models import School, Teacher, User, Venue
from college.roles import KEEPERS, Role, has_role, is_keeper
from courses.catalogue.errors import NotReleased, UsedAlready
from courses.catalogue.models import CoursePage, CourseVersion, Origin, Release, Rollout
from courses.catalogue.models.stages import asker

OFFICE = (*KEEPERS, Role.SCHOOL_HEAD)
Places = Callable[[int], Iterable[str]]
_elsewhere: list[Places] = []


def register(places: Places) -> None:
    """An upper room says where a course (by its key) is held: names of venues. Called once, when the rooms are wired."""
    _elsewhere.append(places)


@dataclass(frozen=True)
class Use:
    """Where and by whom a course is used. `places` has each name once: those that took it over and those where classes are held."""

    rollouts: tuple[Rollout, ...]
    places: tuple[str, ...]
    copies: tuple[CoursePage, ...]
    released: bool


def use_of(course: CoursePage) -> Use:
    """Constant queries. Copies are the published ones."""
    rollouts = tuple(Rollout.objects.filter(course=course).select_related("venue", "school"))
    held = [name for places in _elsewhere for name in places(course.pk)]
    copies = CoursePage.objects.live().public().filter(origin__course=course).select_related("school").order_by("origin__made_at")
    released = Release.objects.filter(course=course, ended_at__isnull=True).exists()
    return Use(rollouts, tuple(dict.fromkeys([*(one.place for one in rollouts), *held])), tuple(copies), released)


def may_use(user: User) -> bool:
    """The office takes courses over for its venues and its school."""
    return has_role(user, *OFFICE)


def take_over(*, course: CoursePage, by: User, since: date, venue: Venue | None = None, school: School | None = None, note: str = "") -> Rollout:
    """A venue or a school uses the course from a day on. Raises NotAllowed, NotReleased, Invalid, UsedAlready."""
    if not may_use(by):
        raise NotAllowed
    if (venue is None) == (school is None):
        raise Invalid(gettext("Please choose one venue or one school."))
    schools = schools_of(by, *OFFICE)
    if school is not None and schools is not None and school.pk not in schools:
        raise NotAllowed
    if not (course.live and Release.objects.filter(course=course, ended_at__isnull=True).exists()):
        raise NotReleased
    try:
        with transaction.atomic():
            rollout = Rollout.objects.create(course=course, venue=venue, school=school, since=since, by=by, note=note.strip()[:120])
    except IntegrityError as twice:
        raise UsedAlready from twice
    caching.changed(caching.course(course.pk))
    return rollout


def give_back(*, course: CoursePage, rollout_id: int, by: User) -> None:
    """The place uses the course no longer. Who entered it may, and who keeps the course. Raises NotFound and NotAllowed."""
    rollout = Rollout.objects.filter(pk=rollout_id, course=course).first()
    if rollout is None:
        raise NotFound
    if not may_use(by) or not (rollout.by_id == by.pk or asker(by, course).keeper):
        raise NotAllowed
    rollout.delete()
    caching.changed(caching.course(course.pk))


def may_adapt(user: User) -> bool:
    """Whoever makes courses may begin from one that was released."""
    return has_role(user, Role.TEACHER, *OFFICE)


def adapt(*, course: CoursePage, by: User, now: datetime) -> CoursePage:
    """A draft of one's own, made from what is published. Raises NotAllowed and NotReleased."""
    if not may_adapt(by):
        raise NotAllowed
    if not (course.live and Release.objects.filter(course=course, ended_at__isnull=True).exists()):
        raise NotReleased
    title = gettext("%(title)s (adapted)") % {"title": course.title}
    with transaction.atomic():
        made: CoursePage = course.copy(user=by, copy_revisions=False, keep_live=False, update_attrs={"title": title, "slug": _free_slug(course, now)})
        remember_origin(copy=made, source=course, by=by, now=now)
        schools = schools_of(by, *OFFICE) if is_keeper(by) or has_role(by, Role.SCHOOL_HEAD) else None
        if schools and course.school_id not in schools:
            made.school_id = min(schools)
            made.save_revision(user=by)
    return made


def _free_slug(course: CoursePage, now: datetime) -> str:
    stem = slugify(f"{course.slug}-{now:%Y%m%d}", allow_unicode=True)
    taken = set(CoursePage.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for number in range(1, len(taken) + 2) if (slug := stem if number == 1 else f"{stem}-{number}") not in taken)


def remember_origin(*, copy: CoursePage, source: CoursePage, by: User | None, now: datetime) -> Origin:
    """Write down what a copy was made from; whoever copies, by whatever door, cannot leave it out. Once more changes nothing."""
    names = pgettext("between the entries of a list", ", ").join(authors_of(source))
    made, _new = Origin.objects.get_or_create(
        copy=copy,
        defaults={
            "course": source,
            "version": CourseVersion.objects.filter(course=source).order_by("-number").first(),
            "title": source.title,
            "authors": names[:500],
            "school": source.school.name if source.school else "",
            "made_at": now,
            "made_by": by,
        },
    )
    caching.changed(caching.course(source.pk))
    return made


def authors_of(course: CoursePage) -> list[str]:
    """Whose work a course is: who made it, then who teaches it; each once."""
    maker = Teacher.objects.filter(user=course.owner_id).values_list("name", flat=True).first() if course.owner_id else None
    if maker is None and course.owner is not None:
        maker = course.owner.display_name
    return list(dict.fromkeys(name for name in [maker or "", *(teacher.name for teacher in course.teachers)] if name))
