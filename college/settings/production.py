"""Production: https, secure cookies, a real secret. `check --deploy` is clean under it and a test says so."""

from django.core.exceptions import ImproperlyConfigured

from college.settings.base import *  # noqa: F403
from college.settings.base import DEMO, SECRET_KEY, SILENCED_SYSTEM_CHECKS, STORAGES, env

if SECRET_KEY == env.INSECURE_KEY or len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    raise ImproperlyConfigured("Set SECRET_KEY to a secret of at least 50 characters: production refuses to start without one.")
if DEMO:
    raise ImproperlyConfigured("DEMO=true belongs to a demo machine: production refuses it.")

SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W019"]  # SAMEORIGIN, not DENY: the preview of the admin is a frame
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT")
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
WHITENOISE_USE_FINDERS = False
