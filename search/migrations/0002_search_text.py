"""The table with the words to be matched. Each database has its own way, so this chooses by vendor; no model knows the table.

`search.backends.tables` explains the columns and is the only writer.
"""

from typing import Any

from django.db import migrations

CREATE = {
    "sqlite": ["CREATE VIRTUAL TABLE search_text USING fts5(title, summary, body, tokenize = 'ascii')"],
    "postgresql": [
        "CREATE TABLE search_text (rowid bigint PRIMARY KEY, vector tsvector NOT NULL, tokens text NOT NULL)",
        "CREATE INDEX search_text_vector ON search_text USING gin (vector)",
    ],
}


def create(apps: Any, schema_editor: Any) -> None:
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE search_text")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
