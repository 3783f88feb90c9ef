"""Ratings and scores."""

import django.core.validators
import django.db.models.deletion
import uuid

from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='EvaluationPolicy',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('valid_from', models.DateField(unique=True, verbose_name='valid from')),
            ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
            ('window_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)], verbose_name='days to rate after the last lesson')),
            ('minimum_answers', models.PositiveSmallIntegerField(default=5, help_text='Never fewer than five: it protects people.', validators=[django.core.validators.MinValueValidator(5)], verbose_name='answers before a score is shown')),
            ('eligible_percent', models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='lessons attended or watched to rate, %')),
        ],
        options={
            'verbose_name': 'evaluation policy',
            'verbose_name_plural': 'evaluation policies',
            'ordering': ['-valid_from'],
            'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='evaluation_policy_dates', violation_error_message='It cannot end before it begins.'), models.CheckConstraint(condition=models.Q(('eligible_percent__range', (1, 100)), ('minimum_answers__gte', 5), ('window_days__range', (1, 90))), name='evaluation_policy_in_range')],
        },
    ),
    migrations.CreateModel(
        name='ScoreBatch',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('answers', models.PositiveIntegerField()),
            ('eligible', models.PositiveIntegerField()),
            ('counts', models.JSONField(default=dict)),
            ('formed_at', models.DateTimeField()),
            ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='score_batches', to='courses.coursepage')),
            ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='score_batches', to='college.teacher')),
        ],
        options={
            'constraints': [models.CheckConstraint(condition=models.Q(('answers__gte', 5)), name='batch_never_of_few')],
        },
    ),
    migrations.CreateModel(
        name='RatingWindow',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('opens_at', models.DateTimeField()),
            ('closes_at', models.DateTimeField()),
            ('closed_at', models.DateTimeField(blank=True, null=True)),
            ('key', models.BinaryField(max_length=32, null=True)),
            ('answers', models.PositiveIntegerField(default=0)),
            ('eligible', models.PositiveIntegerField(default=0)),
            ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='windows', to='courses.scorebatch')),
            ('offering', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rating_window', to='courses.offering')),
        ],
        options={
            'indexes': [models.Index(fields=['closed_at', 'closes_at'], name='window_due')],
            'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='window_closes_after_opening'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('key__isnull', True), _connector='OR'), name='window_closed_has_no_key'), models.CheckConstraint(condition=models.Q(('batch__isnull', True), ('closed_at__isnull', False), _connector='OR'), name='window_in_batch_is_closed')],
        },
    ),
    migrations.CreateModel(
        name='Receipt',
        fields=[
            ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='rating_receipt', serialize=False, to='courses.enrolment')),
            ('words_read', models.BooleanField(default=False)),
        ],
    ),
    migrations.CreateModel(
        name='SealedRating',
        fields=[
            ('ballot', models.CharField(max_length=64, primary_key=True, serialize=False)),
            ('content', models.BinaryField()),
            ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sealed', to='courses.ratingwindow')),
        ],
    ),
    migrations.CreateModel(
        name='Rating',
        fields=[
            ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('form_version', models.PositiveSmallIntegerField(default=1)),
            ('clear', models.PositiveSmallIntegerField()),
            ('relevant', models.PositiveSmallIntegerField()),
            ('engaging', models.PositiveSmallIntegerField()),
            ('effective', models.PositiveSmallIntegerField()),
            ('interactive', models.PositiveSmallIntegerField()),
            ('materials', models.PositiveSmallIntegerField()),
            ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='courses.offering')),
        ],
        options={
            'constraints': [models.CheckConstraint(condition=models.Q(('clear__range', (1, 5)), ('effective__range', (1, 5)), ('engaging__range', (1, 5)), ('interactive__range', (1, 5)), ('materials__range', (1, 5)), ('relevant__range', (1, 5))), name='rating_items_one_to_five')],
        },
    ),
    migrations.CreateModel(
        name='Comment',
        fields=[
            ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('text', models.TextField(max_length=300, verbose_name='words')),
            ('state', models.CharField(choices=[('shown', 'Shown to the teacher'), ('held', 'Waits for review'), ('withdrawn', 'Taken down')], default='shown', max_length=10, verbose_name='state')),
            ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
            ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='courses.offering')),
        ],
        options={
            'verbose_name': 'words of a learner',
            'verbose_name_plural': 'words of learners',
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='comment_withdrawn_has_reason')],
        },
    ),
    migrations.CreateModel(
        name='Review',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('attendance', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Just begun'), (2, 'On the way'), (3, 'Good'), (4, 'Excellent')], null=True, verbose_name='attendance')),
            ('participation', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Just begun'), (2, 'On the way'), (3, 'Good'), (4, 'Excellent')], null=True, verbose_name='participation')),
            ('homework', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Just begun'), (2, 'On the way'), (3, 'Good'), (4, 'Excellent')], null=True, verbose_name='homework')),
            ('cooperation', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Just begun'), (2, 'On the way'), (3, 'Good'), (4, 'Excellent')], null=True, verbose_name='cooperation')),
            ('application', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Just begun'), (2, 'On the way'), (3, 'Good'), (4, 'Excellent')], null=True, verbose_name='application')),
            ('sentence', models.CharField(blank=True, max_length=200, verbose_name='one sentence')),
            ('saved_at', models.DateTimeField()),
            ('submitted_at', models.DateTimeField(blank=True, null=True)),
            ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review', to='courses.enrolment')),
        ],
        options={
            'constraints': [models.CheckConstraint(condition=models.Q(('submitted_at__isnull', True), models.Q(('application__range', (1, 4)), ('attendance__range', (1, 4)), ('cooperation__range', (1, 4)), ('homework__range', (1, 4)), ('participation__range', (1, 4))), _connector='OR'), name='review_whole_when_submitted')],
        },
    ),
    migrations.CreateModel(
        name='ScoreSnapshot',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('answers', models.PositiveIntegerField()),
            ('eligible', models.PositiveIntegerField()),
            ('counts', models.JSONField(default=dict)),
            ('reason', models.CharField(choices=[('closed', 'A class was rated'), ('recounted', 'Counted again')], max_length=10)),
            ('published_at', models.DateTimeField()),
            ('is_current', models.BooleanField(default=True)),
            ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='courses.coursepage')),
            ('teacher', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='college.teacher')),
            ('points', models.PositiveIntegerField(default=0, editable=False)),
        ],
        options={
            'indexes': [models.Index(fields=['course', '-published_at'], name='score_log_of_course'), models.Index(fields=['teacher', '-published_at'], name='score_log_of_teacher')],
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('course__isnull', False), ('teacher__isnull', True)), models.Q(('course__isnull', True), ('teacher__isnull', False)), _connector='OR'), name='score_of_one_thing'), models.UniqueConstraint(condition=models.Q(('course__isnull', False), ('is_current', True)), fields=('course',), name='score_one_current_of_course'), models.UniqueConstraint(condition=models.Q(('is_current', True), ('teacher__isnull', False)), fields=('teacher',), name='score_one_current_of_teacher'), models.CheckConstraint(condition=models.Q(('answers__gte', 5)), name='score_never_of_few')],
        },
    ),
]
