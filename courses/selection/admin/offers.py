"""Offers of seats, to look at."""

from django.utils.translation import gettext_lazy
from wagtail.permissions import register_permission_policy

from college import desks
from courses.catalogue.admin.scoped import narrowed, of_class
from courses.selection.admin.offerings import LookedAtViewSet, ToLookAt
from courses.selection.models import SeatOffer

register_permission_policy(SeatOffer, ToLookAt(SeatOffer))


class SeatOfferViewSet(LookedAtViewSet):
    model = SeatOffer
    icon = "mail"
    menu_label = gettext_lazy("Offers of seats")
    name = "seat_offer"
    menu_hook = desks.TIMETABLE
    menu_order = 55
    list_display = ["learner", "offering", "state", "offered_at", "lapses_at", "settled_at"]
    list_filter = ["state", "offering__term"]
    search_fields = ["offering__course__title", "learner__display_name"]


VIEWSETS = (narrowed(SeatOfferViewSet, of_class("offering__")),)
