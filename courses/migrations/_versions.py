"""Stages and versions of courses, and other schools that use them."""

import courses.catalogue.models.stages
import courses.catalogue.models.versions
import django.db.models.deletion

from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='CourseVersion',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.PositiveIntegerField(verbose_name='number')),
            ('published_at', models.DateTimeField(verbose_name='published at')),
            ('note', models.CharField(blank=True, max_length=120, verbose_name='what is new')),
            ('changes', models.JSONField(default=list)),
            ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='courses.coursepage', verbose_name='course')),
            ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('revision', models.OneToOneField(on_delete=courses.catalogue.models.versions.kept, related_name='course_version', to='wagtailcore.revision')),
        ],
        options={
            'verbose_name': 'version',
            'verbose_name_plural': 'versions',
            'ordering': ['course', '-number'],
            'constraints': [models.UniqueConstraint(fields=('course', 'number'), name='course_version_number_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='course_version_counts_from_one')],
        },
    ),
    migrations.CreateModel(
        name='VersionFile',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('part', models.CharField(max_length=20)),
            ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='in_versions', to='courses.coursedocument')),
            ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='courses.courseversion')),
        ],
        options={
            'constraints': [models.UniqueConstraint(fields=('version', 'part'), name='version_file_part_once')],
        },
    ),
    migrations.CreateModel(
        name='Origin',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('title', models.CharField(max_length=255)),
            ('authors', models.CharField(max_length=500)),
            ('school', models.CharField(blank=True, max_length=40)),
            ('made_at', models.DateTimeField()),
            ('copy', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='origin', to='courses.coursepage')),
            ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='adaptations', to='courses.coursepage')),
            ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.courseversion')),
        ],
        options={
            'ordering': ['-made_at', '-pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(('course__isnull', True), models.Q(('course', models.F('copy')), _negated=True), _connector='OR'), name='origin_is_another_course')],
        },
    ),
    migrations.CreateModel(
        name='DevelopTask',
        fields=[
            ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
        ],
        options={
            'verbose_name': 'development of a course',
        },
        bases=('wagtailcore.task',),
    ),
    migrations.CreateModel(
        name='TrialState',
        fields=[
            ('taskstate_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.taskstate')),
            ('held_on', models.DateField(blank=True, null=True, verbose_name='day of the trial lesson')),
            ('place', models.CharField(blank=True, max_length=60, verbose_name='where')),
            ('attended', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='how many people came')),
            ('listeners', models.CharField(blank=True, max_length=200, verbose_name='who listened')),
            ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='college.venue', verbose_name='venue')),
        ],
        options={
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('attended__isnull', True), ('held_on__isnull', True)), models.Q(('attended__gte', 1), ('attended__lte', 1000), ('held_on__isnull', False)), _connector='OR'), name='trial_has_day_and_people')],
        },
        bases=('wagtailcore.taskstate',),
    ),
    migrations.CreateModel(
        name='TrialTask',
        fields=[
            ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
        ],
        options={
            'verbose_name': 'trial lesson of a course',
        },
        bases=('wagtailcore.task',),
    ),
    migrations.CreateModel(
        name='ReviewState',
        fields=[
            ('taskstate_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.taskstate')),
            ('content', models.PositiveSmallIntegerField(blank=True, null=True)),
            ('audience', models.PositiveSmallIntegerField(blank=True, null=True)),
            ('clarity', models.PositiveSmallIntegerField(blank=True, null=True)),
            ('materials', models.PositiveSmallIntegerField(blank=True, null=True)),
        ],
        options={
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', True), ('audience__isnull', True), ('clarity__isnull', True), ('materials__isnull', True)), models.Q(('content__in', (1, 2, 3, 4)), ('audience__in', (1, 2, 3, 4)), ('clarity__in', (1, 2, 3, 4)), ('materials__in', (1, 2, 3, 4))), _connector='OR'), name='review_is_whole')],
        },
        bases=('wagtailcore.taskstate',),
    ),
    migrations.CreateModel(
        name='ReviewTask',
        fields=[
            ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
        ],
        options={
            'verbose_name': 'review of a course',
        },
        bases=(courses.catalogue.models.stages.Held, 'wagtailcore.task'),
    ),
    migrations.CreateModel(
        name='ReleaseTask',
        fields=[
            ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
        ],
        options={
            'verbose_name': 'release of a course',
        },
        bases=(courses.catalogue.models.stages.Held, 'wagtailcore.task'),
    ),
    migrations.CreateModel(
        name='Release',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('at', models.DateTimeField()),
            ('ended_at', models.DateTimeField(blank=True, null=True)),
            ('reason', models.CharField(blank=True, max_length=200)),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='courses.coursepage', verbose_name='course')),
            ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['-at', '-pk'],
            'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('course',), name='course_released_once'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='release_ended_says_why')],
        },
    ),
    migrations.CreateModel(
        name='Rollout',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('since', models.DateField(verbose_name='since')),
            ('note', models.CharField(blank=True, max_length=120, verbose_name='note')),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rollouts', to='courses.coursepage', verbose_name='course')),
            ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rollouts', to='college.school', verbose_name='school')),
            ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rollouts', to='college.venue', verbose_name='venue')),
        ],
        options={
            'verbose_name': 'use of a course',
            'verbose_name_plural': 'uses of courses',
            'ordering': ['since', 'pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('school__isnull', True), ('venue__isnull', False)), models.Q(('school__isnull', False), ('venue__isnull', True)), _connector='OR'), name='rollout_is_venue_or_school'), models.UniqueConstraint(fields=('course', 'venue'), name='rollout_venue_once'), models.UniqueConstraint(fields=('course', 'school'), name='rollout_school_once')],
        },
    ),
]
