"""What the database itself refuses of this room: to change, remove or empty the ledger, to break its chain, and to rewrite published rules.

There is no back door, for nobody: a mistake is put right by a reversal. How the triggers get there: `college.triggers`.
"""

from __future__ import annotations

from college.triggers import changed, refusal

LEDGER = ("courses_entry", "courses_evidence")
RULES, REQUIREMENT, REQUIRED_COURSE = "courses_ruleset", "courses_requirement", "courses_requiredcourse"
FROZEN = ("version", "title", "text", "valid_from", "minutes_per_credit", "course_cap", "published_at")  # the last day may still be named
NOTHING_BEFORE = "0" * 64


def _published(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {RULES} WHERE id = {row}.rule_set_id AND published_at IS NOT NULL)"  # noqa: S608  # names of ours


CHAIN = (
    f"NOT ((NEW.number = 1 AND NEW.previous_hash = '{NOTHING_BEFORE}') OR "  # noqa: S608
    "EXISTS (SELECT 1 FROM courses_entry WHERE number = NEW.number - 1 AND hash = NEW.previous_hash))"
)
CHANGED = changed(*FROZEN[:-1])
REWRITTEN = f"OLD.published_at IS NOT NULL AND (NEW.published_at IS NULL OR NEW.published_at <> OLD.published_at OR {CHANGED})"

GUARDS = (
    *(refusal(table, event) for table in LEDGER for event in ("UPDATE", "DELETE", "TRUNCATE")),
    refusal("courses_entry", "INSERT", CHAIN, "not the next link of the chain"),
    refusal(RULES, "UPDATE", REWRITTEN, "published rules stay as they are"),
    refusal(RULES, "DELETE", "OLD.published_at IS NOT NULL", "published rules stay"),
    refusal(REQUIREMENT, "INSERT", _published("NEW"), "published rules stay as they are"),
    refusal(REQUIREMENT, "UPDATE", f"{_published('OLD')} OR {_published('NEW')}", "published rules stay as they are"),
    refusal(REQUIREMENT, "DELETE", _published("OLD"), "published rules stay as they are"),
    refusal(REQUIRED_COURSE, "INSERT", _published("NEW"), "published rules stay as they are"),
    refusal(REQUIRED_COURSE, "UPDATE", f"{_published('OLD')} OR {_published('NEW')}", "published rules stay as they are"),
    refusal(REQUIRED_COURSE, "DELETE", _published("OLD"), "published rules stay as they are"),
)
