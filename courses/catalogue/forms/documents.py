"""Wagtail's own form for a file, where files have versions."""

from __future__ import annotations

from typing import Any

from wagtail.documents.forms import BaseDocumentForm


class CourseDocumentForm(BaseDocumentForm):
    """Wagtail deletes the old content when a new one comes; here it stays as a version, with the name of who replaced it."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        self.editor = user
        super().__init__(*args, user=user, **kwargs)

    def save(self, commit: bool = True) -> Any:
        self.original_file = None
        self.instance.version_by = self.editor
        return super().save(commit=commit)
