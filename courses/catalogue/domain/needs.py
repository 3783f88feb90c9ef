"""From the results of a survey to needs."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.log_actions import log

from college.models import User
from courses.catalogue.errors.needs import AlreadyRaised, NotInThisState, TooFewAsked
from courses.catalogue.models import Need, Survey
from courses.catalogue.models.scope import must_keep
from courses.catalogue.rules.questions import Kind
from courses.catalogue.rules.results import Group, asked
from courses.catalogue.rules.tallies import place_of


def raise_need(*, survey_id: int, key: str, option: int, group: int | None = None, by: User) -> Need:
    """Make a need of one number of the results: so many asked for this option, everywhere or in one group of neighbourhoods.

    The number is read here, never given. Raises TooFewAsked where it is hidden, AlreadyRaised, NotInThisState before there are results.
    """
    survey = Survey.objects.get(pk=survey_id)
    must_keep(by, survey.school_id)
    if survey.results is None:
        raise NotInThisState
    count, question = asked(survey.results, key, option, group), survey.question(key)
    if count is None or question is None or not 0 <= option < len(question.options) or question.kind is Kind.SCALE:
        raise TooFewAsked
    where = group_name(survey, survey.results["groups"][group]) if group is not None else ""
    evidence = _("Survey “%(survey)s”: %(question)s") % {"survey": survey.title, "question": question.text}
    values = {"title": question.options[option], "evidence": evidence[:300], "neighbourhood": where[:60], "asked": count}
    try:
        with transaction.atomic():
            need = Need.objects.create(**values, survey=survey, question=key, option=option, raised_by=by)
            log(instance=need, action="wagtail.create", user=by)
    except IntegrityError as error:
        raise AlreadyRaised from error
    return need


def group_name(survey: Survey, group: Group) -> str:
    """The neighbourhoods of a group of the results, joined."""
    place = place_of(survey.asked)
    options = place.options if place else ()
    names = [options[one] if one < len(options) else _("not said") for one in group["places"]]
    return pgettext("between the entries of a list", ", ").join(names)
