"""Class groups, and who keeps them: staff and administrators."""

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

from importlib import import_module

permission = import_module("courses.migrations.0003_permissions").permission
KEPT = ("add", "change", "delete", "view")


def grant(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=("staff", "administrator")):
        group.permissions.add(*(permission(apps, "courses", "grouping", action) for action in KEPT))


class Migration(migrations.Migration):

    dependencies = [
        ('college', '0016_term_spread'),
        ('courses', '0033_waiver_permissions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Grouping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('intro', models.TextField(blank=True, help_text='Learners read this above the questions. One or two sentences.', max_length=400, verbose_name='what it is for')),
                ('answers_until', models.DateTimeField(verbose_name='answers until')),
                ('proposed_at', models.DateTimeField(editable=False, null=True)),
                ('published_at', models.DateTimeField(editable=False, null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groupings', to='courses.coursepage', verbose_name='course')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groupings', to='college.term', verbose_name='term')),
            ],
            options={
                'verbose_name': 'class groups',
                'verbose_name_plural': 'class groups',
                'ordering': ['-term__starts_on', 'course__title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='GroupAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chosen', models.JSONField(default=list)),
                ('suits', models.JSONField(default=list)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_answers', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
                ('grouping', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='courses.grouping')),
            ],
        ),
        migrations.CreateModel(
            name='EntryQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.CharField(max_length=120, verbose_name='question')),
                ('choices', models.TextField(help_text='The first line is for beginners (level 0); each line below is one level more.', max_length=600, verbose_name='answers, one a line')),
                ('grouping', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='courses.grouping')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClassGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=30, verbose_name='name of the group')),
                ('objective', models.CharField(blank=True, max_length=200, verbose_name='what it is taught for')),
                ('seats', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name='people at most')),
                ('lowest', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='lowest level')),
                ('highest', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='highest level')),
                ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='courses.offering', verbose_name='class')),
                ('grouping', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='courses.grouping')),
            ],
            options={
                'verbose_name': 'group',
                'verbose_name_plural': 'groups',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GroupPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.JSONField(default=list)),
                ('moved_why', models.CharField(blank=True, max_length=200)),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='courses.classgroup', verbose_name='group')),
                ('grouping', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='courses.grouping')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_places', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
                ('moved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'place in a group',
                'verbose_name_plural': 'places in groups',
                'ordering': ['group__sort_order', 'learner'],
            },
        ),
        migrations.AddConstraint(
            model_name='grouping',
            constraint=models.UniqueConstraint(fields=('course', 'term'), name='grouping_once', violation_error_message='This course has its groups in this term already.'),
        ),
        migrations.AddConstraint(
            model_name='grouping',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('proposed_at__isnull', False), _connector='OR'), name='grouping_published_was_proposed'),
        ),
        migrations.AddConstraint(
            model_name='groupanswer',
            constraint=models.UniqueConstraint(fields=('grouping', 'learner'), name='group_answer_once'),
        ),
        migrations.AddConstraint(
            model_name='classgroup',
            constraint=models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='class_group_has_seats'),
        ),
        migrations.AddConstraint(
            model_name='classgroup',
            constraint=models.CheckConstraint(condition=models.Q(('highest__gte', models.F('lowest'))), name='class_group_levels', violation_error_message='The highest level must not be below the lowest.'),
        ),
        migrations.AddConstraint(
            model_name='groupplace',
            constraint=models.UniqueConstraint(fields=('grouping', 'learner'), name='group_place_once'),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
