"""A college that has decided nothing yet can be rated: the first policy, which staff may follow up with another.

PostgreSQL keeps samples of what columns hold for its planner. Of keys and sealed ratings it must keep none: a sample would outlive the key.
"""

from datetime import date

from django.db import migrations

SINCE = date(2020, 1, 1)
SECRET = (("courses_ratingwindow", "key"), ("courses_sealedrating", "content"), ("courses_sealedrating", "ballot"))


def make(apps, schema_editor):
    apps.get_model("courses", "EvaluationPolicy").objects.get_or_create(
        valid_from=SINCE, defaults={"window_days": 14, "minimum_answers": 5, "eligible_percent": 50}
    )


def unmake(apps, schema_editor):
    apps.get_model("courses", "EvaluationPolicy").objects.filter(valid_from=SINCE).delete()


def sample(statistics):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        for table, column in SECRET:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {statistics}")

    return run


class Migration(migrations.Migration):
    dependencies = [("courses", "0005_evaluation")]
    operations = [migrations.RunPython(sample(0), sample(-1)), migrations.RunPython(make, unmake)]
