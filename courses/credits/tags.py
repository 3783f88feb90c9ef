"""What other rooms' pages show of this one, and how amounts and states are said."""

from typing import Any

from django import template
from django.utils.translation import pgettext_lazy

from courses.credits.rules.report import State, in_credits

register = template.Library()

STATES = {
    State.MET: pgettext_lazy("requirement", "Met"),
    State.UNMET: pgettext_lazy("requirement", "Not met"),
    State.EXEMPT: pgettext_lazy("requirement", "Exempt"),
    State.NO_RULE: pgettext_lazy("requirement", "No requirement"),
}
KINDS = {State.MET: "ok", State.UNMET: "warn"}


@register.filter
def credits(hundredths: int) -> str:
    """Hundredths of a credit as people write them: 14.75, 3, −0.5."""
    return in_credits(hundredths)


@register.filter
def state_words(state: State) -> Any:
    """A state of the report in a word."""
    return STATES[state]


@register.filter
def state_kind(state: State) -> str:
    """The kind of tag that a state is drawn as; the word says it, the colour only helps."""
    return KINDS.get(state, "")
