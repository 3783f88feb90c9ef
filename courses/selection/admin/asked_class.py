"""A new class in the office, also one that is made for people who asked for it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property

from college.admin_verbs import VerbCreateView
from courses.selection.domain import requests as domain
from courses.selection.models import CourseRequest, Offering


class OfferingCreateView(VerbCreateView):
    """A new class; with `?request=` it is made for people who asked for it, who are then told."""

    @cached_property
    def asked(self) -> CourseRequest | None:
        key = self.request.GET.get("request", "")
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            return None
        return domain.request_to_settle(request_id=int(key), by=self.request.user)

    def get_initial(self) -> dict[str, Any]:
        asked = self.asked
        if asked is None:
            return dict(super().get_initial())
        label = str(asked.neighbourhood or "")[:40]
        return {**super().get_initial(), "course": asked.course_id, "venue": asked.venue_id, "label": label, "capacity": max(asked.needed, asked.names_count)}

    def get_add_url(self) -> str:
        return f"{super().get_add_url()}{f'?request={self.asked.pk}' if self.asked else ''}"

    def save_instance(self) -> Offering:
        offering: Offering = super().save_instance()
        if self.asked:
            domain.schedule(request_id=self.asked.pk, offering=offering, by=self.request.user, now=timezone.now())
        return offering
