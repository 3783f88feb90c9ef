"""My data: everything the college has about me, by topic; to take with me, and to delete. What I agreed to, with its days."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from college import access, consents, leaving, personal
from college.errors import DomainError
from college.limits import rate_limited
from college.models import User
from college.roles import Role, roles_of

SHOWN = 20  # rows of a table on the page; the export has all


class LeaveForm(forms.Form):
    """The password once more, and a tick that she has read what stays."""

    secret = forms.CharField(
        label=gettext_lazy("Your password"), max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False
    )
    read = forms.BooleanField(label=gettext_lazy("I have read what is deleted and what stays."))

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if leaving.needs_pin(user):
            self.fields["secret"].label = _("The PIN of your card")
        elif not user.has_usable_password():
            del self.fields["secret"]


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Topics with their tables; long ones are shown in part."""
    user = _me(request)
    found = [(topic, [(table, table.shown()[:SHOWN]) for table in topic.tables(user)]) for topic in personal.topics()]
    return render(request, "college/data/mine.html", {"topics": found, "consents": consents.standing(user), "leaving": leaving.asked(user), "most": SHOWN})


@login_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Everything in one folder; that it was taken is written down."""
    user, now = _me(request), timezone.now()
    rate_limited(request, "leave")
    role = next(iter(sorted(roles_of(user))), Role.LEARNER)
    content = personal.as_zip(user, now)
    access.record_export(actor=user, role=role, subjects=[user.pk], topic="own data", now=now)
    headers = {"Content-Disposition": f'attachment; filename="my-data-{timezone.localdate():%Y-%m-%d}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


@login_required
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Agree to a text, or take it back."""
    verb = consents.withdraw if request.POST.get("answer") == "withdraw" else consents.give
    verb(user=_me(request), code=request.POST.get("code", ""), now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("college:my_data")


@login_required
def leave(request: HttpRequest) -> HttpResponse:
    """What is deleted and what stays; then the password once more."""
    user = _me(request)
    form = LeaveForm(request.POST or None, user=user) if request.method == "POST" else LeaveForm(user=user)
    if request.method == "POST" and form.is_valid():
        rate_limited(request, "leave")
        try:
            leaving.ask(user=user, secret=form.cleaned_data.get("secret", ""), now=timezone.now())
            return redirect("college:my_data")
        except DomainError as refusal:
            form.add_error("secret" if "secret" in form.fields else None, str(refusal))
    context = {"form": form, "topics": personal.topics(), "leaving": leaving.asked(user), "may": leaving.may_leave(user), "days": leaving.GRACE.days}
    return render(request, "college/data/leave.html", context)


@login_required
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    leaving.take_back(user=_me(request))
    messages.success(request, _("Good that you stay. Nothing was deleted."))
    return redirect("college:my_data")
