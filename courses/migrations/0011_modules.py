"""Modules, the courses in them, and the needs that they answer."""

import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('college', '0005_desk_permissions'),
        ('courses', '0010_cuts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': 'module',
                'verbose_name_plural': 'modules',
                'ordering': ['order', 'name', 'pk'],
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
            },
        ),
        migrations.AddField(
            model_name='module',
            name='courses',
            field=models.ManyToManyField(related_name='modules', through='courses.ModuleCourse', to='courses.coursepage'),
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
            ],
            options={
                'verbose_name': 'need',
                'verbose_name_plural': 'needs',
                'ordering': ['-asked', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='modulecourse',
            constraint=models.UniqueConstraint(fields=('module', 'course'), name='module_course_once'),
        ),
        migrations.AddConstraint(
            model_name='module',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='module_has_name'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='need_has_title'),
        ),
    ]
