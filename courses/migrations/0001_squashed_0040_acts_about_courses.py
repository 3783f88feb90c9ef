"""A new college: all tables of its courses, and the rows with which they begin."""

from django.conf import settings
from django.db import migrations

from college.migrations._first import Tables
from courses.migrations import _classes, _courses, _credits, _evaluation, _files, _first_rows, _learning, _postgresql, _rounds, _surveys, _versions


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("courses", "0001_initial"),
        ("courses", "0002_site_tree"),
        ("courses", "0003_permissions"),
        ("courses", "0004_attendance_and_checks"),
        ("courses", "0004_first_policy"),
        ("courses", "0005_evaluation"),
        ("courses", "0005_first_evaluation_policy"),
        ("courses", "0006_ledger"),
        ("courses", "0007_credit_permissions"),
        ("courses", "0008_office_permissions"),
        ("courses", "0009_review_name"),
        ("courses", "0010_cuts"),
        ("courses", "0011_modules"),
        ("courses", "0012_module_permissions"),
        ("courses", "0013_readings"),
        ("courses", "0014_read_again"),
        ("courses", "0015_lesson_designs"),
        ("courses", "0016_library"),
        ("courses", "0017_first_versions"),
        ("courses", "0018_course_imports"),
        ("courses", "0019_surveys_and_topics"),
        ("courses", "0020_survey_permissions"),
        ("courses", "0021_audience"),
        ("courses", "0022_course_templates"),
        ("courses", "0023_first_course_templates"),
        ("courses", "0024_stages_and_versions"),
        ("courses", "0025_course_workflow"),
        ("courses", "0026_offering_school"),
        ("courses", "0027_calendar_feed"),
        ("courses", "0028_score_points"),
        ("courses", "0029_rounds"),
        ("courses", "0030_kept_answers"),
        ("courses", "0031_helpers"),
        ("courses", "0032_eligibility"),
        ("courses", "0033_waiver_permissions"),
        ("courses", "0034_class_groups"),
        ("courses", "0035_booking"),
        ("courses", "0036_draw_summary"),
        ("courses", "0037_seat_offers"),
        ("courses", "0038_requests"),
        ("courses", "0039_request_permissions"),
        ("courses", "0040_acts_about_courses"),
    ]
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("college", "0002_squashed_0018_learner_facts"),
        ("media", "0001_squashed_0007_joins"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [
        Tables(
            [
                *_courses.TABLES,
                *_versions.TABLES,
                *_files.TABLES,
                *_surveys.TABLES,
                *_classes.TABLES,
                *_rounds.TABLES,
                *_learning.TABLES,
                *_evaluation.TABLES,
                *_credits.TABLES,
            ]
        ),
        migrations.RunPython(_postgresql.prepare, migrations.RunPython.noop),
        migrations.RunPython(_first_rows.make, _first_rows.unmake),
    ]
