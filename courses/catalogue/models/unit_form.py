"""The row of a planned lesson in the course editor."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

DESIGN = "design"


class UnitForm(WagtailAdminModelForm):
    """A design that did not arrive stays as it was saved: a request without one, or one cut short, must not empty it."""

    torn = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and DESIGN in self.fields and not self.arrived_whole():
            del self.fields[DESIGN]

    def arrived_whole(self) -> bool:
        name, widget = self.add_prefix(DESIGN), self.fields[DESIGN].widget
        if f"{name}-count" not in self.data:
            return False
        try:
            widget.value_from_datadict(self.data, self.files, name)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            self.torn = True
        return not self.torn

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.torn:
            self.add_error(None, _("How this lesson is taught did not arrive whole. It stands again as it was last saved; please make your changes once more."))
        return cleaned
