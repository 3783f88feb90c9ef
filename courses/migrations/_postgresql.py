"""What only PostgreSQL is told of our tables."""

# The planner keeps samples of what columns hold. Of keys and of what is sealed with them it must keep none: a sample would outlive the key, or the row.
SECRET = (
    ("courses_ratingwindow", "key"),
    ("courses_sealedrating", "content"),
    ("courses_sealedrating", "ballot"),
    ("courses_survey", "key"),
    ("courses_sealedanswer", "content"),
    ("courses_surveyreceipt", "person_id"),
)
# SQLite, where one writes at a time, has triggers instead (courses/selection/triggers.py and booking_triggers.py). Ranges of one number stand for the
# number: an exclusion over a plain one would need an extension (btree_gist), and its owner the right to make one.
NO_OVERLAP = """
ALTER TABLE courses_round ADD CONSTRAINT round_never_overlaps
EXCLUDE USING gist (int8range(plan_id, plan_id, '[]') WITH &&, tstzrange(opens_at, closes_at) WITH &&)
"""
NO_SECOND_BOOKING = """
ALTER TABLE courses_booking ADD CONSTRAINT booking_overlaps_{place} EXCLUDE USING gist
(int8range({place}_id, {place}_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&) WHERE ({place}_id IS NOT NULL AND NOT is_known)
"""


def prepare(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, column in SECRET:
        schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")
    schema_editor.execute(NO_OVERLAP)
    for place in ("room", "teacher"):
        schema_editor.execute(NO_SECOND_BOOKING.format(place=place))
