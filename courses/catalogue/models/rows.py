"""Rows of a course in its editor, with the form that their model names. Wagtail asks a model for its form only when it is edited by itself."""

from typing import Any

from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import get_form_for_model


class RowsPanel(InlinePanel):
    """An InlinePanel that uses `base_form_class` of the rows' model."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        model = self.db_field.related_model
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
        form = get_form_for_model(model, form_class=model.base_form_class, defer_required_on_fields=deferred)
        options["formsets"][self.relation_name]["form"] = form
        return options
