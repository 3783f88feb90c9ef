"""What follows from what allauth did."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import APIToken

from college.models import User


@receiver([password_changed, password_reset])
def end_tokens(user: User, **kwargs: Any) -> None:
    """Whoever changes her password after a loss means all keys."""
    APIToken.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=timezone.now())
