"""What the ledger and its rules refuse, each with a stable code and a sentence that says what to do now."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid


class NoSuchEntry(DomainError):
    code = "no_such_entry"
    status = 404
    message = _("There is no such entry in the ledger.")


class ReversalOfReversal(Invalid):
    code = "reversal_of_reversal"
    message = _("A reversal cannot be taken back. Please ask for a correction of what should stand instead.")


class AlreadyReversed(DomainError):
    code = "already_reversed"
    message = _("This entry has been taken back already.")


class ReversalPending(DomainError):
    code = "reversal_pending"
    message = _("Somebody has asked for this already. A second person must decide first.")


class ReversalDecided(DomainError):
    code = "reversal_decided"
    message = _("This has been decided already.")


class SecondPerson(DomainError):
    code = "second_person"
    status = 403
    message = _("A second person decides this: not the one who asked for it, and not the one it is about.")


class OwnEntry(DomainError):
    code = "own_entry"
    status = 403
    message = _("This entry is about yourself. Please let a colleague ask for the correction.")


class WordsMissing(Invalid):
    code = "words_missing"
    message = _("Please write what went wrong; the learner reads it.")


class UnknownReason(Invalid):
    code = "unknown_reason"
    message = _("Please choose one of the reasons.")


class AmountImpossible(Invalid):
    code = "amount_impossible"
    message = _("Credits are booked in quarters, and never as zero. For nothing instead, leave it empty.")


class NothingChanges(Invalid):
    code = "nothing_changes"
    message = _("What would stand instead is what stands there now.")


class RulesPublished(DomainError):
    code = "rules_published"
    message = _("Published rules stay as they are. Please make a new version.")


class RulesWithoutValidity(Invalid):
    code = "rules_without_validity"
    message = _("Rules need a first day, and must still hold on some day to come or today.")


class RulesOverlap(DomainError):
    code = "rules_overlap"
    message = _("Other published rules hold on some of these days. Please end them first.")


class RulesIncomplete(Invalid):
    code = "rules_incomplete"
    message = _("Rules need plain words for learners, and a requirement for at least one category of members.")


class SameMoment(DomainError):
    """The database has it already: somebody else was faster by less than a look."""

    code = "same_moment"
    message = _("A colleague has just saved the same. Please look at the list before you save again.")
