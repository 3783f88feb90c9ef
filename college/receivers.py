"""What follows from what allauth did, and from a change of what every page shows."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, user_signed_up
from django.core.files.base import ContentFile
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import APIToken

from college import caching, consents
from college.models import Equipment, HomePage, MapLine, Neighbourhood, Room, School, Teacher, Term, User, Venue
from college.rules.photos import FORMS, cleaned

EVERYWHERE = (School, Venue, Room, Equipment, Neighbourhood, MapLine, Term, Teacher, HomePage)


@receiver([password_changed, password_reset])
def end_tokens(user: User, **kwargs: Any) -> None:
    """Whoever changes her password after a loss means all keys."""
    APIToken.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=timezone.now())


@receiver(user_signed_up)
def agreed(user: User, **kwargs: Any) -> None:
    """The words about what is kept stand beside the button that makes the account."""
    consents.give(user=user, code="account", now=timezone.now())


@receiver(pre_save, sender=Image)
def _says_no_place(instance: Image, **kwargs: Any) -> None:
    """A picture of Wagtail's is kept without what it says about where it was taken; the form has found it to be one."""
    if not instance.file or instance.file._committed:
        return
    form, data = FORMS.get(instance.file.name.rsplit(".", 1)[-1].lower()), instance.file.read()
    instance.file.seek(0)
    if form and (made := cleaned(data, form)) != data:
        instance.file = ContentFile(made, name=instance.file.name.rsplit("/", 1)[-1])
        instance._set_image_file_metadata()


def _on_every_page(sender: type, **kwargs: Any) -> None:
    """Places, terms, schools and teachers stand on pages of all rooms, and change a few times a term."""
    caching.changed(caching.COLLEGE)


for noun in EVERYWHERE:
    post_save.connect(_on_every_page, sender=noun)
    post_delete.connect(_on_every_page, sender=noun)
m2m_changed.connect(_on_every_page, sender=Teacher.schools.through)
m2m_changed.connect(_on_every_page, sender=Room.equipment.through)
