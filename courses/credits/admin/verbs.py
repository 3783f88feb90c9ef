"""How the admin's views hand over to verbs: a refusal stands above the form, and what is decided is asked on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.generic import CreateView, EditView

from college import admin_verbs
from college.errors import DomainError
from courses.credits.domain.refusals import SameMoment


class RefusalsAtTheForm(admin_verbs.RefusalsAtTheForm):
    """With what the database of the ledger refuses."""

    clash = SameMoment


class VerbCreateView(RefusalsAtTheForm, CreateView):  # type: ignore[misc]
    """A form whose saving is a verb."""


class VerbEditView(RefusalsAtTheForm, EditView):  # type: ignore[misc]
    """The same for what exists."""


def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the admin with one question: GET asks, POST answers."""
    return require_http_methods(["GET", "HEAD", "POST"])(require_admin_access(view))


def ask(request: HttpRequest, *, context: dict[str, Any], act: Callable[[], object], done: object, back: str) -> HttpResponse:
    """Show the question, or act and go back to the list (`back`: a name of an address) with what was done in words.

    `context` has `title`, `subtitle`, `facts` (pairs of words), `warning`, and `answers`: (value, words, is it the main one) of the buttons.
    """
    if request.method != "POST":
        return render(request, "courses/credits/admin_ask.html", {**context, "back": back})
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(done))
    return redirect(back)
