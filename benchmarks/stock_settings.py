"""The same, with nothing between the server and a view but what a person who is signed in needs: Django at its leanest."""

from benchmarks.settings import *  # noqa: F403

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # its app refuses to start without; it does next to nothing
]
