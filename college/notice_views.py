"""What the college told me, and by which ways it may."""

from __future__ import annotations

from typing import cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from college import notices
from college.models import User

A_PAGE = 20


class WaysForm(forms.ModelForm):
    """By which ways we reach her, besides the site."""

    class Meta:
        model = User
        fields = ("mail_notices", "sms_notices")
        labels = {"mail_notices": gettext_lazy("Send me an e-mail"), "sms_notices": gettext_lazy("Send me an SMS when it is urgent")}
        help_texts = {"sms_notices": gettext_lazy("A seat offered to you, a lesson moved or cancelled. It costs you nothing.")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not settings.SMS_BACKEND:
            del self.fields["sms_notices"]


@login_required
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    page = Paginator(notices.of(cast(User, request.user)), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "college/notices.html", {"page": page, "unread": notices.unread_count(request.user)})


@login_required
@never_cache
@require_safe
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """The way from a notice to its page."""
    found = notices.open_one(user=cast(User, request.user), notice_id=pk, now=timezone.now())
    return redirect(found.link)


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    notices.mark_read(user=cast(User, request.user), now=timezone.now())
    return redirect("college:notices")


@login_required
@require_POST
def ways(request: HttpRequest) -> HttpResponse:
    form = WaysForm(request.POST, instance=request.user)
    if form.is_valid():
        User.objects.filter(pk=form.instance.pk).update(**form.cleaned_data)
        messages.success(request, _("Saved."))
    return redirect("college:account")
