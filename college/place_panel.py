"""Setting a place by pointing at our own map. Who has no mouse types the two numbers; without scripts only they are there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.widgets import Script
from wagtail.admin.panels import Panel

from college import drawing
from college.models import MapLine, Neighbourhood, Venue
from college.venue_maps import short_name
from college.walking import line_points

WIDTH = 760.0
NEIGHBOURHOOD = 4  # drawn as a dot, below the three tiers


class PlacePanel(Panel):  # type: ignore[misc]
    """The map with all places that stand on it; a click fills in latitude and longitude of the form."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "college/place_panel.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=[Script("college/js/place-picker.js", type="module")], css={"all": ["college/css/place-picker.css"]})

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), **_map(self.instance)}


def _map(instance: Any) -> dict[str, Any]:
    """What the template draws: the frame, the other places, the lines, and where this one stands. Three queries."""
    others = [drawing.Spot(venue.pk, short_name(venue), venue.tier, venue.point) for venue in Venue.objects.all() if venue.point and venue != instance]
    others += [drawing.Spot(-one.pk, one.name, NEIGHBOURHOOD, one.point) for one in Neighbourhood.objects.all() if one.point and one != instance]
    here = instance.point
    points = [spot.point for spot in others] + ([here] if here else [])
    if not points:
        return {"frame": None}
    on = drawing.frame(points, WIDTH)
    lines = [(line, drawing.path(line_points(line.points), on)) for line in MapLine.objects.all()]
    return {"frame": on, "marks": drawing.marks(others, on), "lines": lines, "here": on.place(here) if here else None}
