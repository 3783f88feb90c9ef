"""How the admin's views hand over to verbs: a refusal stands above the form."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import CreateView, EditView

from college.errors import DomainError


class Clash(DomainError):
    """Somebody else wrote the same in this moment."""

    code = "clash"
    message = _("Somebody else has just changed this. Please look again.")


class RefusalsAtTheForm:
    """What a verb or the database refuses is an error of the form; what was typed is kept."""

    clash: type[DomainError] = Clash

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except DomainError as refusal:
            return self._refused(form, refusal)
        except IntegrityError:
            return self._refused(form, self.clash())

    def _refused(self, form: Any, refusal: DomainError) -> HttpResponse:
        form.add_error(None, str(refusal))
        self.form, self.produced_error_message = form, str(refusal)
        return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]


class VerbCreateView(RefusalsAtTheForm, CreateView):  # type: ignore[misc]
    """A form whose saving is a verb."""


class VerbEditView(RefusalsAtTheForm, EditView):  # type: ignore[misc]
    """The same for what exists."""
