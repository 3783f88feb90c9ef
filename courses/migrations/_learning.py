"""Attendance, checks, completion and what was watched."""

import django.core.validators
import django.db.models.deletion
import uuid

from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='RollCall',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('confirmed_at', models.DateTimeField()),
            ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('lesson', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='roll_call', to='courses.lesson')),
        ],
    ),
    migrations.CreateModel(
        name='Attendance',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('state', models.CharField(choices=[('present', 'Present'), ('late', 'Late'), ('leave', 'On leave'), ('absent', 'Absent')], max_length=8)),
            ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='courses.enrolment')),
            ('roll_call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='courses.rollcall')),
        ],
        options={
            'constraints': [models.UniqueConstraint(fields=('roll_call', 'enrolment'), name='attendance_once'), models.CheckConstraint(condition=models.Q(('state__in', ['present', 'late', 'leave', 'absent'])), name='attendance_known_state')],
        },
    ),
    migrations.CreateModel(
        name='Check',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('introduction', models.CharField(blank=True, max_length=300, verbose_name='a word before it')),
            ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('offering', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='final_check', to='courses.offering', verbose_name='class')),
        ],
        options={
            'verbose_name': 'check',
            'verbose_name_plural': 'checks',
        },
    ),
    migrations.CreateModel(
        name='Question',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.PositiveSmallIntegerField(verbose_name='number')),
            ('kind', models.CharField(choices=[('single', 'One answer is right'), ('multiple', 'Several answers are right')], default='single', max_length=8, verbose_name='kind')),
            ('text', models.CharField(max_length=300, verbose_name='question')),
            ('explanation', models.CharField(blank=True, help_text='Shown after the check has been handed in.', max_length=300, verbose_name='why')),
            ('check_of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='courses.check')),
        ],
        options={
            'verbose_name': 'question',
            'verbose_name_plural': 'questions',
            'ordering': ['check_of', 'number'],
            'constraints': [models.UniqueConstraint(fields=('check_of', 'number'), name='question_number_once'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='question_has_text', violation_error_message='Please write the question.')],
        },
    ),
    migrations.CreateModel(
        name='Choice',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.PositiveSmallIntegerField(verbose_name='number')),
            ('text', models.CharField(max_length=200, verbose_name='answer')),
            ('is_right', models.BooleanField(default=False, verbose_name='this is right')),
            ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='courses.question')),
        ],
        options={
            'ordering': ['question', 'number'],
            'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='choice_number_once'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='choice_has_text', violation_error_message='Please write the answer.')],
        },
    ),
    migrations.CreateModel(
        name='CheckAttempt',
        fields=[
            ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('number', models.PositiveSmallIntegerField()),
            ('paper', models.JSONField(default=list)),
            ('answers', models.JSONField(default=dict)),
            ('opened_at', models.DateTimeField()),
            ('submitted_at', models.DateTimeField(blank=True, null=True)),
            ('right', models.PositiveSmallIntegerField(default=0)),
            ('total', models.PositiveSmallIntegerField()),
            ('passed', models.BooleanField(default=False)),
            ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_attempts', to='courses.enrolment')),
        ],
        options={
            'indexes': [models.Index(fields=['enrolment', '-number'], name='attempt_latest')],
            'constraints': [models.UniqueConstraint(fields=('enrolment', 'number'), name='attempt_number_once'), models.UniqueConstraint(condition=models.Q(('submitted_at__isnull', True)), fields=('enrolment',), name='attempt_one_open'), models.CheckConstraint(condition=models.Q(('right__lte', models.F('total')), ('total__gte', 1)), name='attempt_marks_in_range'), models.CheckConstraint(condition=models.Q(('passed', False), ('submitted_at__isnull', False), _connector='OR'), name='attempt_passed_when_submitted')],
        },
    ),
    migrations.CreateModel(
        name='CompletionPolicy',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('valid_from', models.DateField(unique=True, verbose_name='valid from')),
            ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
            ('attendance_percent', models.PositiveSmallIntegerField(default=80, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='lessons attended, %')),
            ('unlock_percent', models.PositiveSmallIntegerField(default=80, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='lessons attended or watched before the check opens, %')),
            ('pass_percent', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='right answers to pass the check, %')),
            ('tries', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1)], verbose_name='tries')),
        ],
        options={
            'verbose_name': 'completion policy',
            'verbose_name_plural': 'completion policies',
            'ordering': ['-valid_from'],
            'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='completion_policy_dates', violation_error_message='It cannot end before it begins.'), models.CheckConstraint(condition=models.Q(('attendance_percent__range', (1, 100)), ('pass_percent__range', (1, 100)), ('tries__gte', 1), ('unlock_percent__range', (1, 100))), name='completion_policy_in_range')],
        },
    ),
    migrations.CreateModel(
        name='Completion',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('basis', models.CharField(choices=[('attendance', 'Attendance confirmed by the teacher'), ('check', 'Check passed')], max_length=12)),
            ('completed_at', models.DateTimeField()),
            ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='completion', to='courses.enrolment')),
            ('facts', models.JSONField(default=dict)),
        ],
    ),
    migrations.CreateModel(
        name='WatchSummary',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('spans', models.JSONField(default=list)),
            ('seconds', models.PositiveIntegerField(default=0)),
            ('position_ms', models.PositiveIntegerField(default=0)),
            ('updated_at', models.DateTimeField()),
            ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='watch_summaries', to=settings.AUTH_USER_MODEL)),
            ('recording', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watch_summaries', to='media.recording')),
            ('exact', models.JSONField(blank=True, default=list)),
        ],
        options={
            'indexes': [models.Index(fields=['learner', '-updated_at'], name='watch_recent')],
            'constraints': [models.UniqueConstraint(fields=('learner', 'recording'), name='watch_summary_once')],
        },
    ),
    migrations.CreateModel(
        name='WatchClock',
        fields=[
            ('learner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='watch_clock', serialize=False, to=settings.AUTH_USER_MODEL)),
            ('credited_until', models.DateTimeField()),
        ],
    ),
    migrations.CreateModel(
        name='PlaySession',
        fields=[
            ('key', models.UUIDField(primary_key=True, serialize=False)),
            ('sequence', models.PositiveIntegerField(default=0)),
            ('opened_at', models.DateTimeField()),
            ('last_beat_at', models.DateTimeField()),
            ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='play_sessions', to=settings.AUTH_USER_MODEL)),
            ('recording', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='play_sessions', to='media.recording')),
            ('edits', models.JSONField(blank=True, default=list)),
        ],
        options={
            'constraints': [models.CheckConstraint(condition=models.Q(('last_beat_at__gte', models.F('opened_at'))), name='play_session_times')],
        },
    ),
]
