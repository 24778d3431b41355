"""Django's settings, computed from the environment (environment.py). Only names in capitals are settings."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from celery.schedules import crontab

from ccplatform.settings.databases import database_settings
from ccplatform.settings.environment import CHECKOUT, Environment
from ccplatform.settings.logs import logging_settings

CENTER = Environment.read(os.environ)

SECRET_KEY = CENTER.secret_key
DEBUG = CENTER.debug
ROOT_URLCONF = "ccplatform.urls"
ASGI_APPLICATION = "ccplatform.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "channels",
    "django_celery_beat",
    # Ours, lowest layer first; one line per app.
    "ccplatform.kernel",
    "ccplatform.accounts",
    "ccplatform.queues",
    "ccplatform.agents",
    "ivr.flows",
    "telephony.provisioning",
    "ccplatform.configuration",
    "ccplatform.demo",
    "telephony.recordings",
    "crm.contacts",
    "crm.timeline",
    "crm.directory",
    "crm.followups",
    "reporting.facts",
    "reporting.legs",
    "reporting.replays",
    "reporting.goals",
    "ccplatform.messages",
    "ccplatform.alarms",
    "ccplatform.boards",
]

MIDDLEWARE = [
    "ccplatform.kernel.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ccplatform.kernel.middleware.NoNul",
    "ccplatform.kernel.middleware.ServersAway",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

# Servers. Without a URL Django and Channels say so at first use.
DATABASES = database_settings(CENTER.database)
REDIS_URL = CENTER.redis_url
CHANNEL_LAYERS: dict[str, dict[str, Any]] = (
    {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL], "prefix": "cc:channels"}}}
    if REDIS_URL
    else {}
)
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": "cc:celery:", "socket_connect_timeout": 2, "socket_timeout": 10}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = None  # threads cannot be killed; every task bounds its own work
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "bring the configuration to the engine": {"task": "configuration.deliver", "schedule": 5.0},
    "publish drafts whose time has come": {"task": "configuration.publish_due", "schedule": 10.0},
    "publish what was left unpublished": {"task": "configuration.catch_up", "schedule": 60.0},
    "forget rotated softphone secrets": {"task": "configuration.forget_rotations", "schedule": timedelta(days=1)},
    "run replays that were missed": {"task": "replays.sweep", "schedule": 30.0},
    "transcode recordings that were missed": {"task": "recordings.sweep", "schedule": 30.0},
    "see what somebody should look at": {"task": "alarms.watch", "schedule": 2.0},
    "tell of alarms": {"task": "alarms.deliver", "schedule": 3.0},
    "forget alarms of long ago": {"task": "alarms.forget_old", "schedule": timedelta(days=1)},
    "check that every visit has one fate": {"task": "facts.check_conservation", "schedule": crontab(hour=2, minute=40)},
}
CELERY_BEAT_SCHEDULER = "ccplatform.clock:Scheduler"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# People and sessions
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_NAME = "cc_session"
SESSION_COOKIE_AGE = 12 * 3600
"""One shift: an agent signs in once a day."""
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CENTER.tls
CSRF_COOKIE_NAME = "csrftoken"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = CENTER.tls
CSRF_FAILURE_VIEW = "ccplatform.kernel.api.failures.csrf_failure"

# What a request may look like
ALLOWED_HOSTS = [*CENTER.public_hosts, "localhost", "127.0.0.1", "[::1]"]
if CENTER.listen not in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
    ALLOWED_HOSTS.append(CENTER.listen)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if CENTER.tls else 0

# E-mail. Without CC_SMTP_URL nothing is sent, and whoever should send says so.
EMAIL_HOST = CENTER.mail.host
EMAIL_PORT = CENTER.mail.port
EMAIL_HOST_USER = CENTER.mail.user
EMAIL_HOST_PASSWORD = CENTER.mail.password
EMAIL_USE_SSL = CENTER.mail.security == "tls"
EMAIL_USE_TLS = CENTER.mail.security == "starttls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = CENTER.mail.sender

# Words, times
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The front end, built by Vite into web/dist with base /static/app/
WEB_DIST = CHECKOUT / "web" / "dist"
STATIC_URL = "/static/"
STATICFILES_DIRS = [("app", WEB_DIST)] if WEB_DIST.is_dir() else []
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/app/assets/.+-[\w-]{8,}\.\w+$"

REST_FRAMEWORK: dict[str, Any] = {
    # The first one names the scheme of WWW-Authenticate, without which a stranger would get 403 instead of 401.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "ccplatform.kernel.api.authentication.ServiceTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["ccplatform.kernel.api.permissions.DeclaredPermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["ccplatform.kernel.api.parsers.JsonParser"],
    "DEFAULT_PAGINATION_CLASS": "ccplatform.kernel.api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "ccplatform.kernel.api.schema.Schema",
    "EXCEPTION_HANDLER": "ccplatform.kernel.api.failures.as_problem",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "URL_FORMAT_OVERRIDE": None,
}
REST_KNOX: dict[str, Any] = {
    "TOKEN_MODEL": "accounts.ServiceToken",
    "TOKEN_TTL": timedelta(days=365),
    "AUTO_REFRESH": False,
}
# knox' own table would stay empty for ever, and in the way of emptying ours in tests.
MIGRATION_MODULES: dict[str, str | None] = {"knox": None}
KNOX_TOKEN_MODEL = "accounts.ServiceToken"  # noqa: S105 - the name of a model
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "ccplatform",
    "DESCRIPTION": "The REST API of a ccplatform contact center.",
    "VERSION": "1",
    "LICENSE": {"name": "AGPL-3.0-or-later"},
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["ccplatform.kernel.api.permissions.DeclaredPermission"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "MediumEnum": "ccplatform.configuration.forms.MEDIA",
        "OfferOutcomeEnum": "reporting.decisions.serializers.OFFER_OUTCOMES",
        "InteractionOutcomeEnum": "reporting.facts.models.history.InteractionOutcome",
        "AlarmKindEnum": "ccplatform.alarms.models.KINDS",
        "AgentStateEnum": "ccplatform.alarms.models.STATES",
        "RecordingStateEnum": "telephony.recordings.models.State",
        "ReplayStateEnum": "reporting.replays.models.State",
        "BetterEnum": "reporting.replays.api.serializers.BETTER",
        "BoardMeasureEnum": "ccplatform.boards.api.serializers.MEASURES",
        "AgentMeasureEnum": "reporting.metrics.definitions.AGENT",
        "NumberKindEnum": "ccplatform.configuration.forms.NUMBER_KINDS",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "ccplatform.kernel.api.schema.describe_problems",
    ],
}

LOGGING = logging_settings(debug=DEBUG)
