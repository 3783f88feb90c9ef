"""Recordings that are shown already count as answered: a person published them. The office keeps the rule for how long recordings are kept."""

import django.core.validators
from django.db import migrations, models

GRANTED = ("staff", "administrator")
KEPT = {"recording": ("view",), "recordingpolicy": ("change", "view")}


def answer(apps, schema_editor):
    recordings = apps.get_model("media", "Recording").objects
    for recording in recordings.exclude(folder="").only("made_from", "sha256").iterator():
        is_newest = recording.made_from in ("", recording.sha256)
        recordings.filter(pk=recording.pk).update(
            consent="agreed" if is_newest else "unsaid", consent_to=[recording.made_from or recording.sha256]
        )


def permissions(apps):
    """Permissions are made after migrating, so that a fresh database has none yet."""
    make_kind, make = apps.get_model("contenttypes", "ContentType").objects.get_or_create, apps.get_model("auth", "Permission").objects.get_or_create
    for model, actions in KEPT.items():
        kind, _ = make_kind(app_label="media", model=model)
        yield from (make(content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"})[0] for action in actions)


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*permissions(apps))


def revoke(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.remove(*permissions(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0005_cuts"),
        ("college", "0003_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.CreateModel(
            name='RecordingPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('keep_years', models.PositiveSmallIntegerField(default=0, help_text='Counted from the lesson or the upload, whichever is later. 0: for ever. What is removed can be taken back for 30 days.', validators=[django.core.validators.MaxValueValidator(50)], verbose_name='years that recordings are kept')),
            ],
            options={
                'verbose_name': 'How long recordings are kept',
            },
        ),
        migrations.AddField(
            model_name='recording',
            name='consent',
            field=models.CharField(choices=[('unsaid', 'Not said yet: only the teacher and the office can watch'), ('alone', 'Nobody but the teacher can be seen or heard'), ('agreed', 'Everybody who can be seen or heard has agreed')], default='unsaid', max_length=10, verbose_name='people in the recording'),
        ),
        migrations.AddField(
            model_name='recording',
            name='consent_to',
            field=models.JSONField(blank=True, default=list, help_text='The SHA-256 of the files for which the answer was given.'),
        ),
        migrations.AddField(
            model_name='recording',
            name='may_download',
            field=models.BooleanField(default=False, verbose_name='learners may download it'),
        ),
        migrations.AddField(
            model_name='recording',
            name='measured_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='recording',
            name='removed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='removed at'),
        ),
        migrations.AddField(
            model_name='recording',
            name='stored_bytes',
            field=models.PositiveBigIntegerField(default=0, help_text='Bytes: the original and all that was made of it.', verbose_name='on the disk'),
        ),
        migrations.AddField(
            model_name='recording',
            name='was_at',
            field=models.CharField(blank=True, help_text='The place that it had when it was removed, in the words of the room that knows places.', max_length=60),
        ),
        migrations.RunPython(answer, migrations.RunPython.noop),
        migrations.RunPython(grant, revoke),
    ]
