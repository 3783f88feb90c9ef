"""The settings of production, with a secret that protects nothing, and one more address: the peer of the cached page."""

import os

os.environ.setdefault("SECRET_KEY", "benchmarks-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")

from college.settings.production import *  # noqa: F403

ROOT_URLCONF = "benchmarks.addresses"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody signs in with a password here
