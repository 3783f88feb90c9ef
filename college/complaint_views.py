"""Pages of complaints: for the sender the form, the receipt and the answer; for the desk the list and one complaint."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from college import complaints
from college.complaint_forms import AnswerForm, ComplaintForm, FollowForm
from college.errors import DomainError
from college.limits import rate_limited
from college.models import Complaint

A_PAGE = 20
RECEIPT_COOKIE = "receipt"  # the code lies with the sender alone: in her browser, for a quarter of an hour, so that the page can be printed
RECEIPT_SECONDS = 15 * 60
SALT = "college.receipt"


# ---- the sender


@never_cache
def send(request: HttpRequest) -> HttpResponse:
    """The form, in every footer. It remembers the page it was opened from."""
    signed_in = request.user.is_authenticated
    if request.method != "POST":
        form = ComplaintForm(initial={"page": came_from(request)}, signed_in=signed_in)
        return render(request, "college/feedback/send.html", {"form": form})
    form = ComplaintForm(request.POST, signed_in=signed_in)
    status = 200
    if form.is_valid():
        try:
            rate_limited(request, "feedback")
            return _sent(request, form.cleaned_data)
        except DomainError as refusal:  # what she wrote stays in the form
            form.add_error(None, str(refusal))
            status = refusal.status
    return render(request, "college/feedback/send.html", {"form": form}, status=status)


def _sent(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    author = request.user if request.user.is_authenticated and not said.get("nameless") else None
    texts = {name: said[name] for name in ("kind", "text", "page", "contact")}
    receipt = complaints.send(**texts, author=author, now=timezone.now())  # type: ignore[arg-type]
    response = redirect("college:receipt")
    value = signing.dumps([receipt.complaint.pk, receipt.code], salt=SALT)
    response.set_cookie(
        RECEIPT_COOKIE, value, max_age=RECEIPT_SECONDS, path=reverse("college:receipt"), httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


def came_from(request: HttpRequest) -> str:
    """The path of the page with the link; what was searched for there is nobody's business."""
    address = urlsplit(request.META.get("HTTP_REFERER", ""))
    own = address.netloc == request.get_host() and address.path != request.path
    return address.path[:200] if own else ""


@require_safe
@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """Number and code, to print or to copy; shown for a quarter of an hour in the browser that sent it."""
    try:
        pk, code = signing.loads(request.COOKIES.get(RECEIPT_COOKIE, ""), salt=SALT, max_age=RECEIPT_SECONDS)
    except signing.BadSignature:
        return redirect("college:follow")
    return render(request, "college/feedback/receipt.html", {"complaint": get_object_or_404(Complaint, pk=pk), "code": code})


@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    """How a complaint stands, for whoever holds its number and code."""
    form, status = FollowForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            rate_limited(request, "follow")
            found = complaints.follow(**form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return render(request, "college/feedback/one.html", {"complaint": found})
    return render(request, "college/feedback/follow.html", {"form": form}, status=status)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I sent with my account."""
    page = Paginator(Complaint.objects.filter(author=request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "college/feedback/mine.html", {"page": page})


@login_required
@require_safe
def my_one(request: HttpRequest, number: str) -> HttpResponse:
    """One that I sent; of somebody else's there is nothing here."""
    found = get_object_or_404(Complaint, number=number, author=request.user)
    return render(request, "college/feedback/one.html", {"complaint": found, "mine": True})


# ---- the desk


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """All complaints, open ones first, those first whose answer is due first."""
    page = Paginator(complaints.for_desk(by=request.user), A_PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    waiting = complaints.open_complaints().count()
    return render(request, "college/feedback/desk.html", {"page": page, "waiting": waiting, "today": timezone.localdate()})


@login_required
@require_safe
def desk_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One complaint, and the form to answer it."""
    return _desk_page(request, pk, AnswerForm())


def _desk_page(request: HttpRequest, pk: int, form: AnswerForm, status: int = 200) -> HttpResponse:
    found = get_object_or_404(complaints.for_desk(by=request.user), pk=pk)  # type: ignore[arg-type]
    context = {"complaint": found, "form": form, "today": timezone.localdate()}
    return render(request, "college/feedback/desk_one.html", context, status=status)


@login_required
@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(complaints.for_desk(by=request.user), pk=pk)  # type: ignore[arg-type]
    try:
        complaints.take_up(complaint_id=pk, by=request.user)  # type: ignore[arg-type]
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The sender now reads that somebody is at it."))
    return redirect("college:desk_one", pk)


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers for good; what was typed stays when it is refused."""
    get_object_or_404(complaints.for_desk(by=request.user), pk=pk)  # type: ignore[arg-type]
    form, status = AnswerForm(request.POST), 200
    if form.is_valid():
        try:
            complaints.answer(complaint_id=pk, text=form.cleaned_data["answer"], by=request.user, now=timezone.now())  # type: ignore[arg-type]
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Answered. The sender can read it now."))
            return redirect("college:desk")
    return _desk_page(request, pk, form, status)
