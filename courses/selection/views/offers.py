"""The desk calls people who are served by phone about seats that are held for them, and writes down what they say."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from college import access, disclosure
from college.errors import DomainError, NotAllowed
from college.models import AccessLog, User
from college.roles import Role, roles_of
from courses.selection import domain
from courses.selection.domain.acting import DESK
from courses.selection.listing import place_of
from courses.selection.models import SeatOffer

VERBS = {"accept": (domain.What.ACCEPT, domain.accept_offer), "decline": (domain.What.DECLINE, domain.decline_offer)}


@login_required
@never_cache
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Whom to call: name, number, class, and until when the seat is held. Whose number was shown reads it in her own data."""
    by = cast(User, request.user)
    offers = _offers(by)
    role = next((role for role in DESK if role in roles_of(by)), Role.ADMINISTRATOR)
    access.record(actor=by, role=role, subjects=[one.learner_id for one in offers], action=AccessLog.Action.VIEW, topic="calls", now=timezone.now())
    whole = disclosure.shows(by, disclosure.Field.CALLED, whole=True)
    rows = [(one, place_of(one.offering), (one.learner.phone or "").removeprefix("+86") if whole else "") for one in offers]
    return render(request, "courses/selection/calls.html", {"rows": rows})


def _offers(by: User) -> list[SeatOffer]:
    try:
        return list(domain.to_call(by))
    except NotAllowed:
        raise Http404 from None


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What she has said on the phone; who wrote it down is written down, too."""
    by = cast(User, request.user)
    offer = next((one for one in _offers(by) if one.pk == pk), None)
    if offer is None or request.POST.get("answer") not in VERBS:
        raise Http404
    (what, verb), now = VERBS[request.POST["answer"]], timezone.now()
    asked = {"offering_id": offer.offering_id, "learner": offer.learner, "now": now}
    try:
        acting = domain.may_act_for(actor=by, learner_id=offer.learner_id)
        domain.done_for(acting, what, lambda: verb(**asked), now=now, offering_id=offer.offering_id, desk_only=True)
        messages.success(request, _("Saved."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("selection:calls")
