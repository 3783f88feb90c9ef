"""Who and what a lesson keeps busy. Nobody writes these rows: the database keeps them (booking_triggers.py), whoever changes a lesson or its class."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.selection.models.offerings import Lesson


class Booking(models.Model):
    """One lesson's teacher and room for its time, as they are held: a cancelled class has none, a class online no room.

    A change of the class moves the bookings of lessons to come; what is over stays as it was held. Two bookings of one room or one teacher never
    overlap, across all schools; `is_known` ones did before the database refused it, and stand in the office's list until they are changed.
    """

    lesson = models.OneToOneField(Lesson, verbose_name=_("lesson"), primary_key=True, on_delete=models.CASCADE, related_name="booking")
    room = models.ForeignKey("college.Room", verbose_name=_("room"), null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    teacher = models.ForeignKey("college.Teacher", verbose_name=_("teacher"), null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    is_known = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("of a room or a teacher", "booking")
        verbose_name_plural = pgettext_lazy("of a room or a teacher", "bookings")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["room", "ends_at"], name="booking_of_room"),
            models.Index(fields=["teacher", "ends_at"], name="booking_of_teacher"),
            models.Index(fields=["lesson"], condition=models.Q(is_known=True), name="booking_known"),
        ]

    def __str__(self) -> str:
        return str(self.lesson)
