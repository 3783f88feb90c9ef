"""What the library says of a file: what it is, whose work it is, under which licence it may be used, and whether every teacher may choose it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Purpose(models.TextChoices):
    """What a file is for. The first four are those of the five ones that come as files."""

    OUTLINE = "outline", pgettext_lazy("kind of file", "Outline")
    LESSON_PLAN = "lesson_plan", pgettext_lazy("kind of file", "Lesson plan")
    HANDOUT = "handout", pgettext_lazy("kind of file", "Handout")
    SLIDES = "slides", pgettext_lazy("kind of file", "PPT")
    CASE = "case", pgettext_lazy("kind of file", "Case")
    PICTURE = "picture", pgettext_lazy("kind of file", "Picture")
    TABLE = "table", pgettext_lazy("kind of file", "Table or form")
    OTHER = "other", pgettext_lazy("kind of file", "Other")


class Licence(models.TextChoices):
    """Under which condition the file may be used. The names of the licences are the same in every language."""

    OWN = "own", _("Made by our college")
    CC_BY = "cc_by", "CC BY 4.0"
    CC_BY_SA = "cc_by_sa", "CC BY-SA 4.0"
    CC_BY_NC = "cc_by_nc", "CC BY-NC 4.0"
    PUBLIC_DOMAIN = "public_domain", _("Public domain")
    PERMISSION = "permission", _("With permission of the author")


LICENCE_PAGES = {  # what each asks for, at the licence's own home
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.zh-hans",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/deed.zh-hans",
}


class Described(models.Model):
    """The fields of the library, beside the file and its title."""

    purpose = models.CharField(_("what it is"), max_length=12, choices=Purpose.choices, default=Purpose.OTHER, db_index=True)
    licence = models.CharField(_("licence"), max_length=14, choices=Licence.choices, default=Licence.OWN)
    licence_note = models.CharField(
        _("note about the licence"), max_length=200, blank=True, help_text=_("Who gave the permission and when, or what else is to be said.")
    )
    credit = models.CharField(
        _("author or source"), max_length=200, blank=True, help_text=_("As it shall stand beside the file, such as “Photograph: Zhou Wen”.")
    )
    description = models.TextField(_("what it is good for"), max_length=2000, blank=True)
    shared = models.BooleanField(_("in the library: every teacher may use it"), default=False, db_index=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def licence_page(self) -> str:
        """Where the licence is explained; "" for those without a page of their own."""
        return LICENCE_PAGES.get(Licence(self.licence), "")


DESCRIBED = [
    models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="course_file_purpose_is_known"),
    models.CheckConstraint(condition=Q(licence__in=Licence.values), name="course_file_licence_is_known"),
    models.CheckConstraint(
        condition=~Q(purpose="lesson_plan", shared=True),
        name="course_file_plan_is_not_shared",
        violation_error_message=_("A lesson plan stays with its teachers: it cannot be put into the library."),
    ),
    models.CheckConstraint(
        condition=~Q(licence="permission", licence_note=""),
        name="course_file_permission_says_whose",
        violation_error_message=_("Please say in the note who gave the permission."),
    ),
]
