"""The app of the college."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class CollegeConfig(AppConfig):
    name = "college"
    label = "college"
    verbose_name = _("College")

    def ready(self) -> None:
        from college import checks, receivers  # noqa: F401


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's accounts with our fields: it would ask for a first and a last name."""

    user_viewset = "college.account_admin.AccountViewSet"
    group_viewset = "college.account_admin.RoleViewSet"
