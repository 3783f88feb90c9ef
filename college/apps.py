"""The app of the college."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class CollegeConfig(AppConfig):
    name = "college"
    label = "college"
    verbose_name = _("College")

    def ready(self) -> None:
        from college import admin_people, checks, merging, personal, personal_topics, receivers, triggers  # noqa: F401

        admin_people.install()
        merging.register(merging.MOVER)
        triggers.guard(*triggers.OURS)
        pre_migrate.connect(triggers.before_migrate, sender=self, dispatch_uid="triggers")
        post_migrate.connect(triggers.after_migrate, sender=self, dispatch_uid="triggers")
        register(triggers.check_system, Tags.database)
        personal.register(*personal_topics.TOPICS)


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's accounts with our fields: it would ask for a first and a last name."""

    user_viewset = "college.account_admin.AccountViewSet"
    group_viewset = "college.account_admin.RoleViewSet"
