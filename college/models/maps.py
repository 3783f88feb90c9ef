"""Where things are: points that staff set on the college's own map, the neighbourhoods (小区) people come from, and the lines drawn for orientation.

No learner's position is asked for or kept: somebody chooses a neighbourhood or a venue by its name.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.walking import Point, line_points


class Located(models.Model):
    """Something with a place on the map: both coordinates in degrees (WGS 84), or none while nobody has set it."""

    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def constraints(name: str) -> list[models.CheckConstraint]:
        """What the database holds about the coordinates of a model whose constraints begin with `name`."""
        return [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__isnull=False, longitude__isnull=False),
                name=f"{name}_whole_place",
                violation_error_message=_("A place on the map needs both numbers, latitude and longitude."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__range=(-85, 85), longitude__range=(-180, 180)),
                name=f"{name}_on_earth",
                violation_error_message=_("Latitude goes from -85 to 85, longitude from -180 to 180."),
            ),
        ]

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(float(self.latitude), float(self.longitude))


class Neighbourhood(Located):
    """A residential neighbourhood (小区) by its name, so that people can say where they set out without saying where they are."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = pgettext_lazy("where people live", "neighbourhood")
        verbose_name_plural = pgettext_lazy("where people live", "neighbourhoods")
        ordering = ["name"]
        constraints = [*Located.constraints("neighbourhood"), models.CheckConstraint(condition=~Q(name=""), name="neighbourhood_has_name")]

    def __str__(self) -> str:
        return self.name


def has_points(text: str) -> None:
    """A line needs two points that can be read, else it is refused with the line that cannot."""
    try:
        line_points(text)
    except ValueError as problem:
        raise ValidationError(_("Please write one point a line, latitude and longitude, at least two lines. This cannot be read: %s") % problem) from None


class MapLine(models.Model):
    """A river or a road that helps people to find their way on the drawing."""

    class Kind(models.TextChoices):
        RIVER = "river", pgettext_lazy("on a map", "River")
        ROAD = "road", pgettext_lazy("on a map", "Road")

    name = models.CharField(_("name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ROAD)
    points = models.TextField(pgettext_lazy("on a map", "points"), validators=[has_points], help_text=_("One point a line: latitude, longitude."))

    class Meta:
        verbose_name = pgettext_lazy("on a map", "line")
        verbose_name_plural = pgettext_lazy("on a map", "lines")
        ordering = ["kind", "name", "pk"]

    def __str__(self) -> str:
        return self.name
