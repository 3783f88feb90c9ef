"""The front page. Its facts come from upper rooms through their template tags."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from college import caching


class HomePage(Page):
    """The front page of the college."""

    welcome = models.CharField(_("welcome line"), max_length=120, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("welcome")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CourseIndexPage"]
    template = "college/home_page.html"

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        caching.shows(request, caching.LISTS)
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context
