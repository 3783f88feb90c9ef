"""What the database itself refuses of this room: to change a version of a file or a line of a topic's history, and to remove one by itself.

A file goes with all its versions, once nothing uses it: its row says so first (version 0, `CourseDocument.going`). A topic goes with its history as
long as it is a question that nobody has approved or closed. Whoever wrote a row may leave the college: the name is taken out, the row stays.
"""

from __future__ import annotations

from college.triggers import changed, refusal

VERSION, STEP = "courses_documentversion", "courses_topicstep"
ANOTHER = "(NEW.by_id IS NOT NULL AND (OLD.by_id IS NULL OR NEW.by_id <> OLD.by_id))"
HASHED_ANEW = "(OLD.sha256 <> '' AND NEW.sha256 <> OLD.sha256)"  # a file of before files had one gets its hash once
FILE_STAYS = "EXISTS (SELECT 1 FROM courses_coursedocument WHERE id = OLD.document_id AND version <> 0)"
TOPIC_STAYS = "EXISTS (SELECT 1 FROM courses_topic WHERE id = OLD.topic_id AND (station <> 'proposed' OR closed_on IS NOT NULL))"

GUARDS = (
    refusal(VERSION, "UPDATE", f"{changed('id', 'document_id', 'number', 'file', 'size', 'at', 'note')} OR {HASHED_ANEW} OR {ANOTHER}"),
    refusal(VERSION, "DELETE", FILE_STAYS),
    refusal(VERSION, "TRUNCATE"),
    refusal(STEP, "UPDATE", f"{changed('id', 'topic_id', '"to"', 'at', 'note')} OR {ANOTHER}"),
    refusal(STEP, "DELETE", TOPIC_STAYS),
    refusal(STEP, "TRUNCATE"),
)
