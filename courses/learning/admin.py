"""The office's desk for learning: what counts as completed, and the lists that teachers have not confirmed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSet

from college import desks
from college.waiting import Waiting
from courses.learning.models import CompletionPolicy
from courses.selection.models import Lesson, Offering

RECENT = timedelta(days=60)  # what nobody confirmed for longer will not be confirmed any more


class CompletionPolicyViewSet(ModelViewSet):
    model = CompletionPolicy
    icon = "success"
    menu_label = _("What counts as completed")
    menu_hook = desks.TEACHING
    menu_order = 20
    name = "completion_policy"
    copy_view_enabled = False
    list_display = ["valid_from", "valid_until", "attendance_percent", "unlock_percent", "pass_percent", "tries"]
    panels = [
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("attendance_percent"),
        FieldPanel("unlock_percent"),
        FieldRowPanel([FieldPanel("pass_percent"), FieldPanel("tries")]),
    ]


def without_roll_call(user: Any) -> int:
    """Lessons of the last weeks whose list nobody has confirmed, in classes that somebody attends and this office keeps."""
    now = timezone.now()
    held = Lesson.objects.filter(ends_at__range=(now - RECENT, now), roll_call__isnull=True, offering__seats_taken__gt=0)
    return held.filter(offering__in=Offering.objects.kept_by(user)).exclude(offering__state=Offering.State.CANCELLED).count()


VIEWSETS = (CompletionPolicyViewSet,)
WAITING = (Waiting(_("Lessons without a confirmed list"), without_roll_call, lambda: reverse("selection:teach"), order=20, personal=True),)
