"""Schools, terms, places and maps; the front page."""

import college.models.maps
import django.db.models.deletion

from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name='HomePage',
        fields=[
            ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ('welcome', models.CharField(blank=True, max_length=120, verbose_name='welcome line')),
        ],
        options={
            'verbose_name': 'front page',
        },
        bases=('wagtailcore.page',),
    ),
    migrations.CreateModel(
        name='School',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('code', models.CharField(choices=[('party', 'Party school'), ('gov', 'Governance institute'), ('elder', "Seniors' school"), ('citizen', "Citizens' school")], max_length=10, unique=True, verbose_name='kind')),
            ('name', models.CharField(max_length=40, unique=True, verbose_name='name')),
            ('tagline', models.CharField(blank=True, max_length=80, verbose_name='one line about it')),
            ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ('updated_at', models.DateTimeField(auto_now=True)),
        ],
        options={
            'verbose_name': 'school',
            'verbose_name_plural': 'schools',
            'ordering': ['order', 'pk'],
        },
    ),
    migrations.CreateModel(
        name='Venue',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
            ('tier', models.PositiveSmallIntegerField(choices=[(1, 'Community centre'), (2, 'Neighbourhood centre'), (3, 'Neighbourhood living room')], verbose_name='tier')),
            ('address', models.CharField(blank=True, max_length=120, verbose_name='address')),
            ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone number')),
            ('directions', models.CharField(blank=True, max_length=200, verbose_name='how to get there')),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='college.venue', verbose_name='belongs to')),
            ('accessible_toilet', models.BooleanField(blank=True, null=True, verbose_name='accessible toilet')),
            ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name='latitude')),
            ('lift', models.BooleanField(blank=True, null=True, verbose_name='lift')),
            ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='longitude')),
            ('opening_hours', models.CharField(blank=True, help_text='Such as: Monday to Saturday 8:30–17:30.', max_length=120, verbose_name='opening hours')),
            ('slug', models.SlugField(allow_unicode=True, blank=True, help_text='Left empty, it follows the name.', max_length=80, unique=True, verbose_name='address of the page')),
            ('step_free', models.BooleanField(blank=True, null=True, verbose_name='no steps at the entrance')),
        ],
        options={
            'verbose_name': 'venue',
            'verbose_name_plural': 'venues',
            'ordering': ['tier', 'name'],
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('parent__isnull', True), ('tier', 1)), models.Q(('parent__isnull', False), ('tier__in', (2, 3))), _connector='OR'), name='venue_parent_by_tier', violation_error_message='The community centre has no parent; every other venue belongs to one.'), models.CheckConstraint(condition=models.Q(('parent', models.F('pk')), _negated=True), name='venue_not_its_own_parent'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='venue_whole_place', violation_error_message='A place on the map needs both numbers, latitude and longitude.'), models.CheckConstraint(condition=models.Q(('latitude__isnull', True), models.Q(('latitude__range', (-85, 85)), ('longitude__range', (-180, 180))), _connector='OR'), name='venue_on_earth', violation_error_message='Latitude goes from -85 to 85, longitude from -180 to 180.'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='venue_has_address')],
        },
    ),
    migrations.CreateModel(
        name='Equipment',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=30, unique=True, verbose_name='name')),
            ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
        ],
        options={
            'verbose_name': 'kind of equipment',
            'verbose_name_plural': 'kinds of equipment',
            'ordering': ['order', 'name'],
            'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='equipment_has_name')],
        },
    ),
    migrations.CreateModel(
        name='Room',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=40, verbose_name='name')),
            ('capacity', models.PositiveSmallIntegerField(verbose_name='people it holds')),
            ('venue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='college.venue', verbose_name='venue')),
            ('floor', models.SmallIntegerField(blank=True, help_text='1 is level with the street, -1 is below it.', null=True, verbose_name='floor')),
            ('equipment', models.ManyToManyField(blank=True, related_name='rooms', to='college.equipment', verbose_name='equipment')),
        ],
        options={
            'verbose_name': 'room',
            'verbose_name_plural': 'rooms',
            'ordering': ['venue', 'name'],
            'constraints': [models.UniqueConstraint(fields=('venue', 'name'), name='room_unique_in_venue'), models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='room_holds_somebody', violation_error_message='A room holds at least one person.'), models.CheckConstraint(condition=models.Q(('floor__isnull', True), ('floor__range', (-9, -1)), ('floor__range', (1, 120)), _connector='OR'), name='room_on_a_floor', violation_error_message='There is no such floor: 1 is level with the street, -1 is below it.')],
        },
    ),
    migrations.CreateModel(
        name='Term',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=40, unique=True, verbose_name='name')),
            ('starts_on', models.DateField(verbose_name='first day')),
            ('ends_on', models.DateField(verbose_name='last day')),
            ('selection_opens_at', models.DateTimeField(verbose_name='selection opens')),
            ('selection_closes_at', models.DateTimeField(verbose_name='selection closes')),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('selection_spread', models.PositiveSmallIntegerField(db_default=0, default=0, editable=False)),
        ],
        options={
            'verbose_name': 'term',
            'verbose_name_plural': 'terms',
            'ordering': ['-starts_on'],
            'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='term_ends_after_start', violation_error_message='The last day must come after the first.'), models.CheckConstraint(condition=models.Q(('selection_closes_at__gt', models.F('selection_opens_at'))), name='term_selection_window', violation_error_message='Selection must close after it opens.')],
        },
    ),
    migrations.CreateModel(
        name='Neighbourhood',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name='latitude')),
            ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='longitude')),
            ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
            ('updated_at', models.DateTimeField(auto_now=True)),
        ],
        options={
            'verbose_name': 'neighbourhood',
            'verbose_name_plural': 'neighbourhoods',
            'ordering': ['name'],
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='neighbourhood_whole_place', violation_error_message='A place on the map needs both numbers, latitude and longitude.'), models.CheckConstraint(condition=models.Q(('latitude__isnull', True), models.Q(('latitude__range', (-85, 85)), ('longitude__range', (-180, 180))), _connector='OR'), name='neighbourhood_on_earth', violation_error_message='Latitude goes from -85 to 85, longitude from -180 to 180.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='neighbourhood_has_name')],
        },
    ),
    migrations.CreateModel(
        name='MapLine',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=40, verbose_name='name')),
            ('kind', models.CharField(choices=[('river', 'River'), ('road', 'Road')], default='road', max_length=10, verbose_name='kind')),
            ('points', models.TextField(help_text='One point a line: latitude, longitude.', validators=[college.models.maps.has_points], verbose_name='points')),
        ],
        options={
            'verbose_name': 'line',
            'verbose_name_plural': 'lines',
            'ordering': ['kind', 'name', 'pk'],
        },
    ),
]
