"""The files that courses are made from."""

from __future__ import annotations

from hashlib import sha256
from typing import IO, Any, cast

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from college.roles import Role, has_role, is_keeper
from courses.catalogue.errors import FILE_PROBLEMS
from courses.catalogue.models.describing import DESCRIBED, Described
from courses.catalogue.models.permissions import beyond_her_schools, taught_ids
from courses.catalogue.models.scope import OFFICE, is_scoped, of_her_schools
from courses.catalogue.rules.files import PAPERS, extension, problem_of
from courses.catalogue.rules.photos import without_places

USES = ("outline_of", "lesson_plan_of", "handout_of", "slides_of", "material_of__page", "design_uses__unit__page")  # how courses name a file


def content_fits(value: FieldFile) -> None:
    """Refuses a new upload by its content. A stored file was checked when it came and is not read again."""
    if getattr(value, "_committed", False):
        return
    stream = value.open("rb")
    problem = problem_of(stream.file, value.name or "", value.size)
    stream.seek(0)
    if problem:
        raise ValidationError(FILE_PROBLEMS[problem], code=problem.value)


def placeless(file: File[Any]) -> File[Any]:
    """A good file as it is kept: the same one, unless its photographs say where they were taken."""
    made = without_places(cast(IO[bytes], file.file), file.name or "")
    file.seek(0)
    return file if made is None else ContentFile(made, name=(file.name or "").rsplit("/", 1)[-1])


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
        """What somebody who works here may see in lists and choose: own files and the library; for staff and heads those of their schools."""
        office = is_keeper(user) or has_role(user, Role.SCHOOL_HEAD)
        if office and not is_scoped(user):
            return self.all()
        if not (office or has_role(user, Role.TEACHER)):
            return self.none()
        from courses.catalogue.models.pages import CoursePage

        hers = Q(owner=user) | Q(pk__in=taught_ids(user))
        own = CoursePage.objects.filter(hers | of_her_schools(user, *OFFICE) if office else hers).values("pk")
        wanted = Q(uploaded_by_user=user) | Q(shared=True)
        wanted |= Q(pk__in=CourseDocument.objects.filter(topic_files__topic__topic_people__teacher__user=user).values("pk"))
        for use in USES:
            wanted |= Q(pk__in=CourseDocument.objects.filter(**{f"{use}__in": own}).values("pk"))
        return self.filter(wanted)

    def used_beyond(self, user: Any) -> Q:
        """Files that others brought and that a course of another school uses."""
        beyond = beyond_her_schools(user).values("pk")
        used = Q()
        for use in USES:
            used |= Q(pk__in=CourseDocument.objects.filter(**{f"{use}__in": beyond}).values("pk"))
        return used & ~Q(uploaded_by_user=user)


class CourseDocument(Described, AbstractDocument):
    """A file of a course or of the library. Who may read it is decided by the courses that use it (`domain.may_read`).

    The row is the file as it is now; each content that it has or had is a `DocumentVersion`.
    """

    file = models.FileField(upload_to="documents", verbose_name=_("file"), validators=[content_fits])
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)  # of the content; what was read from it goes by it
    slide_count = models.PositiveSmallIntegerField(_("number of pages"), null=True, blank=True, editable=False)
    text = models.TextField(blank=True, editable=False)
    extracted_at = models.DateTimeField(null=True, blank=True, editable=False)

    _versioned = ""  # the file whose version is known to be kept
    version_by: Any = None  # who replaces the file, and what she says of it; taken over by the next version
    version_note = ""

    objects = CourseDocumentQuerySet.as_manager()
    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("course file")
        verbose_name_plural = _("course files")
        indexes = [models.Index(fields=["id"], condition=models.Q(extracted_at__isnull=True), name="course_file_unread")]
        constraints = DESCRIBED

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new file behind an old title has other words. Its size is taken now: Wagtail would write it when a page first asks for it.

        What was read from a content stays with that content (`Reading`), so that an older version keeps its own.
        """
        if self.file and not getattr(self.file, "_committed", True):
            self.file = placeless(self.file.file)  # type: ignore[assignment]
            self.takes(size=self.file.size, sha256=hash_of(self.file))
            self.file.save(self.file.name or "", self.file.file, save=False)  # now, before the transaction
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self.file and self.file.name != self._versioned:
                self.keep_version()

    def takes(self, *, size: int, sha256: str) -> None:
        """The stored file that was just assigned has this size in bytes and this hash; its words are still to be read."""
        self.text, self.slide_count, self.extracted_at = "", None, None
        self.file_size, self.sha256, self.file_hash = size, sha256, ""

    def keep_version(self) -> None:
        """A content that no version holds yet becomes the next one."""
        last = self.versions.first()
        if last is None or last.file.name != self.file.name:
            self.version = last.number + 1 if last else 1
            kept = {"file": self.file.name, "size": self.file_size or 0, "sha256": self.sha256, "by": self.version_by or self.uploaded_by_user}
            self.versions.create(number=self.version, at=timezone.now() if last else self.created_at, note=self.version_note, **kept)
            type(self).objects.filter(pk=self.pk).exclude(version=self.version).update(version=self.version)
        self._versioned, self.version_by, self.version_note = self.file.name, None, ""

    def going(self) -> None:
        """Said in the transaction that deletes the row: from here on the database lets its versions go with it (triggers.py)."""
        type(self).objects.filter(pk=self.pk).update(version=0)

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **kwargs: Any) -> CourseDocument:
        document: CourseDocument = super().from_db(db, field_names, values, **kwargs)
        if "file" in field_names:
            document._versioned = document.file.name or ""
        return document

    @property
    def kind(self) -> str:
        """The ending of its name in small letters: "docx", "pptx", "pdf", "xlsx", "png"…"""
        return extension(self.file.name or "")

    @property
    def is_paper(self) -> bool:
        """True for a file that may be one of the five ones; pictures, tables and plain text are further materials."""
        return self.kind in PAPERS
