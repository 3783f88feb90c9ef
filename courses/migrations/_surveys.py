"""Surveys, needs and topics."""

import django.db.models.deletion
import modelcluster.fields
import uuid
import wagtail.fields

from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='Survey',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('title', models.CharField(max_length=60, verbose_name='title')),
            ('slug', models.SlugField(allow_unicode=True, max_length=80, unique=True, verbose_name='address')),
            ('intro', models.TextField(help_text='Two or three sentences: why we ask, and what happens then.', max_length=400, verbose_name='what it is for')),
            ('questions', wagtail.fields.StreamField([('place', 5), ('single', 7), ('several', 9), ('scale', 12), ('rank', 7), ('words', 14), ('headline', 17)], block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Question', 'max_length': 80}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Hint under the question', 'max_length': 120, 'required': False}), 2: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': 'Must be answered', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Option', 'max_length': 60}), 4: ('wagtail.blocks.ListBlock', (3,), {'label': 'Neighbourhoods or building groups', 'max_num': 40, 'min_num': 2}), 5: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('required', 2), ('options', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (3,), {'label': 'Options', 'max_num': 12, 'min_num': 2}), 7: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('required', 2), ('options', 6)]], {}), 8: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'Empty: any number.', 'label': 'At most so many', 'max_value': 12, 'min_value': 2, 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('required', 2), ('options', 6), ('most', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'default': 'Not at all', 'label': 'Words for 1', 'max_length': 12}), 11: ('wagtail.blocks.CharBlock', (), {'default': 'Very much', 'label': 'Words for 5', 'max_length': 12}), 12: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('required', 2), ('low', 10), ('high', 11)]], {}), 13: ('wagtail.blocks.BooleanBlock', (), {'default': False, 'label': 'Must be answered', 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('text', 0), ('hint', 1), ('required', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Headline', 'max_length': 40}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'A sentence under it', 'max_length': 160, 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('title', 15), ('text', 16)]], {})}, verbose_name='questions')),
            ('opens_on', models.DateField(verbose_name='first day')),
            ('closes_on', models.DateField(verbose_name='last day')),
            ('open_link', models.BooleanField(default=True, help_text='Otherwise only people with an account or a paper slip. Many answers from one device are marked for you.', verbose_name='anybody with the link may answer')),
            ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('closed', 'Closed')], default='draft', editable=False, max_length=10, verbose_name='state')),
            ('version', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='version')),
            ('key', models.BinaryField(max_length=32, null=True)),
            ('answers', models.PositiveIntegerField(default=0, editable=False, verbose_name='answers')),
            ('closed_on', models.DateField(editable=False, null=True)),
            ('results', models.JSONField(editable=False, null=True)),
            ('released_on', models.DateField(editable=False, null=True)),
            ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('follows', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='versions', to='courses.survey')),
            ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='college.school', verbose_name='school')),
        ],
        options={
            'verbose_name': 'survey',
            'verbose_name_plural': 'surveys',
            'ordering': ['-opens_on', '-pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='survey_days', violation_error_message='The last day must not come before the first.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_on__isnull', False), ('key__isnull', True)), _connector='OR'), name='survey_closed_has_no_key'), models.CheckConstraint(condition=models.Q(('results__isnull', True), ('state', 'closed'), _connector='OR'), name='survey_results_after_close'), models.CheckConstraint(condition=models.Q(('released_on__isnull', True), ('results__isnull', False), _connector='OR'), name='survey_released_has_results')],
        },
    ),
    migrations.CreateModel(
        name='SurveyReceipt',
        fields=[
            ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='courses.survey')),
        ],
        options={
            'constraints': [models.UniqueConstraint(fields=('survey', 'person'), name='survey_once_a_person')],
        },
    ),
    migrations.CreateModel(
        name='SurveySlip',
        fields=[
            ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
            ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slips', to='courses.survey')),
        ],
    ),
    migrations.CreateModel(
        name='SealedAnswer',
        fields=[
            ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('content', models.BinaryField()),
            ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sealed', to='courses.survey')),
        ],
    ),
    migrations.CreateModel(
        name='SurveyTally',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('batch', models.PositiveSmallIntegerField()),
            ('answers', models.PositiveIntegerField()),
            ('counts', models.JSONField()),
            ('left_out', models.BooleanField(default=False)),
            ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='courses.survey')),
        ],
        options={
            'ordering': ['batch'],
            'constraints': [models.UniqueConstraint(fields=('survey', 'batch'), name='survey_tally_once'), models.CheckConstraint(condition=models.Q(('left_out', False), ('batch__gt', 0), _connector='OR'), name='survey_leaves_out_doubtful_only')],
        },
    ),
    migrations.CreateModel(
        name='SurveyWords',
        fields=[
            ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ('question', models.CharField(max_length=4)),
            ('text', models.TextField(max_length=300, verbose_name='words')),
            ('state', models.CharField(choices=[('kept', 'Kept'), ('held', 'May name somebody: please look'), ('withdrawn', 'Taken down')], default='kept', max_length=10, verbose_name='state')),
            ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
            ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='courses.survey')),
        ],
        options={
            'verbose_name': 'words of a survey',
            'verbose_name_plural': 'words of surveys',
            'ordering': ['key'],
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='survey_words_withdrawn_has_reason')],
        },
    ),
    migrations.CreateModel(
        name='Need',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('title', models.CharField(max_length=80, verbose_name='what is needed')),
            ('evidence', models.CharField(blank=True, max_length=300, verbose_name='where this comes from')),
            ('neighbourhood', models.CharField(blank=True, max_length=60, verbose_name='neighbourhood')),
            ('asked', models.PositiveIntegerField(default=0, verbose_name='people who asked for it')),
            ('raised_at', models.DateTimeField(auto_now_add=True)),
            ('module', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='needs', to='courses.module', verbose_name='answered by the module')),
            ('raised_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('option', models.PositiveSmallIntegerField(editable=False, null=True)),
            ('question', models.CharField(blank=True, editable=False, max_length=4)),
            ('survey', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='courses.survey', verbose_name='survey')),
        ],
        options={
            'verbose_name': 'need',
            'verbose_name_plural': 'needs',
            'ordering': ['-asked', 'pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='need_has_title'), models.CheckConstraint(condition=models.Q(('survey__isnull', True), ('asked__gte', 5), _connector='OR'), name='need_never_of_few'), models.UniqueConstraint(fields=('survey', 'question', 'option', 'neighbourhood'), name='need_raised_once')],
        },
    ),
    migrations.CreateModel(
        name='Topic',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('title', models.CharField(max_length=80, verbose_name='topic')),
            ('slug', models.SlugField(allow_unicode=True, max_length=80, unique=True, verbose_name='address')),
            ('question', models.TextField(help_text='What happened in the neighbourhood, and what shall be found out.', max_length=800, verbose_name='which question of practice')),
            ('findings', models.TextField(blank=True, help_text='In plain words, for everybody.', max_length=1500, verbose_name='what was found')),
            ('starts_on', models.DateField(blank=True, null=True, verbose_name='begins')),
            ('due_on', models.DateField(blank=True, null=True, verbose_name='to be finished by')),
            ('station', models.CharField(choices=[('proposed', 'Question'), ('approved', 'Approved'), ('research', 'Research'), ('report', 'Policy report'), ('course', 'Course')], default='proposed', editable=False, max_length=10, verbose_name='station')),
            ('closed_on', models.DateField(editable=False, null=True)),
            ('closed_reason', models.CharField(blank=True, editable=False, max_length=300)),
            ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='topics', to='courses.need', verbose_name='need that it answers')),
            ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='topics', to='college.school', verbose_name='school')),
            ('courses', models.ManyToManyField(related_name='topics', through='courses.TopicCourse', to='courses.coursepage')),
        ],
        options={
            'verbose_name': 'topic',
            'verbose_name_plural': 'topics',
            'ordering': ['-pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='topic_has_title'), models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('starts_on__isnull', True), ('due_on__gte', models.F('starts_on')), _connector='OR'), name='topic_days', violation_error_message='It cannot be finished before it begins.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('closed_reason', '')), models.Q(('closed_on__isnull', False), models.Q(('closed_reason', ''), _negated=True)), _connector='OR'), name='topic_closed_says_why')],
        },
    ),
    migrations.CreateModel(
        name='TopicPerson',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ('name', models.CharField(blank=True, help_text='Somebody who is not in the list of teachers.', max_length=60, verbose_name='or a name')),
            ('part', models.CharField(choices=[('lead', 'Lead'), ('member', 'Takes part')], default='lead', max_length=10, verbose_name='part')),
            ('teacher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='college.teacher', verbose_name='teacher')),
            ('topic', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_people', to='courses.topic')),
        ],
        options={
            'verbose_name': 'person of a topic',
            'verbose_name_plural': 'people of a topic',
            'ordering': ['sort_order'],
            'abstract': False,
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('teacher__isnull', False)), models.Q(('teacher__isnull', True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='topic_person_one_of_two', violation_error_message='Choose a teacher, or write a name: one of the two.')],
        },
    ),
    migrations.CreateModel(
        name='TopicFile',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ('kind', models.CharField(choices=[('plan', 'Plan'), ('material', 'Material'), ('paper', 'Paper'), ('report', 'Policy report')], default='material', max_length=10, verbose_name='kind')),
            ('dated', models.DateField(blank=True, null=True, verbose_name='date')),
            ('is_public', models.BooleanField(default=False, verbose_name='everybody may read it')),
            ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topic_files', to='courses.coursedocument', verbose_name='file')),
            ('topic', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_files', to='courses.topic')),
        ],
        options={
            'verbose_name': 'file of a topic',
            'verbose_name_plural': 'files of a topic',
            'ordering': ['sort_order'],
            'abstract': False,
            'constraints': [models.UniqueConstraint(fields=('topic', 'document'), name='topic_file_once')],
        },
    ),
    migrations.CreateModel(
        name='TopicCourse',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='courses.coursepage', verbose_name='course')),
            ('topic', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_courses', to='courses.topic')),
        ],
        options={
            'verbose_name': 'course of a topic',
            'verbose_name_plural': 'courses of a topic',
            'ordering': ['sort_order'],
            'abstract': False,
            'constraints': [models.UniqueConstraint(fields=('topic', 'course'), name='topic_course_once')],
        },
    ),
    migrations.CreateModel(
        name='TopicStep',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('to', models.CharField(max_length=10)),
            ('at', models.DateTimeField()),
            ('note', models.CharField(blank=True, max_length=300)),
            ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='courses.topic')),
        ],
        options={
            'ordering': ['at', 'pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(('to__in', ['proposed', 'approved', 'research', 'report', 'course', 'closed', 'reopened'])), name='topic_step_known'), models.UniqueConstraint(condition=models.Q(('to__in', ('closed', 'reopened')), _negated=True), fields=('topic', 'to'), name='topic_station_once')],
        },
    ),
]
