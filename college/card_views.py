"""Paper cards: scanned or typed at the door, issued and printed at the desk."""

from __future__ import annotations

from typing import cast

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from college import access, accounts, cards, people_import
from college.choosing import BIGGEST_KEY
from college.errors import DomainError, NotFound
from college.limits import rate_limited
from college.models import PaperCard, User
from college.roles import Role, roles_of

HELD = "paper_card"  # in the session: the card that was shown, until its PIN is typed
BACKEND = "django.contrib.auth.backends.ModelBackend"
MOST = 300  # cards printed at once


class NumberForm(forms.Form):
    """The twelve digits, for those without a camera."""

    number = forms.CharField(
        label=gettext_lazy("The number on your card"),
        max_length=40,
        help_text=gettext_lazy("Twelve digits in three groups."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input--digits"}),
    )


class PinForm(forms.Form):
    """Four to six digits."""

    pin = forms.CharField(
        label=gettext_lazy("Your PIN"),
        max_length=20,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input--digits"}),
    )


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


# ---- at the door


@never_cache
def number(request: HttpRequest) -> HttpResponse:
    """Type the number; the PIN is asked for on the next page."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        rate_limited(request, "card")
        try:
            return _shown(request, cards.by_number(form.cleaned_data["number"]))
        except DomainError as refusal:
            form.add_error("number", str(refusal))
    return render(request, "college/cards/number.html", {"form": form})


@never_cache
@require_safe
def scanned(request: HttpRequest, word: str) -> HttpResponse:
    """What the QR code opens. The word leaves the address bar at once."""
    rate_limited(request, "card")
    return _shown(request, cards.by_word(word))


def _shown(request: HttpRequest, card: PaperCard) -> HttpResponse:
    request.session[HELD] = card.pk
    return redirect("college:card_pin")


@never_cache
@sensitive_post_parameters("pin")
def pin(request: HttpRequest) -> HttpResponse:
    """The PIN of the card that was shown; at the first use she chooses it here."""
    held = request.session.get(HELD)
    if held is None:
        return redirect("college:card_number")
    try:
        card = cards.by_id(held)
    except DomainError:
        del request.session[HELD]
        return redirect("college:card_number")
    form = PinForm(request.POST if request.method == "POST" else None)
    if not card.pin:
        form.fields["pin"].label = _("Choose a PIN")
        form.fields["pin"].help_text = _("Four to six digits that you will remember. You need it each time with this card.")
    if request.method == "POST" and form.is_valid():
        rate_limited(request, "card")
        verb = cards.open_with if card.pin else cards.choose_pin
        try:
            return _signed_in(request, verb(card_id=card.pk, pin=form.cleaned_data["pin"].strip(), now=timezone.now()))
        except cards.UnknownCard:
            return redirect("college:card_number")
        except DomainError as refusal:
            form.add_error("pin", str(refusal))
    return render(request, "college/cards/pin.html", {"form": form, "card": card})


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    """Until the browser is closed: cards are used on shared tablets."""
    login(request, user, backend=BACKEND)
    request.session.pop(HELD, None)
    request.session.set_expiry(0)
    return redirect("/learning/")


# ---- the desk


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Find somebody, see whether she has a card, issue, print or end it."""
    typed = request.GET.get("q", "").replace("\0", "")[:60]
    people = list(cards.people_for(by=_user(request), typed=typed))
    live = cards.live_cards(people)
    rows = [(user, live.get(user.pk), _holds(user)) for user in people]
    return render(request, "college/cards/desk.html", {"typed": typed, "rows": rows})


def _holds(user: User) -> bool:
    """As `cards.may_hold`, from the groups that are at hand; the verb looks again."""
    return not user.is_superuser and {group.name for group in user.groups.all()} <= {Role.LEARNER.value}


@login_required
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """New cards for one person, or for everybody whom an import made: the sheet to print is the answer, and is shown once."""
    by, now = _user(request), timezone.now()
    if not cards.may_issue(by):
        raise NotFound
    users = _wanted(request, by)
    printed = cards.issue(users=users, by=by, now=now)
    role = next(role for role in cards.DESK if role in roles_of(by))
    access.record_export(actor=by, role=role, subjects=[user.pk for user in users], topic="cards", now=now)
    sheet = [(one, _picture(one.address)) for one in printed]
    return render(request, "college/cards/sheet.html", {"sheet": sheet, "now": now})


def _wanted(request: HttpRequest, by: User) -> list[User]:
    """Whom the form names; of an import those who hold no card yet, a sheet's worth at a time."""
    if taken_in := _key(request.POST.get("import")):
        made = [user for user in people_import.people_made(people_import.one_for(by, taken_in)) if cards.may_hold(user)]
        live = cards.live_cards(made)
        return [user for user in made if user.pk not in live][:MOST]
    found = User.objects.filter(pk=_key(request.POST.get("user")), is_active=True).first()
    if found is None:
        raise NotFound
    return [found]


def _key(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and int(text[:20]) <= BIGGEST_KEY and len(text) < 20 else 0


def _picture(address: str) -> SafeString:
    """The QR code as a picture in the page, without styles: segno writes it, nothing of it comes from a person."""
    return mark_safe(segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=True, svgclass="card-paper__qr", lineclass=None))  # noqa: S308


@login_required
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """The card is lost."""
    by = _user(request)
    if not cards.may_issue(by):
        raise NotFound
    cards.revoke(user_id=_key(request.POST.get("user")), by=by, now=timezone.now())
    messages.success(request, _("The card opens nothing any more."))
    return redirect("college:cards")


@login_required
@require_POST
def serve_by_phone(request: HttpRequest) -> HttpResponse:
    """Somebody would rather be called, or no longer."""
    by, wanted = _user(request), request.POST.get("wanted") == "yes"
    if not cards.may_issue(by):
        raise NotFound
    accounts.serve_by_phone(user_id=_key(request.POST.get("user")), wanted=wanted, by=by)
    messages.success(request, _("The front desk calls this person from now on.") if wanted else _("This person is no longer called."))
    return redirect("college:cards")
