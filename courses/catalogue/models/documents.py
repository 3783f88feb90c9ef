"""The files that courses are made from."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from college.roles import Role, has_role, is_keeper
from courses.catalogue.errors import FILE_PROBLEMS
from courses.catalogue.models.permissions import taught_ids
from courses.catalogue.rules.files import extension, problem_of

USES = ("outline_of", "lesson_plan_of", "handout_of", "slides_of", "design_uses__unit__page")  # how courses name a file


def content_fits(value: FieldFile) -> None:
    """Refuses a new upload by its content. A stored file was checked when it came and is not read again."""
    if getattr(value, "_committed", False):
        return
    stream = value.open("rb")
    problem = problem_of(stream.file, value.name or "", value.size)
    stream.seek(0)
    if problem:
        raise ValidationError(FILE_PROBLEMS[problem], code=problem.value)


def hash_of(file: FieldFile) -> str:
    """The SHA-256 of a file's content in hexadecimal digits; the file is left at its beginning."""
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class CourseDocumentQuerySet(models.QuerySet["CourseDocument"]):
    def unread(self) -> CourseDocumentQuerySet:
        """Files whose text was not taken out yet: the work orders of the sweep."""
        return self.filter(extracted_at__isnull=True)

    def readable_by(self, user: Any) -> CourseDocumentQuerySet:
        """What somebody who works here may see in lists and choose: files of her own courses and uploads; for staff and heads all."""
        if is_keeper(user) or has_role(user, Role.SCHOOL_HEAD):
            return self.all()
        if not has_role(user, Role.TEACHER):
            return self.none()
        from courses.catalogue.models.pages import CoursePage

        own = CoursePage.objects.filter(Q(owner=user) | Q(pk__in=taught_ids(user))).values("pk")
        wanted = Q(uploaded_by_user=user)
        for use in USES:
            wanted |= Q(pk__in=CourseDocument.objects.filter(**{f"{use}__in": own}).values("pk"))
        return self.filter(wanted)


class CourseDocument(AbstractDocument):
    """A file of a course. Who may read it is decided by the courses that use it (`domain.may_read`)."""

    file = models.FileField(upload_to="documents", verbose_name=_("file"), validators=[content_fits])
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)  # of the content; what was read from it goes by it
    slide_count = models.PositiveSmallIntegerField(_("number of pages"), null=True, blank=True, editable=False)
    text = models.TextField(blank=True, editable=False)
    extracted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CourseDocumentQuerySet.as_manager()
    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("course file")
        verbose_name_plural = _("course files")
        indexes = [models.Index(fields=["id"], condition=models.Q(extracted_at__isnull=True), name="course_file_unread")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new file behind an old title has other words. Its size is taken now: Wagtail would write it when a page first asks for it.

        What was read from a content stays with that content (`Reading`), so that an older version keeps its own.
        """
        if self.file and not getattr(self.file, "_committed", True):
            self.text, self.slide_count, self.extracted_at = "", None, None
            self.file_size, self.sha256 = self.file.size, hash_of(self.file)
        super().save(*args, **kwargs)

    @property
    def kind(self) -> str:
        """ "docx", "pptx" or "pdf"."""
        return extension(self.file.name or "")
