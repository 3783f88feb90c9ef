"""The editor of a course: saves of the same course, by hand or by itself, come one after the other."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page


class CourseEditView(EditView):
    """Wagtail's, which reads the page, and later writes all of it while nobody sees the course yet.

    The editor saves by itself every few seconds. Such a save, read before somebody published and written after, took the course from the site
    again. So it holds the page's row before it reads: it sees the newer revision, and is refused by Wagtail's own check.
    """

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or any(name.startswith("action-") for name in request.POST):
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            Page.objects.select_for_update(of=("self",)).filter(pk=page_id).first()
            return super().dispatch(request, page_id, **kwargs)
