"""Forms of rows and blocks that do not arrive whole: a request cut short, or one made by hand, is answered and nothing is written."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin.views.generic import CreateView, EditView


class WholeRequests:
    """Wagtail's widgets look for each part of a row by its name and fail where one is missing."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        except (MultiValueDictKeyError, ValueError, IndexError) as error:  # a part is missing, or a count or an order is no number
            raise BadRequest("A part of the form is missing or is not what it should be.") from error


class WholeCreate(WholeRequests, CreateView):
    """A form to add something."""


class WholeEdit(WholeRequests, EditView):
    """A form to change something."""
