"""Rounds of selection, groups within a class, exceptions, and courses that people ask for."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import modelcluster.fields

from django.conf import settings
from django.db import migrations, models

TABLES = [
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
            'constraints': [models.CheckConstraint(condition=models.Q(('offline_limit__range', (1, 20))), name='selection_plan_limit')],
        },
    ),
    migrations.CreateModel(
        name='Round',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(choices=[('wishes', 'Wishes and a draw'), ('first_come', 'First come, first served'), ('add_drop', 'Add and drop')], max_length=10, verbose_name='kind')),
            ('opens_at', models.DateTimeField(verbose_name='begins')),
            ('closes_at', models.DateTimeField(verbose_name='ends')),
            ('spread', models.PositiveSmallIntegerField(default=60, help_text='Everybody begins at an own moment within these seconds, by chance, so that being fast gains nothing. 0: all begin at once.', validators=[django.core.validators.MaxValueValidator(600)], verbose_name="seconds over which everybody's start is spread")),
            ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='courses.selectionplan', verbose_name='plan of selection')),
        ],
        options={
            'verbose_name': 'round',
            'verbose_name_plural': 'rounds',
            'ordering': ['opens_at', 'pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='round_ends_after_start', violation_error_message='A round must end after it begins.'), models.CheckConstraint(condition=models.Q(('spread__lte', 600)), name='round_spread')],
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
            ('summary', models.JSONField(default=dict, editable=False)),
        ],
        options={
            'verbose_name': 'draw',
            'verbose_name_plural': 'draws',
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('list_sha256', ''), ('sealed_at__isnull', True), ('secret', ''), ('secret_sha256', '')), models.Q(('sealed_at__isnull', False), models.Q(('secret', ''), _negated=True), models.Q(('secret_sha256', ''), _negated=True), models.Q(('list_sha256', ''), _negated=True)), _connector='OR'), name='draw_sealed_whole'), models.CheckConstraint(condition=models.Q(models.Q(('beacon_value', ''), ('drawn_at__isnull', True)), models.Q(('drawn_at__isnull', False), ('sealed_at__isnull', False), models.Q(('beacon_value', ''), _negated=True)), _connector='OR'), name='draw_drawn_whole'), models.CheckConstraint(condition=models.Q(('drawn_at__isnull', True), ('drawn_at__gte', models.F('beacon_at')), _connector='OR'), name='draw_after_its_beacon'), models.CheckConstraint(condition=models.Q(('sealed_at__isnull', True), ('sealed_at__lt', models.F('beacon_at')), _connector='OR'), name='draw_sealed_before_its_beacon')],
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
            'constraints': [models.UniqueConstraint(fields=('round', 'learner'), name='ballot_one_each'), models.UniqueConstraint(fields=('round', 'code'), name='ballot_code_once')],
        },
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
            'indexes': [models.Index(fields=['offering'], name='wish_of_offering')],
            'constraints': [models.CheckConstraint(condition=models.Q(('rank__range', (1, 5))), name='wish_rank'), models.CheckConstraint(condition=models.Q(('group', ''), ('outcome', 'seat'), _connector='OR'), name='wish_group_of_a_seat'), models.UniqueConstraint(fields=('ballot', 'rank'), name='wish_one_at_a_rank'), models.UniqueConstraint(fields=('ballot', 'offering'), name='wish_once_each')],
        },
    ),
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
            'constraints': [models.UniqueConstraint(fields=('course', 'term'), name='grouping_once', violation_error_message='This course has its groups in this term already.'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('proposed_at__isnull', False), _connector='OR'), name='grouping_published_was_proposed')],
        },
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
            'constraints': [models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='class_group_has_seats'), models.CheckConstraint(condition=models.Q(('highest__gte', models.F('lowest'))), name='class_group_levels', violation_error_message='The highest level must not be below the lowest.')],
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
        options={
            'constraints': [models.UniqueConstraint(fields=('grouping', 'learner'), name='group_answer_once')],
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
            'constraints': [models.UniqueConstraint(fields=('grouping', 'learner'), name='group_place_once')],
        },
    ),
    migrations.CreateModel(
        name='Waiver',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('reasons', models.JSONField(blank=True, default=list, verbose_name='does not count for her')),
            ('why', models.CharField(max_length=200, verbose_name='why')),
            ('at', models.DateTimeField(verbose_name='decided at')),
            ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
            ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers', to='courses.offering', verbose_name='offering')),
        ],
        options={
            'verbose_name': 'exception',
            'verbose_name_plural': 'exceptions',
            'ordering': ['-at', '-pk'],
            'indexes': [models.Index(fields=['learner', 'offering'], name='waiver_of_learner')],
            'constraints': [models.CheckConstraint(condition=models.Q(('by', models.F('learner')), _negated=True), name='waiver_not_for_oneself')],
        },
    ),
    migrations.CreateModel(
        name='CourseRequest',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('title', models.CharField(max_length=60, verbose_name='course asked for')),
            ('words', models.CharField(blank=True, max_length=200, verbose_name='wishes')),
            ('needed', models.PositiveSmallIntegerField(verbose_name='names needed')),
            ('until', models.DateField(verbose_name='names until')),
            ('state', models.CharField(choices=[('collecting', 'Collects names'), ('reached', 'Enough names'), ('scheduled', 'Has a class'), ('declined', 'Declined'), ('lapsed', 'Too few names')], default='collecting', max_length=10, verbose_name='state')),
            ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
            ('asked_at', models.DateTimeField(verbose_name='asked at')),
            ('settled_at', models.DateTimeField(null=True)),
            ('opening_told_at', models.DateTimeField(null=True)),
            ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
            ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='asked_for', to='courses.coursepage', verbose_name='course')),
            ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.need', verbose_name='need')),
            ('neighbourhood', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='college.neighbourhood', verbose_name='neighbourhood')),
            ('offering', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asked_for_by', to='courses.offering', verbose_name='class')),
            ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='college.venue', verbose_name='venue')),
        ],
        options={
            'verbose_name': 'request for a course',
            'verbose_name_plural': 'requests for courses',
            'ordering': ['-asked_at', '-pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='request_has_title'), models.CheckConstraint(condition=models.Q(('venue__isnull', False), ('neighbourhood__isnull', False), _connector='OR'), name='request_for_a_place'), models.CheckConstraint(condition=models.Q(('needed__range', (3, 300))), name='request_needs_names'), models.CheckConstraint(condition=models.Q(('state', 'declined'), ('reason', ''), _connector='XOR'), name='request_declined_says_why'), models.CheckConstraint(condition=models.Q(('state', 'scheduled'), ('offering__isnull', True), _connector='XOR'), name='request_scheduled_has_class'), models.CheckConstraint(condition=models.Q(('state__in', ('collecting', 'reached')), ('settled_at__isnull', False), _connector='XOR'), name='request_settled_has_time'), models.UniqueConstraint(django.db.models.functions.text.Lower('title'), django.db.models.functions.comparison.Coalesce(models.F('neighbourhood'), 0), django.db.models.functions.comparison.Coalesce(models.F('venue'), 0), condition=models.Q(('state__in', ('collecting', 'reached'))), name='request_asked_once')],
        },
    ),
    migrations.CreateModel(
        name='RequestName',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('added_at', models.DateTimeField()),
            ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='courses.courserequest')),
        ],
        options={
            'constraints': [models.UniqueConstraint(fields=('request', 'person'), name='request_one_name_each')],
        },
    ),
]
