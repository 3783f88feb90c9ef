"""Nouns of this room: whose credits, by which rules, the ledger itself, and who has read the report."""

from courses.credits.models.accounts import Account
from courses.credits.models.ledger import Entry, Evidence, LedgerHead
from courses.credits.models.people import Exemption, MemberCategory, Membership, ReportYear
from courses.credits.models.reversals import ReversalRequest
from courses.credits.models.rules import RequiredCourse, Requirement, RuleSet
from courses.credits.models.settlements import Settlement

__all__ = [
    "Account",
    "Entry",
    "Evidence",
    "Exemption",
    "LedgerHead",
    "MemberCategory",
    "Membership",
    "ReportYear",
    "RequiredCourse",
    "Requirement",
    "ReversalRequest",
    "RuleSet",
    "Settlement",
]
