"""The door for granian and other WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "college.settings.production")
application = get_wsgi_application()
