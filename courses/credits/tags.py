"""What other rooms' pages show of this one, and how amounts and states are said."""

from datetime import date, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.access import who_looked
from college.models import AccessLog
from college.tags import plain_day
from courses.credits import domain, proofs
from courses.credits.domain.report import LEDGER_TOPIC, TOPIC, own_latest
from courses.credits.models import Entry
from courses.credits.rules.report import Amounts, State, in_credits
from courses.credits.words import ORDERS, STATES, class_of, what_for

register = template.Library()
register.filter(what_for)
register.filter(class_of)

KINDS = {State.MET: "ok", State.UNMET: "warn", State.EXEMPT: "", State.NO_RULE: ""}
ICONS = {State.EXEMPT: "handshake", State.NO_RULE: "none"}
NEWS = timedelta(days=30)  # so long a correction is told on the page that people open first
GROUP = 8  # characters of a check code that stand together


@register.filter
def credits(hundredths: int) -> str:
    """Hundredths of a credit as people write them: 14.75, 3, −0.5."""
    return in_credits(hundredths)


@register.filter
def state_words(state: State) -> Any:
    """A state of the report in a word."""
    return STATES[state]


@register.inclusion_tag("components/tag.html")
def state_tag(state: State) -> dict[str, Any]:
    """A state as a tag with its word; the colour only helps."""
    return {"text": STATES[state], "kind": KINDS[state], "icon": ICONS.get(state, "")}


@register.filter
def order_words(order: str) -> Any:
    """How a list is ordered: by name, by unit, by result."""
    return ORDERS[order]


@register.simple_tag
def against(earned: int, need: int) -> str:
    """“20/28”; a dash where nothing is needed and nothing was earned."""
    return f"{in_credits(earned)}/{in_credits(need)}" if earned or need else "—"


@register.filter
def total(amounts: Amounts) -> int:
    """All kinds together, in hundredths."""
    return sum(amounts)


@register.filter
def grouped(code: str) -> str:
    """A check code in groups, which eyes can compare."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


@register.filter
def void(entry: Entry) -> bool:
    """True for an entry that was taken back, and for the one that takes it back."""
    return entry.reverses_id is not None or hasattr(entry, "reversed_by")


@register.inclusion_tag("courses/credits/report_news.html", takes_context=True)
def report_news(context: template.Context) -> dict[str, Any]:
    """The way to one's own line of the report, for those who are in it; two queries."""
    return {"year": own_latest(user=context["user"], now=timezone.now())}


@register.filter
def looker(line: AccessLog) -> str:
    """Who looked: the role in words, with a name when there is one."""
    return who_looked(line)


LOOKED_AT = {
    LEDGER_TOPIC: gettext_lazy("entries of the ledger"),
    "merge": gettext_lazy("two accounts that may be one person's"),
    "cards": gettext_lazy("paper cards"),
    "own data": gettext_lazy("a copy of one's own data"),
    "selection": gettext_lazy("classes, wishes and places in queues, at the front desk"),
    "about": gettext_lazy("year of birth, neighbourhood and pledge"),
    "calls": gettext_lazy("people to call about an offered seat"),
}


@register.filter
def topic_words(topic: str) -> str:
    """What was looked at."""
    if topic.startswith(TOPIC):
        return _("promotion report of %(year)s") % {"year": topic.removeprefix(TOPIC)}
    return str(LOOKED_AT.get(topic, _("a list of the office")))


# ---- the statement


@register.inclusion_tag("courses/credits/learning_tabs.html")
def learning_tabs(here: str) -> dict[str, Any]:
    """The pages of one's own learning as tabs. `here` is "courses", "statement" or ""."""
    return {"here": here}


@register.inclusion_tag("courses/credits/correction_news.html", takes_context=True)
def correction_news(context: template.Context) -> dict[str, Any]:
    """That a line of one's statement was corrected lately, with a link; one query."""
    return {"entry": domain.last_correction(learner=context["user"], since=timezone.now() - NEWS)}


@register.filter
def proof_words(entry: Entry) -> str:
    """What an entry stands on, in one line."""
    return proofs.proof(entry)


@register.filter
def formula_words(entry: Entry) -> str:
    """The rule behind an award, with its own numbers."""
    return proofs.formula(entry)


@register.filter
def reason_words(facts: dict[str, Any]) -> str:
    """Why something was taken back."""
    return proofs.reason(facts)


@register.filter
def signed_credits(hundredths: int) -> str:
    """+8, −8: as in an account."""
    return in_credits(hundredths) if hundredths < 0 else f"+{in_credits(hundredths)}"


@register.filter
def day_words(text: str) -> str:
    """A date of a snapshot, which is written 2026-06-16, as people write it; a dash where there is none."""
    try:
        return plain_day(date.fromisoformat(text))
    except (TypeError, ValueError):
        return "—"
