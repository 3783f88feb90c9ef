"""Courses: their pages, units, modules and templates."""

import django.db.models.deletion
import modelcluster.fields
import wagtail.fields

from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='CourseIndexPage',
        fields=[
            ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
        ],
        options={
            'verbose_name': 'course list',
        },
        bases=('wagtailcore.page',),
    ),
    migrations.CreateModel(
        name='CoursePage',
        fields=[
            ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ('short_title', models.CharField(blank=True, help_text='At most six characters, for the cover.', max_length=6, verbose_name='short title')),
            ('summary', models.CharField(blank=True, max_length=160, verbose_name='in one sentence')),
            ('goals', models.TextField(blank=True, help_text='One per line.', verbose_name='what people can do afterwards')),
            ('outline', wagtail.fields.RichTextField(blank=True, verbose_name='outline')),
            ('lesson_plan', wagtail.fields.RichTextField(blank=True, help_text='Seen by teachers and staff only.', verbose_name='lesson plan')),
            ('handout', wagtail.fields.RichTextField(blank=True, verbose_name='handout')),
            ('handout_file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='handout_of', to='courses.coursedocument', verbose_name='handout as a file')),
            ('lesson_plan_file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lesson_plan_of', to='courses.coursedocument', verbose_name='lesson plan as a file')),
            ('outline_file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='outline_of', to='courses.coursedocument', verbose_name='outline as a file')),
            ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='courses', to='college.school', verbose_name='school')),
            ('slides', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='slides_of', to='courses.coursedocument', verbose_name='PPT')),
            ('change_note', models.CharField(blank=True, max_length=120, verbose_name='what is new in this version')),
        ],
        options={
            'verbose_name': 'course',
            'verbose_name_plural': 'courses',
        },
        bases=('wagtailcore.page',),
    ),
    migrations.CreateModel(
        name='CourseTeacher',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='course_teachers', to='courses.coursepage')),
            ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='course_links', to='college.teacher', verbose_name='teacher')),
        ],
        options={
            'verbose_name': 'lead teacher',
            'verbose_name_plural': 'lead teachers',
            'ordering': ['sort_order'],
            'abstract': False,
            'constraints': [models.UniqueConstraint(fields=('page', 'teacher'), name='course_teacher_once')],
        },
    ),
    migrations.CreateModel(
        name='Unit',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ('title', models.CharField(max_length=120, verbose_name='title')),
            ('summary', models.TextField(blank=True, verbose_name='what it is about')),
            ('format', models.CharField(choices=[('lecture', 'Lecture'), ('case', 'Case study'), ('group', 'Group work'), ('salon', 'Salon'), ('exchange', 'Exchange'), ('visit', 'Remote visit')], default='lecture', max_length=10, verbose_name='form')),
            ('minutes', models.PositiveSmallIntegerField(default=90, verbose_name='minutes')),
            ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='courses.coursepage')),
            ('activity', models.CharField(choices=[('learn', 'learning'), ('enjoy', 'joy'), ('serve', 'service')], db_default='learn', default='learn', help_text='Each lesson counts as one of the three, so that no hour counts twice.', max_length=6, verbose_name='kind of activity')),
            ('design', wagtail.fields.StreamField([('talk', 5), ('case', 11), ('group', 17), ('salon', 23), ('exchange', 27), ('practice', 35)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'What it is about, point by point', 'max_length': 200}), 1: ('wagtail.blocks.ListBlock', (0,), {'help_text': '', 'label': 'What it is about, point by point', 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Questions to ask on the way', 'max_length': 200}), 3: ('wagtail.blocks.ListBlock', (2,), {'help_text': '', 'label': 'Questions to ask on the way', 'required': False}), 4: ('wagtail.blocks.TextBlock', (), {'help_text': 'Only teachers and staff can read them, learners never.', 'label': 'Notes for who holds the lesson', 'max_length': 5000, 'required': False, 'rows': 3}), 5: ('wagtail.blocks.StructBlock', [[('points', 1), ('questions', 3), ('notes', 4)]], {}), 6: ('wagtail.blocks.TextBlock', (), {'help_text': 'What happened, in the order in which it happened. Change names and addresses.', 'label': 'The case', 'max_length': 5000, 'required': True, 'rows': 3}), 7: ('courses.catalogue.models.designs.FileBlock', (), {'label': 'File'}), 8: ('wagtail.blocks.ListBlock', (7,), {'default': [], 'label': 'Files to read', 'required': False}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Questions to discuss', 'max_length': 200}), 10: ('wagtail.blocks.ListBlock', (9,), {'help_text': '', 'label': 'Questions to discuss', 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('story', 6), ('files', 8), ('questions', 10), ('notes', 4)]], {}), 12: ('wagtail.blocks.IntegerBlock', (), {'default': 5, 'label': 'People in a group', 'max_value': 12, 'min_value': 2}), 13: ('wagtail.blocks.TextBlock', (), {'help_text': 'What each group does, step by step.', 'label': 'The task', 'max_length': 5000, 'required': True, 'rows': 3}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Who does what in a group', 'max_length': 200}), 15: ('wagtail.blocks.ListBlock', (14,), {'help_text': 'For example: leads, writes down, keeps the time.', 'label': 'Who does what in a group', 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': 'Something that can be shown: a list, a poster, a plan.', 'label': 'What comes out of it', 'max_length': 200, 'required': True}), 17: ('wagtail.blocks.StructBlock', [[('size', 12), ('task', 13), ('roles', 15), ('product', 16), ('notes', 4)]], {}), 18: ('wagtail.blocks.CharBlock', (), {'help_text': '', 'label': 'Topic', 'max_length': 200, 'required': True}), 19: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who leads the talk; may be a neighbour.', 'label': 'Host', 'max_length': 200, 'required': False}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': '', 'label': 'Guests', 'max_length': 200, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Questions to begin with', 'max_length': 200}), 22: ('wagtail.blocks.ListBlock', (21,), {'help_text': '', 'label': 'Questions to begin with', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('topic', 18), ('host', 19), ('guests', 20), ('questions', 22), ('notes', 4)]], {}), 24: ('wagtail.blocks.CharBlock', (), {'label': 'Topics to write about', 'max_length': 200}), 25: ('wagtail.blocks.ListBlock', (24,), {'help_text': 'Learners write about them after the lesson.', 'label': 'Topics to write about', 'required': False}), 26: ('wagtail.blocks.TextBlock', (), {'help_text': 'How long, with pictures or not, and what should not be told.', 'label': 'How to write', 'max_length': 5000, 'required': False, 'rows': 3}), 27: ('wagtail.blocks.StructBlock', [[('topics', 25), ('hint', 26), ('notes', 4)]], {}), 28: ('wagtail.blocks.CharBlock', (), {'label': 'What is needed', 'max_length': 200}), 29: ('wagtail.blocks.ListBlock', (28,), {'help_text': '', 'label': 'What is needed', 'required': False}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Step by step', 'max_length': 200}), 31: ('wagtail.blocks.ListBlock', (30,), {'help_text': '', 'label': 'Step by step', 'required': False}), 32: ('wagtail.blocks.CharBlock', (), {'label': 'How you see that it went well', 'max_length': 200}), 33: ('wagtail.blocks.ListBlock', (32,), {'help_text': '', 'label': 'How you see that it went well', 'required': False}), 34: ('wagtail.blocks.TextBlock', (), {'help_text': '', 'label': 'For your safety', 'max_length': 5000, 'required': False, 'rows': 3}), 35: ('wagtail.blocks.StructBlock', [[('materials', 29), ('steps', 31), ('check', 33), ('safety', 34), ('notes', 4)]], {})}, default=list, help_text='May stay empty. Add a step for each form of teaching, in order.', verbose_name='how it is taught')),
            ('practice_minutes', models.PositiveSmallIntegerField(db_default=0, default=0, help_text='Of these, how many people spend doing it themselves. The rest is theory.', verbose_name='minutes of practice')),
        ],
        options={
            'verbose_name': 'unit',
            'verbose_name_plural': 'units',
            'ordering': ['sort_order'],
            'abstract': False,
            'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 600)), name='unit_minutes', violation_error_message='A unit lasts between 1 and 600 minutes.'), models.CheckConstraint(condition=models.Q(('practice_minutes__gte', 0), ('practice_minutes__lte', models.F('minutes'))), name='unit_practice_within', violation_error_message='Practice is a part of the lesson: it cannot last longer than the whole.')],
        },
    ),
    migrations.CreateModel(
        name='DesignFile',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='design_uses', to='courses.coursedocument')),
            ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='design_files', to='courses.unit')),
        ],
        options={
            'constraints': [models.UniqueConstraint(fields=('unit', 'document'), name='design_file_once')],
        },
    ),
    migrations.CreateModel(
        name='CourseTemplate',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
            ('description', models.CharField(blank=True, max_length=200, verbose_name='for which courses')),
            ('outline', wagtail.fields.RichTextField(blank=True, verbose_name='outline')),
            ('lesson_plan', wagtail.fields.RichTextField(blank=True, verbose_name='lesson plan')),
            ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
        ],
        options={
            'verbose_name': 'course template',
            'verbose_name_plural': 'course templates',
            'ordering': ['order', 'name', 'pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='course_template_has_name')],
        },
    ),
    migrations.CreateModel(
        name='TemplateUnit',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ('title', models.CharField(max_length=120, verbose_name='title')),
            ('summary', models.TextField(blank=True, verbose_name='what it is about')),
            ('format', models.CharField(choices=[('lecture', 'Lecture'), ('case', 'Case study'), ('group', 'Group work'), ('salon', 'Salon'), ('exchange', 'Exchange'), ('visit', 'Remote visit')], default='lecture', max_length=10, verbose_name='form')),
            ('minutes', models.PositiveSmallIntegerField(default=90, verbose_name='minutes')),
            ('practice_minutes', models.PositiveSmallIntegerField(db_default=0, default=0, help_text='Of these, how many people spend doing it themselves. The rest is theory.', verbose_name='minutes of practice')),
            ('activity', models.CharField(choices=[('learn', 'learning'), ('enjoy', 'joy'), ('serve', 'service')], db_default='learn', default='learn', help_text='Each lesson counts as one of the three, so that no hour counts twice.', max_length=6, verbose_name='kind of activity')),
            ('design', wagtail.fields.StreamField([('talk', 5), ('case', 11), ('group', 17), ('salon', 23), ('exchange', 27), ('practice', 35)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'What it is about, point by point', 'max_length': 200}), 1: ('wagtail.blocks.ListBlock', (0,), {'help_text': '', 'label': 'What it is about, point by point', 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Questions to ask on the way', 'max_length': 200}), 3: ('wagtail.blocks.ListBlock', (2,), {'help_text': '', 'label': 'Questions to ask on the way', 'required': False}), 4: ('wagtail.blocks.TextBlock', (), {'help_text': 'Only teachers and staff can read them, learners never.', 'label': 'Notes for who holds the lesson', 'max_length': 5000, 'required': False, 'rows': 3}), 5: ('wagtail.blocks.StructBlock', [[('points', 1), ('questions', 3), ('notes', 4)]], {}), 6: ('wagtail.blocks.TextBlock', (), {'help_text': 'What happened, in the order in which it happened. Change names and addresses.', 'label': 'The case', 'max_length': 5000, 'required': True, 'rows': 3}), 7: ('courses.catalogue.models.designs.FileBlock', (), {'label': 'File'}), 8: ('wagtail.blocks.ListBlock', (7,), {'default': [], 'label': 'Files to read', 'required': False}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Questions to discuss', 'max_length': 200}), 10: ('wagtail.blocks.ListBlock', (9,), {'help_text': '', 'label': 'Questions to discuss', 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('story', 6), ('files', 8), ('questions', 10), ('notes', 4)]], {}), 12: ('wagtail.blocks.IntegerBlock', (), {'default': 5, 'label': 'People in a group', 'max_value': 12, 'min_value': 2}), 13: ('wagtail.blocks.TextBlock', (), {'help_text': 'What each group does, step by step.', 'label': 'The task', 'max_length': 5000, 'required': True, 'rows': 3}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Who does what in a group', 'max_length': 200}), 15: ('wagtail.blocks.ListBlock', (14,), {'help_text': 'For example: leads, writes down, keeps the time.', 'label': 'Who does what in a group', 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': 'Something that can be shown: a list, a poster, a plan.', 'label': 'What comes out of it', 'max_length': 200, 'required': True}), 17: ('wagtail.blocks.StructBlock', [[('size', 12), ('task', 13), ('roles', 15), ('product', 16), ('notes', 4)]], {}), 18: ('wagtail.blocks.CharBlock', (), {'help_text': '', 'label': 'Topic', 'max_length': 200, 'required': True}), 19: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who leads the talk; may be a neighbour.', 'label': 'Host', 'max_length': 200, 'required': False}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': '', 'label': 'Guests', 'max_length': 200, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Questions to begin with', 'max_length': 200}), 22: ('wagtail.blocks.ListBlock', (21,), {'help_text': '', 'label': 'Questions to begin with', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('topic', 18), ('host', 19), ('guests', 20), ('questions', 22), ('notes', 4)]], {}), 24: ('wagtail.blocks.CharBlock', (), {'label': 'Topics to write about', 'max_length': 200}), 25: ('wagtail.blocks.ListBlock', (24,), {'help_text': 'Learners write about them after the lesson.', 'label': 'Topics to write about', 'required': False}), 26: ('wagtail.blocks.TextBlock', (), {'help_text': 'How long, with pictures or not, and what should not be told.', 'label': 'How to write', 'max_length': 5000, 'required': False, 'rows': 3}), 27: ('wagtail.blocks.StructBlock', [[('topics', 25), ('hint', 26), ('notes', 4)]], {}), 28: ('wagtail.blocks.CharBlock', (), {'label': 'What is needed', 'max_length': 200}), 29: ('wagtail.blocks.ListBlock', (28,), {'help_text': '', 'label': 'What is needed', 'required': False}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Step by step', 'max_length': 200}), 31: ('wagtail.blocks.ListBlock', (30,), {'help_text': '', 'label': 'Step by step', 'required': False}), 32: ('wagtail.blocks.CharBlock', (), {'label': 'How you see that it went well', 'max_length': 200}), 33: ('wagtail.blocks.ListBlock', (32,), {'help_text': '', 'label': 'How you see that it went well', 'required': False}), 34: ('wagtail.blocks.TextBlock', (), {'help_text': '', 'label': 'For your safety', 'max_length': 5000, 'required': False, 'rows': 3}), 35: ('wagtail.blocks.StructBlock', [[('materials', 29), ('steps', 31), ('check', 33), ('safety', 34), ('notes', 4)]], {})}, default=list, help_text='May stay empty. Add a step for each form of teaching, in order.', verbose_name='how it is taught')),
            ('template', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='courses.coursetemplate')),
        ],
        options={
            'verbose_name': 'unit',
            'verbose_name_plural': 'units',
            'ordering': ['sort_order'],
            'abstract': False,
            'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 600)), name='templateunit_minutes', violation_error_message='A unit lasts between 1 and 600 minutes.'), models.CheckConstraint(condition=models.Q(('practice_minutes__gte', 0), ('practice_minutes__lte', models.F('minutes'))), name='templateunit_practice_within', violation_error_message='Practice is a part of the lesson: it cannot last longer than the whole.')],
        },
    ),
    migrations.CreateModel(
        name='CourseImport',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=200)),
            ('sha256', models.CharField(max_length=64)),
            ('form', models.CharField(choices=[('cartridge', 'Common Cartridge'), ('folder', 'Folder'), ('table', 'Spreadsheet')], max_length=10)),
            ('file', models.FileField(blank=True, upload_to='imports')),
            ('courses', models.JSONField(default=list)),
            ('made_at', models.DateTimeField()),
            ('settled_at', models.DateTimeField(blank=True, null=True)),
            ('made', models.JSONField(default=list)),
            ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['-made_at', '-pk'],
            'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('by', 'sha256'), name='import_once_open')],
        },
    ),
    migrations.CreateModel(
        name='Module',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
            ('slug', models.SlugField(allow_unicode=True, max_length=80, unique=True, verbose_name='address')),
            ('description', models.TextField(blank=True, max_length=1000, verbose_name='what it is about')),
            ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('school', models.ForeignKey(blank=True, help_text='Empty: all four schools.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='modules', to='college.school', verbose_name='school')),
            ('courses', models.ManyToManyField(related_name='modules', through='courses.ModuleCourse', to='courses.coursepage')),
        ],
        options={
            'verbose_name': 'module',
            'verbose_name_plural': 'modules',
            'ordering': ['order', 'name', 'pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='module_has_name')],
        },
    ),
    migrations.CreateModel(
        name='ModuleCourse',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='module_links', to='courses.coursepage', verbose_name='course')),
            ('module', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='module_courses', to='courses.module')),
        ],
        options={
            'verbose_name': 'course of a module',
            'verbose_name_plural': 'courses of a module',
            'ordering': ['sort_order'],
            'abstract': False,
            'constraints': [models.UniqueConstraint(fields=('module', 'course'), name='module_course_once')],
        },
    ),
    migrations.CreateModel(
        name='Prerequisite',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ('needs', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads_to', to='courses.coursepage', verbose_name='course')),
            ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='prerequisites', to='courses.coursepage')),
        ],
        options={
            'verbose_name': 'course needed first',
            'verbose_name_plural': 'courses needed first',
            'ordering': ['sort_order'],
            'abstract': False,
            'constraints': [models.UniqueConstraint(fields=('page', 'needs'), name='prerequisite_once', violation_error_message='This course stands here already.'), models.CheckConstraint(condition=models.Q(('page', models.F('needs')), _negated=True), name='prerequisite_not_itself', violation_error_message='A course cannot need itself.')],
        },
    ),
]
