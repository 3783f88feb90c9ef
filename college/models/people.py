"""People: the account everybody has, and the teacher of the public pool. Tokens for programs are Wagtail's `APIToken`."""

import re

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PHONE = re.compile(r"\+\d{7,15}")


def phone_ends(phone: str) -> str:
    """Of a number in the form +86… the ends: 199****1234."""
    local = phone.removeprefix("+86")
    return f"{local[:3]}****{local[-4:]}"


class User(AbstractUser):
    """An account: a user name, an e-mail address or a phone number, a password, and nothing else that is required."""

    first_name = None  # type: ignore[assignment]  # one name, as people here write it
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone number"), max_length=20, null=True, blank=True, db_index=True, help_text=_("In the form +8619900000000."))
    phone_shared = models.BooleanField(_("shares the phone of somebody else"), default=False, db_default=False)
    phone_verified = models.BooleanField(default=False)
    display_name = models.CharField(_("name to show"), max_length=60, blank=True)
    mail_notices = models.BooleanField(_("notices by e-mail"), default=True, db_default=True)
    sms_notices = models.BooleanField(_("urgent notices by SMS"), default=True, db_default=True)
    served_by_phone = models.BooleanField(
        _("served by phone"),
        default=False,
        db_default=False,
        help_text=_("The front desk calls about offers of seats, which are then held for 48 hours instead of 24."),
    )

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"
        constraints = [
            models.UniqueConstraint(
                fields=["phone"],
                condition=Q(phone_shared=False),
                name="phone_of_one_person",
                violation_error_message=_("This number belongs to somebody already. Who shares a phone gets an account at the desk."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.display_name or self.shown_login

    def get_short_name(self) -> str:
        return self.get_full_name()

    @property
    def shown_login(self) -> str:
        """The user name; of a phone number only the ends, since a screen is seen by others."""
        return phone_ends(self.username) if PHONE.fullmatch(self.username) else self.username


class Teacher(models.Model):
    """A teacher (主讲) of the public pool. The account is optional: guests teach too."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("address"), max_length=80, unique=True, allow_unicode=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, verbose_name=_("account"), null=True, blank=True, on_delete=models.SET_NULL, related_name="teacher")
    title = models.CharField(pgettext_lazy("of a teacher", "title"), max_length=80, blank=True, help_text=_("Such as: community doctor, retired art teacher."))
    bio = models.TextField(_("introduction"), blank=True)
    schools = models.ManyToManyField("college.School", verbose_name=_("schools"), blank=True, related_name="teachers")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("teacher")
        verbose_name_plural = _("teachers")
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="teacher_has_name", violation_error_message=_("Please enter a name."))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("search:teacher", args=[self.slug])

    @property
    def surname(self) -> str:
        """The first character, which the seal shows where there is no portrait."""
        return self.name[:1]
