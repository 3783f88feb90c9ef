"""Publishing rules, and ending them. Published rules do not change: what was counted by them must stay readable beside it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from college.errors import NotAllowed, NotFound
from college.models import User
from college.models.validity import not_over
from college.roles import is_keeper
from courses.credits.domain import refusals
from courses.credits.domain.ledger import hold_head
from courses.credits.models import RuleSet


def publish_rules(*, rule_set_id: int, by: User, now: datetime) -> RuleSet:
    """Let rules hold from their first day on; from now on they are frozen.

    Raises NotAllowed, RulesPublished, RulesWithoutValidity (no day left), RulesIncomplete (no words, no requirement), RulesOverlap.
    """
    if not is_keeper(by):
        raise NotAllowed
    with transaction.atomic():
        hold_head()  # two who publish at once come one after the other, and no award in between
        rules = RuleSet.objects.select_for_update(of=("self",)).get(pk=rule_set_id)
        if rules.published_at is not None:
            raise refusals.RulesPublished
        _must_hold(rules, timezone.localdate(now))
        rules.published_at = now
        rules.save(update_fields=["published_at"])
    return rules


def hold_drafts(*rule_set_ids: int) -> None:
    """Keep drafts from being published until the end of the transaction. Raises RulesPublished, and NotFound for one that is gone."""
    wanted = set(rule_set_ids)
    held = list(RuleSet.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    if len(held) < len(wanted):
        raise NotFound
    if any(rules.published_at is not None for rules in held):
        raise refusals.RulesPublished


def _must_hold(rules: RuleSet, today: date) -> None:
    if rules.valid_from is None or (rules.valid_until is not None and rules.valid_until < max(today, rules.valid_from)):
        raise refusals.RulesWithoutValidity
    asks = Q(required__gt=0) | Q(elective__gt=0) | Q(project__gt=0)
    if not (rules.text.strip() and rules.requirements.filter(asks).exists()):
        raise refusals.RulesIncomplete
    others = RuleSet.objects.published().filter(not_over(rules.valid_from))
    if rules.valid_until is not None:
        others = others.filter(valid_from__lte=rules.valid_until)
    if others.exists():
        raise refusals.RulesOverlap


def end_rules(*, rule_set_id: int, last_day: date, by: User, now: datetime) -> RuleSet:
    """Name the last day of published rules, today or later: the one thing of them that can still be said.

    Raises NotAllowed, and RulesWithoutValidity for a day that is over, before their first, or after the one that was named.
    """
    if not is_keeper(by):
        raise NotAllowed
    with transaction.atomic():
        rules = RuleSet.objects.select_for_update(of=("self",)).get(pk=rule_set_id)
        latest = rules.valid_until or last_day
        if not max(rules.valid_from, timezone.localdate(now)) <= last_day <= latest:
            raise refusals.RulesWithoutValidity
        rules.valid_until = last_day
        rules.save(update_fields=["valid_until"])
    return rules
