"""Files of courses, what is read from them, and what arrives by itself."""

import courses.catalogue.models.documents
import courses.catalogue.models.readings
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import taggit.managers
import wagtail.models.media

from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='CourseDocument',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('title', models.CharField(max_length=255, verbose_name='title')),
            ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
            ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
            ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
            ('file', models.FileField(upload_to='documents', validators=[courses.catalogue.models.documents.content_fits], verbose_name='file')),
            ('slide_count', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='number of pages')),
            ('text', models.TextField(blank=True, editable=False)),
            ('extracted_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
            ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
            ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ('sha256', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
            ('credit', models.CharField(blank=True, help_text='As it shall stand beside the file, such as “Photograph: Zhou Wen”.', max_length=200, verbose_name='author or source')),
            ('description', models.TextField(blank=True, max_length=2000, verbose_name='what it is good for')),
            ('licence', models.CharField(choices=[('own', 'Made by our college'), ('cc_by', 'CC BY 4.0'), ('cc_by_sa', 'CC BY-SA 4.0'), ('cc_by_nc', 'CC BY-NC 4.0'), ('public_domain', 'Public domain'), ('permission', 'With permission of the author')], default='own', max_length=14, verbose_name='licence')),
            ('licence_note', models.CharField(blank=True, help_text='Who gave the permission and when, or what else is to be said.', max_length=200, verbose_name='note about the licence')),
            ('purpose', models.CharField(choices=[('outline', 'Outline'), ('lesson_plan', 'Lesson plan'), ('handout', 'Handout'), ('slides', 'PPT'), ('case', 'Case'), ('picture', 'Picture'), ('table', 'Table or form'), ('other', 'Other')], db_index=True, default='other', max_length=12, verbose_name='what it is')),
            ('shared', models.BooleanField(db_index=True, default=False, verbose_name='in the library: every teacher may use it')),
            ('version', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='version')),
        ],
        options={
            'verbose_name': 'course file',
            'verbose_name_plural': 'course files',
            'abstract': False,
            'indexes': [models.Index(condition=models.Q(('extracted_at__isnull', True)), fields=['id'], name='course_file_unread')],
            'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['outline', 'lesson_plan', 'handout', 'slides', 'case', 'picture', 'table', 'other'])), name='course_file_purpose_is_known'), models.CheckConstraint(condition=models.Q(('licence__in', ['own', 'cc_by', 'cc_by_sa', 'cc_by_nc', 'public_domain', 'permission'])), name='course_file_licence_is_known'), models.CheckConstraint(condition=models.Q(('purpose', 'lesson_plan'), ('shared', True), _negated=True), name='course_file_plan_is_not_shared', violation_error_message='A lesson plan stays with its teachers: it cannot be put into the library.'), models.CheckConstraint(condition=models.Q(('licence', 'permission'), ('licence_note', ''), _negated=True), name='course_file_permission_says_whose', violation_error_message='Please say in the note who gave the permission.')],
        },
        bases=(modelsearch.index.Indexed, models.Model),
    ),
    migrations.CreateModel(
        name='DocumentVersion',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.PositiveSmallIntegerField(verbose_name='version')),
            ('file', models.FileField(upload_to='', verbose_name='file')),
            ('size', models.PositiveBigIntegerField(default=0, verbose_name='size')),
            ('sha256', models.CharField(blank=True, db_index=True, max_length=64)),
            ('at', models.DateTimeField(verbose_name='since')),
            ('note', models.CharField(blank=True, max_length=200, verbose_name='what has changed')),
            ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='courses.coursedocument')),
        ],
        options={
            'verbose_name': 'version of a file',
            'verbose_name_plural': 'versions of files',
            'ordering': ['-number'],
            'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='document_version_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='document_versions_count_from_one')],
        },
    ),
    migrations.CreateModel(
        name='CourseMaterial',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ('note', models.CharField(blank=True, max_length=200, verbose_name='what it is for')),
            ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='material_of', to='courses.coursedocument', verbose_name='file')),
            ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='courses.coursepage')),
        ],
        options={
            'verbose_name': 'material',
            'verbose_name_plural': 'materials',
            'ordering': ['sort_order'],
            'abstract': False,
            'constraints': [models.UniqueConstraint(fields=('page', 'document'), name='course_material_once')],
        },
    ),
    migrations.CreateModel(
        name='Reading',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('sha256', models.CharField(max_length=64, unique=True)),
            ('kind', models.CharField(choices=[('docx', 'docx'), ('pdf', 'pdf'), ('pptx', 'pptx')], max_length=4)),
            ('state', models.CharField(choices=[('waiting', 'Waiting'), ('working', 'Working'), ('ready', 'Ready'), ('failed', 'Failed')], default='waiting', max_length=8)),
            ('reason', models.CharField(blank=True, choices=[('lost', 'lost'), ('locked', 'locked'), ('broken', 'broken'), ('empty', 'empty'), ('too_much', 'too_much'), ('gave_up', 'gave_up')], max_length=20)),
            ('how', models.CharField(blank=True, choices=[('text', 'from the text of the file'), ('ocr', 'recognised from pictures of its pages'), ('office', 'drawn by LibreOffice'), ('built-in', 'drawn by this site')], max_length=8)),
            ('edition', models.PositiveSmallIntegerField(default=0)),
            ('html', models.TextField(blank=True)),
            ('headings', models.JSONField(blank=True, default=list)),
            ('text', models.TextField(blank=True)),
            ('page_count', models.PositiveIntegerField(blank=True, null=True)),
            ('cut_short', models.BooleanField(default=False)),
            ('attempts', models.PositiveSmallIntegerField(default=0)),
            ('claim', models.CharField(blank=True, max_length=32)),
            ('lease_until', models.DateTimeField(blank=True, null=True)),
            ('asked_at', models.DateTimeField()),
            ('started_at', models.DateTimeField(blank=True, null=True)),
            ('finished_at', models.DateTimeField(blank=True, null=True)),
        ],
        options={
            'verbose_name': 'reading of a file',
            'verbose_name_plural': 'readings of files',
            'indexes': [models.Index(fields=['state', 'lease_until'], name='reading_work')],
            'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'working', 'ready', 'failed'])), name='reading_state_is_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['docx', 'pdf', 'pptx'])), name='reading_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('reason__gt', ''), ('state', 'failed')), models.Q(models.Q(('state', 'failed'), _negated=True), ('reason', '')), _connector='OR'), name='reading_failed_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('claim__gt', ''), ('lease_until__isnull', False), ('state', 'working')), models.Q(models.Q(('state', 'working'), _negated=True), ('claim', ''), ('lease_until__isnull', True)), _connector='OR'), name='reading_working_has_lease'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('finished_at__isnull', False), ('how__gt', '')), _connector='OR'), name='reading_ready_is_made')],
        },
    ),
    migrations.CreateModel(
        name='ReadingPage',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.PositiveIntegerField()),
            ('title', models.CharField(blank=True, max_length=300)),
            ('text', models.TextField(blank=True)),
            ('html', models.TextField(blank=True)),
            ('notes', models.TextField(blank=True)),
            ('picture', models.FileField(blank=True, max_length=200, upload_to=courses.catalogue.models.readings.picture_name)),
            ('thumbnail', models.FileField(blank=True, max_length=200, upload_to=courses.catalogue.models.readings.picture_name)),
            ('width', models.PositiveIntegerField(default=0)),
            ('height', models.PositiveIntegerField(default=0)),
            ('unread', models.BooleanField(default=False)),
            ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='courses.reading')),
        ],
        options={
            'verbose_name': 'page of a file',
            'verbose_name_plural': 'pages of files',
            'ordering': ['number'],
            'constraints': [models.UniqueConstraint(fields=('reading', 'number'), name='reading_page_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='reading_pages_count_from_one'), models.CheckConstraint(condition=models.Q(('picture', ''), models.Q(('height__gt', 0), ('width__gt', 0)), _connector='OR'), name='reading_page_picture_has_size')],
        },
    ),
    migrations.CreateModel(
        name='ReadingPicture',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.PositiveIntegerField()),
            ('file', models.FileField(max_length=200, upload_to=courses.catalogue.models.readings.picture_name)),
            ('alt', models.CharField(blank=True, max_length=1000)),
            ('width', models.PositiveIntegerField()),
            ('height', models.PositiveIntegerField()),
            ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='courses.reading')),
        ],
        options={
            'verbose_name': 'picture in a file',
            'verbose_name_plural': 'pictures in files',
            'ordering': ['number'],
            'constraints': [models.UniqueConstraint(fields=('reading', 'number'), name='reading_picture_once'), models.CheckConstraint(condition=models.Q(('height__gt', 0), ('width__gt', 0)), name='reading_picture_has_size')],
        },
    ),
    migrations.CreateModel(
        name='Drop',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('answers', models.JSONField(blank=True, default=dict)),
            ('begun_at', models.DateTimeField(verbose_name='begun at')),
            ('touched_at', models.DateTimeField(db_index=True)),
            ('done_at', models.DateTimeField(blank=True, null=True)),
            ('into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.coursepage')),
            ('made', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.coursepage')),
            ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drops', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
        ],
        options={
            'verbose_name': 'files for a course',
            'verbose_name_plural': 'files for courses',
            'ordering': ['-touched_at', '-pk'],
            'constraints': [models.CheckConstraint(condition=models.Q(('done_at__isnull', False), ('made', None), _connector='OR'), name='drop_made_when_done')],
        },
    ),
    migrations.CreateModel(
        name='DroppedFile',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=255, verbose_name='file name')),
            ('folder', models.CharField(blank=True, max_length=255, verbose_name='folder')),
            ('size', models.PositiveBigIntegerField(default=0)),
            ('sha256', models.CharField(max_length=64)),
            ('lines', models.JSONField(blank=True, default=list)),
            ('problem', models.CharField(blank=True, choices=[('empty', 'empty'), ('too_big', 'too_big'), ('kind', 'kind'), ('mismatch', 'mismatch'), ('locked', 'locked'), ('broken', 'broken'), ('macros', 'macros'), ('bomb', 'bomb'), ('remote', 'remote'), ('name', 'name')], max_length=10)),
            ('at', models.DateTimeField()),
            ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drops', to='courses.coursedocument')),
            ('drop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='courses.drop')),
        ],
        options={
            'verbose_name': 'dropped file',
            'verbose_name_plural': 'dropped files',
            'ordering': ['pk'],
            'constraints': [models.UniqueConstraint(fields=('drop', 'sha256', 'name'), name='dropped_file_once'), models.UniqueConstraint(condition=models.Q(('problem', '')), fields=('drop', 'sha256'), name='dropped_content_once'), models.CheckConstraint(condition=models.Q(models.Q(('document__isnull', False), ('problem', '')), models.Q(('document', None), ('problem__gt', '')), _connector='OR'), name='dropped_file_taken_or_refused')],
        },
    ),
]
