"""Accounts, rules and the ledger."""

import django.core.validators
import django.db.models.deletion
import uuid

from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='Account',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('pseudonym', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ('opened_at', models.DateTimeField()),
            ('owner', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='credit_account', to=settings.AUTH_USER_MODEL)),
        ],
    ),
    migrations.CreateModel(
        name='RuleSet',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('version', models.CharField(help_text='Such as 2026-2.', max_length=20, unique=True, verbose_name='version')),
            ('title', models.CharField(max_length=80, verbose_name='title')),
            ('text', models.TextField(help_text='Learners read this beside every entry.', verbose_name='in plain words')),
            ('valid_from', models.DateField(verbose_name='valid from')),
            ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
            ('minutes_per_credit', models.PositiveSmallIntegerField(default=45, validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(480)], verbose_name='minutes of lessons for one credit')),
            ('course_cap', models.PositiveIntegerField(default=2000, verbose_name='most credits of one course, in hundredths')),
            ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
        ],
        options={
            'verbose_name': 'credit rules',
            'verbose_name_plural': 'credit rules',
            'ordering': ['-valid_from', '-pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='rules_dates', violation_error_message='It cannot end before it begins.'), models.CheckConstraint(condition=models.Q(('course_cap__gte', 25), ('minutes_per_credit__range', (15, 480))), name='rules_in_range')],
        },
    ),
    migrations.CreateModel(
        name='RequiredCourse',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.coursepage', verbose_name='course')),
            ('rule_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='required_courses', to='courses.ruleset')),
        ],
        options={
            'constraints': [models.UniqueConstraint(fields=('rule_set', 'course'), name='required_course_once')],
        },
    ),
    migrations.CreateModel(
        name='Requirement',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('required', models.PositiveIntegerField(default=0, verbose_name='required, in hundredths')),
            ('elective', models.PositiveIntegerField(default=0, verbose_name='elective, in hundredths')),
            ('project', models.PositiveIntegerField(default=0, verbose_name='project, in hundredths')),
            ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='courses.membercategory', verbose_name='category')),
            ('rule_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='courses.ruleset')),
        ],
        options={
            'constraints': [models.UniqueConstraint(fields=('rule_set', 'category'), name='requirement_once')],
        },
    ),
    migrations.CreateModel(
        name='Evidence',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(choices=[('attendance', 'Attendance confirmed by the teacher'), ('check', 'Check passed'), ('reversal', 'Correction approved by two people')], max_length=12)),
            ('snapshot', models.JSONField()),
            ('sha256', models.CharField(max_length=64)),
            ('made_at', models.DateTimeField()),
        ],
    ),
    migrations.CreateModel(
        name='Entry',
        fields=[
            ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
            ('amount', models.IntegerField()),
            ('kind', models.CharField(choices=[('award', 'Earned'), ('reversal', 'Reversal'), ('correction', 'Correction')], max_length=10)),
            ('category', models.CharField(choices=[('required', 'Required'), ('elective', 'Elective'), ('project', 'Project')], max_length=10)),
            ('effective_on', models.DateField()),
            ('booked_at', models.DateTimeField()),
            ('cause', models.CharField(max_length=60, unique=True)),
            ('actor', models.UUIDField(null=True)),
            ('approver', models.UUIDField(null=True)),
            ('previous_hash', models.CharField(max_length=64)),
            ('hash', models.CharField(max_length=64, unique=True)),
            ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='courses.account')),
            ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='courses.entry')),
            ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='courses.evidence')),
            ('rule_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='courses.ruleset')),
        ],
        options={
            'ordering': ['number'],
            'indexes': [models.Index(fields=['effective_on', 'account', 'category', 'amount'], name='entry_of_year'), models.Index(fields=['account', 'effective_on'], name='entry_of_account')],
            'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='entry_number_from_one'), models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='entry_amount_not_zero'), models.CheckConstraint(condition=models.Q(models.Q(('amount__lt', 0), ('kind', 'reversal'), ('reverses__isnull', False)), models.Q(('amount__gt', 0), ('kind__in', ['award', 'correction']), ('reverses__isnull', True)), _connector='OR'), name='entry_sign_of_kind'), models.CheckConstraint(condition=models.Q(('kind', 'award'), models.Q(('actor__isnull', False), ('approver__isnull', False), models.Q(('actor', models.F('approver')), _negated=True)), _connector='OR'), name='entry_two_people'), models.CheckConstraint(condition=models.Q(('category__in', ['required', 'elective', 'project'])), name='entry_known_category')],
        },
    ),
    migrations.CreateModel(
        name='LedgerHead',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.PositiveBigIntegerField(default=0)),
            ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
        ],
        options={
            'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='ledger_one_head')],
        },
    ),
    migrations.CreateModel(
        name='MemberCategory',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('code', models.SlugField(max_length=30, unique=True, verbose_name='code')),
            ('name', models.CharField(max_length=40, unique=True, verbose_name='name')),
            ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
        ],
        options={
            'verbose_name': 'member category',
            'verbose_name_plural': 'member categories',
            'ordering': ['order', 'pk'],
        },
    ),
    migrations.CreateModel(
        name='Membership',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('unit', models.CharField(blank=True, max_length=60, verbose_name='unit')),
            ('valid_from', models.DateField(verbose_name='from')),
            ('valid_until', models.DateField(blank=True, null=True, verbose_name='until')),
            ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='courses.account')),
            ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='courses.membercategory', verbose_name='category')),
        ],
        options={
            'verbose_name': 'membership',
            'verbose_name_plural': 'memberships',
            'ordering': ['-valid_from', 'pk'],
            'constraints': [models.UniqueConstraint(fields=('account', 'category', 'valid_from'), name='membership_once'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='membership_dates', violation_error_message='It cannot end before it begins.')],
        },
    ),
    migrations.CreateModel(
        name='Exemption',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('year', models.PositiveSmallIntegerField(verbose_name='year')),
            ('reason', models.CharField(max_length=200, verbose_name='reason')),
            ('proposed_at', models.DateTimeField()),
            ('approved_at', models.DateTimeField(blank=True, null=True)),
            ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exemptions', to='courses.account')),
            ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name': 'exemption',
            'verbose_name_plural': 'exemptions',
            'ordering': ['-year', 'pk'],
            'constraints': [models.UniqueConstraint(fields=('account', 'year'), name='exemption_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='exemption_has_reason'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('proposed_by__isnull', True), models.Q(('approved_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='exemption_two_people')],
        },
    ),
    migrations.CreateModel(
        name='ReportYear',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='year')),
            ('members_from', models.DateField(verbose_name='members see their own line from')),
            ('committee_from', models.DateField(verbose_name='the committee may open it from')),
        ],
        options={
            'verbose_name': 'report year',
            'verbose_name_plural': 'report years',
            'ordering': ['-year'],
            'constraints': [models.CheckConstraint(condition=models.Q(('committee_from__gt', models.F('members_from'))), name='report_members_first', violation_error_message='Members see their own line before the committee does.')],
        },
    ),
    migrations.CreateModel(
        name='ReversalRequest',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('reason', models.CharField(choices=[('not_attended', 'She was not there'), ('counted_twice', 'Counted twice'), ('wrong_amount', 'Wrong amount'), ('wrong_category', 'Wrong category'), ('other', 'Another reason')], max_length=20, verbose_name='reason')),
            ('words', models.CharField(help_text='The learner reads this.', max_length=300, verbose_name='in words')),
            ('new_amount', models.PositiveIntegerField(blank=True, null=True, verbose_name='credits instead, in hundredths')),
            ('new_category', models.CharField(blank=True, choices=[('required', 'Required'), ('elective', 'Elective'), ('project', 'Project')], max_length=10, verbose_name='category instead')),
            ('state', models.CharField(choices=[('pending', 'Waits for a second person'), ('approved', 'Approved'), ('refused', 'Refused')], default='pending', max_length=10, verbose_name='state')),
            ('requested_at', models.DateTimeField()),
            ('decided_at', models.DateTimeField(blank=True, null=True)),
            ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reversal_requests', to='courses.entry')),
            ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name': 'reversal',
            'verbose_name_plural': 'reversals',
            'ordering': ['-requested_at'],
            'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('entry',), name='reversal_one_pending'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='reversal_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'pending')), models.Q(('decided_at__isnull', False), ('state__in', ['approved', 'refused'])), _connector='OR'), name='reversal_decided_has_time'), models.CheckConstraint(condition=models.Q(('requested_by__isnull', True), ('decided_by__isnull', True), models.Q(('decided_by', models.F('requested_by')), _negated=True), _connector='OR'), name='reversal_two_people'), models.CheckConstraint(condition=models.Q(('new_amount__isnull', True), ('new_amount__gte', 1), _connector='OR'), name='reversal_new_amount')],
        },
    ),
    migrations.CreateModel(
        name='Settlement',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('course_key', models.PositiveBigIntegerField()),
            ('outcome', models.CharField(choices=[('awarded', 'Credits booked'), ('same_course', 'The same course counts once in a lifetime'), ('taken_back', 'Taken back by a correction')], max_length=12)),
            ('settled_at', models.DateTimeField()),
            ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='courses.account')),
            ('completion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='settlement', to='courses.completion')),
            ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settlement', to='courses.entry')),
        ],
        options={
            'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', 'awarded')), fields=('account', 'course_key'), name='course_counts_once'), models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', False), ('outcome', 'awarded')), models.Q(models.Q(('outcome', 'awarded'), _negated=True), ('entry__isnull', True)), _connector='OR'), name='settlement_awarded_has_entry')],
        },
    ),
]
