"""How evidence and rules are said to the person they are about. Evidence is old: what a snapshot does not know is left out, never guessed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from courses.credits.models import Entry, ReversalRequest
from courses.credits.rules.report import in_credits


def proof(entry: Entry) -> str:
    """What an entry stands on, in one line: attended 5 of 5 lessons; check passed with 92%; why it was corrected."""
    facts = entry.evidence.snapshot
    if entry.kind == Entry.Kind.AWARD:
        return " · ".join(_of_completion(facts))
    words = {"reason": reason(facts), "words": facts.get("words", "")}
    return _("%(reason)s: %(words)s") % words if words["words"] else words["reason"]


def _of_completion(facts: dict[str, Any]) -> list[str]:
    known = facts.get("facts", {})
    said = []
    if facts.get("basis") == "check":
        said.append(_("check passed with %(score)s%%") % {"score": known["score"]} if "score" in known else _("check passed"))
    if "attended" in known and "lessons" in known:
        said.append(_("attended %(attended)s of %(lessons)s lessons") % {"attended": known["attended"], "lessons": known["lessons"]})
    return said or [_("course completed")]


def reason(facts: dict[str, Any]) -> str:
    """Why something was taken back, in words."""
    code = facts.get("reason", "")
    return str(ReversalRequest.Reason(code).label) if code in ReversalRequest.Reason.values else ""


def formula(entry: Entry) -> str:
    """The rule behind an award with its own numbers; "" where the evidence does not hold them."""
    facts, rules = entry.evidence.snapshot, entry.evidence.snapshot.get("rules", {})
    if entry.kind != Entry.Kind.AWARD or not {"minutes", "lessons"} <= facts.keys() or "minutes_per_credit" not in rules:
        return ""
    numbers = {
        "lessons": facts["lessons"],
        "minutes": facts["minutes"],
        "rate": rules["minutes_per_credit"],
        "amount": in_credits(entry.amount),
    }
    return _("%(lessons)s lessons are %(minutes)s minutes. %(rate)s minutes are 1 credit, rounded down to quarters: %(amount)s credits.") % numbers
