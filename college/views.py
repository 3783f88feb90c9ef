"""Pages of the frame: the person's account and tokens, covers, modes, samples, the API's page, and errors."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from wagtail.models import APIToken

from college.api import api, refuse
from college.forms import NameForm, PhoneForm, TokenForm
from college.notice_views import WaysForm


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """My account: my name, and the ways to password, e-mail, phone, second factor, sessions, tokens."""
    form = NameForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("college:account")
    return render(request, "college/account.html", {"form": form, "ways": WaysForm(instance=request.user)})


@login_required
def phone(request: HttpRequest) -> HttpResponse:
    """My phone number, in place of allauth's page, which would send an SMS."""
    form = PhoneForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("college:account")
    return render(request, "college/phone.html", {"form": form})


@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """My tokens for programs; a new one is shown once, here."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _token, secret = APIToken.create_token(user=request.user, name=form.cleaned_data["name"])
        form = TokenForm()
    mine = APIToken.objects.filter(user=request.user, revoked_at__isnull=True).order_by("-created")
    return render(request, "college/tokens.html", {"form": form, "secret": secret, "tokens": mine})


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(APIToken, pk=pk, user=request.user, revoked_at__isnull=True)
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    messages.success(request, _("The token no longer works."))
    return redirect("college:tokens")


def api_documentation(request: HttpRequest) -> HttpResponse:
    """Every operation of the public API, written from the OpenAPI document itself."""
    return render(request, "college/api.html", {"operations": _operations(api.document)})


def _operations(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"path": path, "method": method.upper(), "needs_sign_in": bool(operation.get("security")), **operation}
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


@csrf_exempt  # nothing is done here, and a page about a form that was open too long helps no program
def api_missing(request: HttpRequest, rest: str) -> HttpResponse:
    """Programs get a refusal they can read, not a page."""
    return refuse(request, "not_found", _("There is nothing here."), 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere: say so, and how to go on."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """No context processors here: whatever broke may break them too."""
    return HttpResponse(render_without_context("500.html"), status=500)


def render_without_context(template: str) -> str:
    from django.template.loader import get_template

    return get_template(template).render()
