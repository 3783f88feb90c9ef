"""Does the S3 store answer? Asked by `check --deploy` only: other commands shall not wait for a server."""

from typing import Any

from django.conf import settings
from django.core.checks import Warning, register

from media import storages

HINT = "Is the server up, and are address, key, secret and bucket in STORAGE_URL right? `manage.py prepare_store` makes the bucket and tries it."


@register(deploy=True)
def store_answers(app_configs: Any, **kwargs: Any) -> list[Warning]:
    """In words, before the first learner finds out."""
    try:
        storages.check()
    except storages.StoreAway as away:
        return [Warning(f"The store at {settings.STORE.endpoint} refuses or does not answer ({away.detail}).", hint=HINT, id="media.W001")]
    return []
