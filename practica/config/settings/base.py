"""What the house consists of: apps, middleware, templates, languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from practica.config import env
from practica.config.formats.en import formats as english

DEBUG = env.flag("DEBUG")
SITE_NAME = env.text("SITE_NAME", "Practica")
# Absolute links (mails, feeds, API) start with this, never with what a request claims.
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")

ROOT_URLCONF = "practica.config.urls"
WSGI_APPLICATION = "practica.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

INSTALLED_APPS = [
    "practica.kit.ui",
    "practica.kit",
    "practica.core.ledger",
    "practica.core.people",
    "practica.core.communities",
    "practica.core.entries",
    "practica.core.files",
    "practica.core.types",
    "practica.reach.search",
    "practica.reach.notifications",
    "practica.reach.gaps",
    "practica.content.pages",
    "practica.content.discussions",
    "practica.content.annotations",
    "practica.content.library",
    "practica.content.coediting",
    "practica.content.collections",
    "practica.interfaces.web",
    "practica.interfaces.api",
    "practica.interfaces.transfer",
    "practica.interfaces.transfer.tables",
    "practica.config",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "practica.interfaces.web.policy.ContentPolicyMiddleware",
    "practica.kit.wellformed.WellFormedMiddleware",
    "practica.interfaces.web.visitors.VisitorPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "practica.core.people.sessions.PersonMiddleware",
    "practica.interfaces.web.middleware.PersonalSettingsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "practica.core.people.middleware.AccountFormsMiddleware",
    "practica.interfaces.web.middleware.ErrorsSpeakMiddleware",
    "practica.core.communities.middleware.FormerSlugMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "practica.kit.ui.environment.environment",
            "auto_reload": DEBUG,
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "practica.interfaces.web.shell.shell",
            ],
        },
    },
    # What allauth says itself: its own templates, none of ours.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]
FORM_RENDERER = "practica.kit.ui.forms.HouseRenderer"

LANGUAGE_CODE = env.text("LANGUAGE", "en")
FORMAT_MODULE_PATH = ["practica.config.formats"]
# The worker indexes and mails in no language at all; then these count.
DATE_FORMAT, TIME_FORMAT, DATETIME_FORMAT = english.DATE_FORMAT, english.TIME_FORMAT, english.DATETIME_FORMAT
MONTH_DAY_FORMAT, YEAR_MONTH_FORMAT = english.MONTH_DAY_FORMAT, english.YEAR_MONTH_FORMAT
LANGUAGES = [("en", _("English"))]
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
# Hashed names are made by the front-end build itself; files under dist/ never change.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:  # noqa: N802 - the name is WhiteNoise's
    """Files of the front-end build carry their hash in their name."""
    return "/dist/" in url


MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
