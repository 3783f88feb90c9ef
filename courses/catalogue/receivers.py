"""What hurries the reading of new files, what keeps a course's parts from being deleted under it, and which kept pages a change drops."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision, WorkflowState
from wagtail.signals import init_new_page, page_published, page_unpublished, task_submitted, workflow_approved, workflow_cancelled, workflow_rejected
from wagtail.tasks import delete_file_from_storage_task

from college import caching
from college.models import School, Teacher
from courses.catalogue import domain
from courses.catalogue.errors import InUse
from courses.catalogue.errors.topics import TopicKept
from courses.catalogue.models import (
    CourseDocument,
    CoursePage,
    CourseTeacher,
    DocumentVersion,
    Module,
    ModuleCourse,
    Need,
    Prerequisite,
    Reading,
    Survey,
    Topic,
    TopicCourse,
    TopicFile,
    TopicPerson,
)
from courses.catalogue.tasks import make_reading, read_document


@receiver(post_save, sender=CourseDocument)
def _new_file(sender: type, instance: CourseDocument, update_fields: Any = None, **kwargs: Any) -> None:
    """After the commit. A queue that does not answer must not undo the upload: the sweep finds the row."""
    if instance.extracted_at is None and update_fields is None:
        transaction.on_commit(partial(read_document.enqueue, instance.pk), robust=True)


@receiver(post_save, sender=Reading)
def _new_reading(sender: type, instance: Reading, created: bool = False, **kwargs: Any) -> None:
    if created:
        transaction.on_commit(partial(make_reading.enqueue, instance.pk), robust=True)


@receiver(post_delete, sender=CourseDocument)
@receiver(post_delete, sender=DocumentVersion)
def _content_gone(sender: type, instance: CourseDocument | DocumentVersion, **kwargs: Any) -> None:
    """What was read from it goes too, unless another document or version holds the same content."""
    if instance.sha256:
        transaction.on_commit(partial(domain.forget_reading, sha256=instance.sha256), robust=True)


@receiver(init_new_page)
def _begins_with_its_teacher(sender: type, page: Page, **kwargs: Any) -> None:
    """Most people add a course that they teach themselves: one line less to fill in."""
    teacher = Teacher.objects.filter(user=page.owner).first() if isinstance(page, CoursePage) and page.owner else None
    if teacher is not None:
        page.course_teachers = [CourseTeacher(teacher=teacher)]


@receiver(pre_delete, sender=CourseDocument)
def _file_in_use(sender: type, instance: CourseDocument, **kwargs: Any) -> None:
    parts = Q(outline_file=instance) | Q(lesson_plan_file=instance) | Q(handout_file=instance) | Q(slides=instance)
    shown_once = Q(versions__files__document=instance)  # a published version stays readable with its files
    refuse_in_use(instance, parts | Q(materials__document=instance) | Q(units__design_files__document=instance) | shown_once)
    instance.going()


@receiver(pre_delete, sender=Topic)
def _topic_has_history(sender: type, instance: Topic, **kwargs: Any) -> None:
    if not instance.may_go:
        raise TopicKept


@receiver(post_delete, sender=DocumentVersion)
def _version_gone(sender: type, instance: DocumentVersion, **kwargs: Any) -> None:
    """With a file go the contents that it had; the one that it has now Wagtail deletes itself."""
    if not CourseDocument.objects.filter(file=instance.file.name).exists():
        transaction.on_commit(partial(delete_file_from_storage_task.enqueue, instance.file.storage.deconstruct(), instance.file.name), robust=True)


@receiver(pre_delete, sender=Teacher)
def _teacher_in_use(sender: type, instance: Teacher, **kwargs: Any) -> None:
    refuse_in_use(instance, Q(course_teachers__teacher=instance))


@receiver(pre_delete, sender=School)
def _school_in_use(sender: type, instance: School, **kwargs: Any) -> None:
    refuse_in_use(instance, Q(school=instance))


def refuse_in_use(thing: CourseDocument | Teacher | School, uses: Q) -> None:
    """The foreign keys themselves cannot PROTECT: an old revision that names a deleted row could not be opened any more."""
    course = CoursePage.objects.filter(uses).first()
    if course is not None:
        raise InUse(str(thing), course.title)


@receiver([page_published, page_unpublished])
@receiver(post_delete, sender=CoursePage)
def _course_changed(sender: type, instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, CoursePage):
        caching.changed(caching.course(instance.pk), caching.LISTS)


@receiver([post_save, post_delete], sender=Prerequisite)
def _order_changed(sender: type, instance: Prerequisite, **kwargs: Any) -> None:
    """Both courses say it: what is needed first, and where it leads to."""
    caching.changed(caching.course(instance.page_id), caching.course(instance.needs_id))


@receiver(page_published)
def _a_version(sender: type, instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    """Whatever published it: the button, a review, the schedule, many at once, or an action used directly."""
    if isinstance(instance, CoursePage) and revision is not None:
        by = getattr(revision, "published_by", None) or revision.user
        domain.record_version(course=instance, revision=revision, by=by, now=timezone.now())


@receiver(workflow_approved)
def _walked_to_the_end(sender: type, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    if domain.ends_in_release(instance):
        domain.release(course_id=int(instance.object_id), by=user, now=timezone.now())


@receiver([workflow_rejected, workflow_cancelled])
def _on_its_way(sender: type, instance: WorkflowState, **kwargs: Any) -> None:
    caching.changed(caching.course(int(instance.object_id)))


@receiver(task_submitted)
def _one_stage_further(sender: type, instance: Any, **kwargs: Any) -> None:
    caching.changed(caching.course(int(instance.workflow_state.object_id)))


@receiver([post_save, post_delete], sender=CourseDocument)
@receiver([post_save, post_delete], sender=PageViewRestriction)
def _shown_somewhere(sender: type, **kwargs: Any) -> None:
    """A course page says how long and how large its files are; a page may be closed to the public. Neither is worth finding out which."""
    caching.changed(caching.COLLEGE)


@receiver([post_save, post_delete], sender=Module)
@receiver([post_save, post_delete], sender=ModuleCourse)
@receiver([post_save, post_delete], sender=Need)
@receiver([post_save, post_delete], sender=Survey)
@receiver([post_save, post_delete], sender=Topic)
@receiver([post_save, post_delete], sender=TopicCourse)
@receiver([post_save, post_delete], sender=TopicFile)
@receiver([post_save, post_delete], sender=TopicPerson)
def _answered_elsewhere(sender: type, **kwargs: Any) -> None:
    """Modules, needs, topics and surveys are shown by their own pages and by each course that answers them; they change seldom."""
    caching.changed(caching.COLLEGE)
