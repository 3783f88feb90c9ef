"""Forms of the office. Each hands its values to one verb when it is saved; what the verb refuses stands above the form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from college.person_field import PersonField
from courses.credits.domain.corrections import BIGGEST, request_reversal
from courses.credits.domain.report_people import join, plan_report, propose_exemption
from courses.credits.domain.rulebook import hold_drafts
from courses.credits.models import Entry, Exemption, MemberCategory, Membership, ReportYear, RequiredCourse, Requirement, ReversalRequest, RuleSet
from courses.credits.rules.report import STEP, Amounts

FIRST_YEAR, LAST_YEAR = 2000, 2099


class CreditsField(forms.DecimalField):
    """Credits in quarters; the value is in hundredths."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": BIGGEST // 100, "decimal_places": 2, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return value / Decimal(100) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        credits = super().clean(value)
        if credits is not None and credits * 100 % STEP:  # not Django's own step, which breaks on numbers beyond all numbers
            raise forms.ValidationError(_("Please write credits in quarters, such as 1.25."))
        return None if credits is None else int(credits * 100)


class MembershipForm(WagtailAdminModelForm):
    """Somebody in a category for a time."""

    person = PersonField()

    class Meta:
        model = Membership
        fields = ["person", "category", "unit", "valid_from", "valid_until"]
        widgets = {"valid_from": AdminDateInput, "valid_until": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["person"] = self.instance.account.owner.username if self.instance.account.owner else ""
            self.fields["person"].disabled = True

    def save(self, commit: bool = True) -> Membership:
        names = ("category", "unit", "valid_from", "valid_until")
        values = {name: self.cleaned_data[name] for name in names}
        changed = self.instance if self.instance.pk else None
        self.instance = join(person=self.cleaned_data["person"], by=self.for_user, now=timezone.now(), membership=changed, **values)
        return self.instance


class ExemptionForm(WagtailAdminModelForm):
    """A proposal; a second person approves it."""

    person = PersonField()
    year = forms.IntegerField(label=_("year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)

    class Meta:
        model = Exemption
        fields = ["person", "year", "reason"]
        help_texts = {"reason": _("The person it is about reads it. No illness by name.")}

    def save(self, commit: bool = True) -> Exemption:
        self.instance = propose_exemption(by=self.for_user, now=timezone.now(), **self.cleaned_data)
        return self.instance


class ReportYearForm(WagtailAdminModelForm):
    """From when members and, ten working days later, the committee read the report of a year."""

    year = forms.IntegerField(label=_("year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)

    class Meta:
        model = ReportYear
        fields = ["year", "members_from", "committee_from"]
        widgets = {"members_from": AdminDateInput, "committee_from": AdminDateInput}
        help_texts = {"committee_from": _("At least ten working days after the members. Public holidays are not known here: please add them.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].disabled = bool(self.instance.pk)

    def save(self, commit: bool = True) -> ReportYear:
        self.instance = plan_report(by=self.for_user, now=timezone.now(), **self.cleaned_data)
        return self.instance


class ReversalForm(WagtailAdminModelForm):
    """A wish to take an entry back."""

    entry_number = forms.IntegerField(label=_("number of the entry"), min_value=1, max_value=2**53)
    new_amount = CreditsField(label=_("credits instead"), required=False, help_text=_("Leave it empty when nothing stands in its place."))
    new_category = forms.ChoiceField(label=_("category instead"), required=False, choices=[("", _("the same")), *Entry.Category.choices])

    class Meta:
        model = ReversalRequest
        fields = ["entry_number", "reason", "words", "new_amount", "new_category"]

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "new_amount", "new_category", "entry"}

    def save(self, commit: bool = True) -> ReversalRequest:
        self.instance = request_reversal(by=self.for_user, now=timezone.now(), **self.cleaned_data)
        return self.instance


class EndRulesForm(forms.Form):
    """The last day of published rules."""

    last_day = forms.DateField(label=_("last day"), widget=AdminDateInput)


class RuleSetForm(WagtailAdminModelForm):
    """A draft of rules, with what each category needs in a year. Amounts are shown in credits and kept in hundredths."""

    course_cap = CreditsField(label=_("most credits of one course"), min_value=Decimal("0.25"), initial=2000)

    class Meta:
        model = RuleSet
        labels = {"title": pgettext_lazy("of rules", "title")}
        fields = ["version", "title", "text", "valid_from", "valid_until", "minutes_per_credit", "course_cap"]
        widgets = {"valid_from": AdminDateInput, "valid_until": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.categories = list(MemberCategory.objects.all())
        known = {need.category_id: need for need in self.instance.requirements.all()} if self.instance.pk else {}
        for category in self.categories:
            for kind in Amounts._fields:
                label = pgettext_lazy("requirement", "%(category)s, %(kind)s") % {"category": category.name, "kind": Entry.Category(kind).label}
                self.fields[self.field_of(category, kind)] = CreditsField(label=label, initial=getattr(known.get(category.pk), kind, 0))

    @staticmethod
    def field_of(category: MemberCategory, kind: str) -> str:
        return f"need_{category.pk}_{kind}"

    def save(self, commit: bool = True) -> RuleSet:
        with transaction.atomic():
            hold_drafts(*filter(None, [self.instance.pk]))
            rules = super().save(commit)
            rules.requirements.all().delete()
            for category in self.categories:
                amounts = {kind: self.cleaned_data[self.field_of(category, kind)] for kind in Amounts._fields}
                if any(amounts.values()):
                    Requirement.objects.create(rule_set=rules, category=category, **amounts)
        return rules


class RequiredCourseForm(WagtailAdminModelForm):
    """A course that is required under a draft."""

    class Meta:
        model = RequiredCourse
        fields = ["rule_set", "course"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule_set"].label = _("draft of the rules")
        self.fields["rule_set"].queryset = RuleSet.objects.filter(published_at__isnull=True)

    def save(self, commit: bool = True) -> RequiredCourse:
        with transaction.atomic():
            hold_drafts(*filter(None, [self.initial.get("rule_set"), self.instance.rule_set_id]))
            return cast(RequiredCourse, super().save(commit))
