"""The office's forms for rounds: the plan of a term, the public value of a draw, and what a dry run tries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from courses.selection.domain.draw_groups import GROUPS
from courses.selection.domain.plans import SAID
from courses.selection.domain.trials import Trial
from courses.selection.models import Draw, Round, SelectionPlan
from courses.selection.rules.plans import PLAN, Found, Planned
from courses.selection.rules.rounds import Kind

FIRST = (Kind.WISHES, Kind.FIRST_COME, Kind.ADD_DROP)  # what a term without a plan is proposed
MOST_ROUNDS = 12


class LimitForm(forms.Form):
    offline_limit = forms.IntegerField(
        label=_("classes in a classroom for each learner"),
        min_value=1,
        max_value=20,
        initial=2,
        help_text=SelectionPlan._meta.get_field("offline_limit").help_text,
    )


class RoundForm(forms.Form):
    """One round. What is wrong between rounds is said by the verb, and put beside its field (`show_faults`)."""

    number = forms.IntegerField(required=False, min_value=1, max_value=2**53, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("kind"), choices=[("", "—"), *Round.Kind.choices])
    opens_at = forms.DateTimeField(label=pgettext_lazy("round", "begins"), widget=AdminDateTimeInput)
    closes_at = forms.DateTimeField(label=pgettext_lazy("round", "ends"), widget=AdminDateTimeInput)
    spread = forms.IntegerField(
        label=_("seconds over which everybody's start is spread"),
        min_value=0,
        max_value=600,
        initial=60,
        help_text=_("First come, first served only. Everybody begins at an own moment within these seconds, by chance. 0: all begin at once."),
    )
    beacon = forms.CharField(
        label=_("public value"),
        max_length=200,
        required=False,
        help_text=_("Wishes only. Which public number decides the draw, such as a lottery's result of a named day. Nobody may be able to choose it."),
    )
    beacon_at = forms.DateTimeField(label=_("it becomes known"), required=False, widget=AdminDateTimeInput, help_text=_("After the end of the round."))

    def has_changed(self) -> bool:
        """A row in which only what was proposed stands, or nothing, is left empty."""
        changed = set(self.changed_data) - (set() if self.initial else {"spread", "number"})
        return bool(changed - ({"kind"} if not self["kind"].data else set()))

    def planned(self) -> Planned:
        values = self.cleaned_data
        kind, wishes = Kind(values["kind"]), values["kind"] == Kind.WISHES
        return Planned(
            kind=kind,
            opens_at=self._moment("opens_at"),
            closes_at=self._moment("closes_at"),
            spread=values["spread"],
            beacon=values["beacon"] if wishes else "",
            beacon_at=self._moment("beacon_at") if wishes else None,
            id=values["number"],
        )

    def _moment(self, name: str) -> Any:
        """The field shows whole minutes: what is still the minute that was there is the moment that was there."""
        typed, was = self.cleaned_data[name], self.initial.get(name)
        return was if was and typed == was.replace(second=0, microsecond=0) else typed


class BaseRounds(forms.BaseFormSet):
    """The rounds of a plan with empty rows below; a row that is left empty, or ticked to go, is none."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take this round out")
        if self.initial_form_count() == 0 and index is not None and index < len(FIRST):
            form.fields["kind"].initial = FIRST[index].value

    def kept(self) -> list[RoundForm]:
        filled = [form for form in self.forms if form.initial or form.has_changed()]
        return [form for form in filled if not form.cleaned_data.get("DELETE")]

    def show_faults(self, found: list[Found]) -> list[str]:
        """Put each fault beside its field; what concerns the whole plan comes back in words."""
        kept = self.kept()
        for one in found:
            if one.row != PLAN:
                kept[one.row].add_error(one.field, str(SAID[one.fault]))
        return [str(SAID[one.fault]) for one in found if one.row == PLAN]


def rounds_of(data: Any, there: list[tuple[Round, Draw | None]]) -> Any:
    """The formset of a plan's rounds, filled with those that are there."""
    made = forms.formset_factory(
        RoundForm, formset=BaseRounds, extra=1 if there else len(FIRST), max_num=MOST_ROUNDS, absolute_max=MOST_ROUNDS, validate_max=True, can_delete=True
    )
    return made(data, prefix="rounds", initial=[_initial(one, draw) for one, draw in there])


def _initial(one: Round, draw: Draw | None) -> dict[str, Any]:
    named = {} if draw is None else {"beacon": draw.beacon, "beacon_at": draw.beacon_at}
    return {"number": one.pk, "kind": one.kind, "opens_at": one.opens_at, "closes_at": one.closes_at, "spread": one.spread, **named}


class BeaconForm(forms.Form):
    """Another public value, where a list was not closed in time."""

    beacon = forms.CharField(label=_("public value"), max_length=200, help_text=_("Which public number decides the draw. Nobody may know it yet."))
    beacon_at = forms.DateTimeField(label=_("it becomes known"), widget=AdminDateTimeInput)


class ValueForm(forms.Form):
    value = forms.CharField(label=_("its value"), max_length=200, help_text=_("Exactly as it was published, such as “03 11 17 22 28 31 + 09”."))


class ConfirmForm(forms.Form):
    """The same value once more, by whoever sits at the desk or by a second person."""

    value = forms.CharField(max_length=200, widget=forms.HiddenInput)
    again = forms.CharField(
        label=_("The value once more"), max_length=200, help_text=_("Read it once more from where it was published, do not copy it from here.")
    )
    witness = forms.CharField(
        label=_("Who checked it with you"), max_length=80, required=False, help_text=_("May be left out. The name is kept in the log of the office only.")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if " ".join(values.get("value", "").split()) != " ".join(values.get("again", "").split()):
            self.add_error("again", _("The two values differ. Please look at the publication once more."))
        return values


def _percent(label: Any, **fields: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=100, required=False, help_text=_("Percent of the seats. Empty: as each class has it."), **fields
    )


class DryRunForm(forms.Form):
    """What a dry run tries. Nothing of it is kept."""

    offline_limit = forms.IntegerField(label=_("classes in a classroom for each learner"), min_value=1, max_value=20)
    seats = forms.IntegerField(label=_("Seats"), min_value=10, max_value=300, initial=100, help_text=_("Percent of the seats that the classes had."))
    wishes = forms.IntegerField(label=_("Wishes that count"), min_value=1, max_value=5, initial=5)
    reserve = _percent(_("Kept for people of 80 and older, and for disabled people"))
    neighbour = _percent(_("Kept for people who live near"))
    newcomer = _percent(_("Kept for newcomers"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if sum(values.get(group) or 0 for group in GROUPS) > 100:
            self.add_error(None, _("More seats would be kept than there are."))
        return values

    def trial(self) -> Trial:
        values = self.cleaned_data
        kept = {group: values[group] for group in GROUPS if values.get(group) is not None}
        return Trial(values["offline_limit"], values["seats"], values["wishes"], kept)
