"""The verbs of credits. Each takes its clock as `now` (aware) and refuses by raising."""

from courses.credits.domain.accounts import account_of, open_account, open_accounts
from courses.credits.domain.awards import award, award_due, due, waiting_for_rules
from courses.credits.domain.corrections import decide_reversal, request_reversal
from courses.credits.domain.ledger import Posting, append, hold_head
from courses.credits.domain.rulebook import end_rules, publish_rules
from courses.credits.domain.statement import Offer, Part, Statement, correction_of, last_correction, own_entry, rulebook, statement
from courses.credits.domain.verification import Broken, Verification, verify

__all__ = [
    "Broken",
    "Offer",
    "Part",
    "Posting",
    "Statement",
    "Verification",
    "account_of",
    "append",
    "award",
    "award_due",
    "correction_of",
    "decide_reversal",
    "due",
    "end_rules",
    "hold_head",
    "last_correction",
    "open_account",
    "open_accounts",
    "own_entry",
    "publish_rules",
    "request_reversal",
    "rulebook",
    "statement",
    "verify",
    "waiting_for_rules",
]
