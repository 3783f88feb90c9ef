"""System checks that catch what would be found out too late."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error, register


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
