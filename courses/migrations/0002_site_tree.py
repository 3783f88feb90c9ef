"""The tree that every college begins with: the front page as the site's root, and the list of courses below it. Wagtail's welcome page goes."""

from django.conf import settings
from django.db import migrations
from django.utils.translation import gettext, override


def add_page(apps, app_label, model_name, parent, number, slug, title):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model_name)
    page = apps.get_model(app_label, model_name).objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        path=f"{parent.path}{number:04d}",
        depth=parent.depth + 1,
        url_path=f"{parent.url_path}{slug}/",
        content_type=kind,
        locale=apps.get_model("wagtailcore", "Locale").objects.first(),
    )
    parent.numchild += 1
    parent.save(update_fields=["numchild"])
    return page


def make(apps, schema_editor):
    pages, site = apps.get_model("wagtailcore", "Page").objects, apps.get_model("wagtailcore", "Site")
    root = pages.get(depth=1)
    welcome = pages.filter(depth=2).first()
    with override(settings.LANGUAGE_CODE):
        home = add_page(apps, "college", "homepage", root, 2, "front", settings.WAGTAIL_SITE_NAME)
        add_page(apps, "courses", "courseindexpage", home, 1, "courses", gettext("Courses"))
    site.objects.filter(is_default_site=True).update(root_page=home.pk, site_name=settings.WAGTAIL_SITE_NAME)
    if welcome:
        welcome.delete()
        root.numchild -= 1
        root.save(update_fields=["numchild"])


def unmake(apps, schema_editor):
    pages, site = apps.get_model("wagtailcore", "Page").objects, apps.get_model("wagtailcore", "Site")
    root = pages.get(depth=1)
    welcome = add_page(apps, "wagtailcore", "page", root, 1, "home", "Welcome to your new Wagtail site!")
    site.objects.filter(is_default_site=True).update(root_page=welcome.pk, site_name="")
    apps.get_model("courses", "CourseIndexPage").objects.all().delete()
    apps.get_model("college", "HomePage").objects.all().delete()
    root.numchild = pages.filter(depth=2).count()
    root.save(update_fields=["numchild"])


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial"), ("college", "0003_roles"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(make, unmake)]
