"""Plans, rounds, wishes and draws of selection."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Ranges of one number stand for "the same plan": an exclusion over a plain number would need an extension (btree_gist).
NO_OVERLAP = """
ALTER TABLE courses_round ADD CONSTRAINT round_never_overlaps
EXCLUDE USING gist (int8range(plan_id, plan_id, '[]') WITH &&, tstzrange(opens_at, closes_at) WITH &&)
"""


def forbid_overlaps(apps, schema_editor):
    """SQLite, where one writes at a time, has a trigger instead (courses/selection/triggers.py)."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NO_OVERLAP)


class Migration(migrations.Migration):

    dependencies = [
        ('college', '0016_term_spread'),
        ('courses', '0028_score_points'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('wishes', 'Wishes and a draw'), ('first_come', 'First come, first served'), ('add_drop', 'Add and drop')], max_length=10, verbose_name='kind')),
                ('opens_at', models.DateTimeField(verbose_name='begins')),
                ('closes_at', models.DateTimeField(verbose_name='ends')),
                ('spread', models.PositiveSmallIntegerField(default=60, help_text='Everybody begins at an own moment within these seconds, by chance, so that being fast gains nothing. 0: all begin at once.', validators=[django.core.validators.MaxValueValidator(600)], verbose_name="seconds over which everybody's start is spread")),
            ],
            options={
                'verbose_name': 'round',
                'verbose_name_plural': 'rounds',
                'ordering': ['opens_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('beacon', models.CharField(help_text="Which public number decides the draw, such as a lottery's result of a named day.", max_length=200, verbose_name='public value')),
                ('beacon_at', models.DateTimeField(verbose_name='it becomes known')),
                ('secret', models.CharField(blank=True, editable=False, max_length=64)),
                ('secret_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('list_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('sealed_at', models.DateTimeField(editable=False, null=True)),
                ('beacon_value', models.CharField(blank=True, max_length=200, verbose_name='its value')),
                ('drawn_at', models.DateTimeField(editable=False, null=True)),
                ('drawn_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='draw', to='courses.round', verbose_name='round')),
            ],
            options={
                'verbose_name': 'draw',
                'verbose_name_plural': 'draws',
            },
        ),
        migrations.CreateModel(
            name='DrawList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.BinaryField()),
                ('opened', models.BinaryField(default=b'')),
                ('draw', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='courses.draw')),
            ],
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(editable=False, max_length=16)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='courses.round')),
            ],
            options={
                'verbose_name': 'list of wishes',
                'verbose_name_plural': 'lists of wishes',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='SelectionPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offline_limit', models.PositiveSmallIntegerField(default=2, help_text='How many classes that meet in a classroom somebody may have in this term. Classes online do not count.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='classes in a classroom for each learner')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='selection_plan', to='college.term', verbose_name='term')),
            ],
            options={
                'verbose_name': 'plan of selection',
                'verbose_name_plural': 'plans of selection',
                'ordering': ['-term__starts_on'],
            },
        ),
        migrations.AddField(
            model_name='round',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='courses.selectionplan', verbose_name='plan of selection'),
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='rank')),
                ('outcome', models.CharField(blank=True, choices=[('', 'Not drawn yet'), ('seat', 'Got a seat'), ('same_course', 'Has another class of this course'), ('time_clash', 'At the time of another class of hers'), ('limit_reached', 'Had as many classes as allowed'), ('offering_full', 'No seat left'), ('offering_cancelled', 'Cancelled'), ('not_for_you', 'Not for her when it was drawn')], default='', max_length=20, verbose_name='outcome')),
                ('group', models.CharField(blank=True, max_length=10, verbose_name='seat kept for')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='courses.ballot')),
                ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='courses.offering', verbose_name='class')),
            ],
            options={
                'verbose_name': 'wish',
                'verbose_name_plural': 'wishes',
                'ordering': ['ballot', 'rank'],
            },
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('list_sha256', ''), ('sealed_at__isnull', True), ('secret', ''), ('secret_sha256', '')), models.Q(('sealed_at__isnull', False), models.Q(('secret', ''), _negated=True), models.Q(('secret_sha256', ''), _negated=True), models.Q(('list_sha256', ''), _negated=True)), _connector='OR'), name='draw_sealed_whole'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('beacon_value', ''), ('drawn_at__isnull', True)), models.Q(('drawn_at__isnull', False), ('sealed_at__isnull', False), models.Q(('beacon_value', ''), _negated=True)), _connector='OR'), name='draw_drawn_whole'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(('drawn_at__isnull', True), ('drawn_at__gte', models.F('beacon_at')), _connector='OR'), name='draw_after_its_beacon'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(('sealed_at__isnull', True), ('sealed_at__lt', models.F('beacon_at')), _connector='OR'), name='draw_sealed_before_its_beacon'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.UniqueConstraint(fields=('round', 'learner'), name='ballot_one_each'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.UniqueConstraint(fields=('round', 'code'), name='ballot_code_once'),
        ),
        migrations.AddConstraint(
            model_name='selectionplan',
            constraint=models.CheckConstraint(condition=models.Q(('offline_limit__range', (1, 20))), name='selection_plan_limit'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='round_ends_after_start', violation_error_message='A round must end after it begins.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('spread__lte', 600)), name='round_spread'),
        ),
        migrations.AddIndex(
            model_name='wish',
            index=models.Index(fields=['offering'], name='wish_of_offering'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.CheckConstraint(condition=models.Q(('rank__range', (1, 5))), name='wish_rank'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.CheckConstraint(condition=models.Q(('group', ''), ('outcome', 'seat'), _connector='OR'), name='wish_group_of_a_seat'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.UniqueConstraint(fields=('ballot', 'rank'), name='wish_one_at_a_rank'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.UniqueConstraint(fields=('ballot', 'offering'), name='wish_once_each'),
        ),
        migrations.RunPython(forbid_overlaps, migrations.RunPython.noop, elidable=False),
    ]
