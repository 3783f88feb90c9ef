"""System checks that catch what would be found out too late."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from college import sms


@register()
def storage_outside_code(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Uploads inside a package would let the server hand out, or overwrite, code."""
    packages = [settings.BASE_DIR / name for name in ("college", "media", "courses", "search", "demo", "templates", "tests")]
    folders = [Path(getattr(settings, name)).resolve() for name in ("MEDIA_ROOT", "PRIVATE_ROOT", "RENDITIONS_ROOT", "STORE_CACHE_ROOT")]
    return [
        Error(f"{folder} lies inside the code ({package.name}/).", hint="Set DATA_DIR or STORAGE_URL to a folder outside the packages.", id="college.E001")
        for folder in folders
        for package in packages
        if folder == package or package in folder.parents
    ]


@register()
def sms_backend(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A backend that cannot be made would be found out by the first message that nobody gets."""
    try:
        sms.backend()
    except Exception as error:  # whatever a provider's class does with wrong options
        return [Error(f"SMS_BACKEND cannot be used: {type(error).__name__}", hint="See docs/notices.md.", id="college.E002")]
    return []
