"""What the database itself refuses of this room: rounds that overlap, to change what a draw was sealed with or what came out of it,
and to change what is written down of what was done for somebody, or of an exception that was made."""

from __future__ import annotations

from college.triggers import Trigger, changed, refusal

WAIVER = "courses_waiver"
ROUND, DRAW, LIST, BALLOT, WISH = "courses_round", "courses_draw", "courses_drawlist", "courses_ballot", "courses_wish"
# On PostgreSQL an exclusion constraint holds this between two who write at once (migration 0029); there these only say it first.
OVERLAPS = "EXISTS (SELECT 1 FROM courses_round r WHERE r.plan_id = NEW.plan_id AND r.opens_at < NEW.closes_at AND NEW.opens_at < r.closes_at%s)"
TOLD = "rounds of one plan never overlap"
SEALED = "EXISTS (SELECT 1 FROM courses_draw d WHERE d.sealed_at IS NOT NULL AND d.round_id = %s)"
OF_WISH = "(SELECT b.round_id FROM courses_ballot b WHERE b.id = %s.ballot_id)"
ACTED = "courses_acted"
# Of what was done for somebody only the accounts move on, and only where two accounts become one.
MOVES = "(NEW.{0} <> OLD.{0} AND NOT EXISTS (SELECT 1 FROM college_merge m WHERE m.gone_id = OLD.{0} AND m.kept_id = NEW.{0}))"
REWRITTEN = " OR ".join(
    [
        changed("role", "what", "about", "at"),
        "COALESCE(NEW.offering_id, 0) <> COALESCE(OLD.offering_id, 0)",
        MOVES.format("actor_id"),
        MOVES.format("learner_id"),
    ]
)

GUARDS = (
    # An exception of the office stays as it is; only its words go with the learner.
    refusal(WAIVER, "UPDATE", f"{changed('id', 'offering_id', 'learner_id', 'reasons', 'by_id', 'at')} OR (NEW.why <> OLD.why AND NEW.why <> '')"),
    refusal(WAIVER, "DELETE"),
    refusal(WAIVER, "TRUNCATE"),
    Trigger("courses_round_overlap_insert", ROUND, "INSERT", OVERLAPS % "", TOLD),
    Trigger("courses_round_overlap_update", ROUND, "UPDATE", OVERLAPS % " AND r.id <> NEW.id", TOLD),
    refusal(
        DRAW,
        "UPDATE",
        f"(OLD.sealed_at IS NOT NULL AND ({changed('round_id', 'beacon', 'beacon_at', 'secret', 'secret_sha256', 'list_sha256')}))"
        f" OR (OLD.drawn_at IS NOT NULL AND ({changed('beacon_value', 'drawn_at')}))",
    ),
    refusal(DRAW, "DELETE", "OLD.sealed_at IS NOT NULL"),
    refusal(LIST, "UPDATE", f"{changed('draw_id', 'sealed')} OR length(OLD.opened) > 0"),
    refusal(LIST, "DELETE"),
    refusal(BALLOT, "INSERT", SEALED % "NEW.round_id"),
    refusal(BALLOT, "DELETE", SEALED % "OLD.round_id"),
    refusal(WISH, "INSERT", SEALED % (OF_WISH % "NEW")),
    refusal(WISH, "UPDATE", changed("ballot_id", "rank", "offering_id")),
    refusal(WISH, "DELETE", SEALED % (OF_WISH % "OLD")),
    refusal(ACTED, "UPDATE", REWRITTEN),
    refusal(ACTED, "DELETE"),
    refusal(ACTED, "TRUNCATE"),
)
