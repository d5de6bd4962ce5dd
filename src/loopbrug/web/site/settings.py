"""Settings of an installation; everything that differs between two comes from the environment."""

from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from loopbrug.web.site.environment import (
    env_choice,
    env_flag,
    env_list,
    env_number,
    env_secret,
    env_text,
)

ROOT = Path(__file__).resolve().parents[4]
VAR = Path(env_text("LOOPBRUG_VAR", str(ROOT / "var")))

DEBUG = env_flag("LOOPBRUG_DEBUG")
DEMO = env_flag("LOOPBRUG_DEMO", default=True)
SECRET_KEY = env_secret("LOOPBRUG_SECRET_KEY", VAR / "secret-key")
ALLOWED_HOSTS = env_list("LOOPBRUG_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
# Where people find this installation: letters need whole addresses.
ADDRESS = env_text("LOOPBRUG_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env_list("LOOPBRUG_ORIGINS", [])
HTTPS = env_flag("LOOPBRUG_HTTPS")

INSTALLED_APPS = [
    "loopbrug.web.site",
    "loopbrug.web.fund",
    "loopbrug.web.finance",
    "loopbrug.web.programme",
    "loopbrug.web.assessment",
    "loopbrug.web.outcomes",
    "loopbrug.web.pathway",
    "loopbrug.web.orientation",
    "loopbrug.web.post",
    "loopbrug.web.work",
    "loopbrug.web.accounts",
    "loopbrug.web.organisations",
    "loopbrug.web.audit",
    "loopbrug.web.ui",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "loopbrug.web.site.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "loopbrug.web.site.wrong_door.wrong_door",
    "loopbrug.web.site.meanwhile.Meanwhile",
]

ROOT_URLCONF = "loopbrug.web.site.urls"
WSGI_APPLICATION = "loopbrug.web.site.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "loopbrug.web.site.context.installation",
                "loopbrug.web.site.context.menu",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        env_text("LOOPBRUG_DATABASE_URL", f"sqlite:///{VAR / 'loopbrug.sqlite3'}"),
        conn_max_age=None,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait, and a second writer waits its turn instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_REDIRECT_URL = "pathway:home"
LOGIN_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = env_text("LOOPBRUG_EMAIL_VERIFICATION", "optional")
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "orientation:landing"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Loopbrug: "
EMAIL_BACKEND = env_text("LOOPBRUG_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env_text("LOOPBRUG_EMAIL_HOST", "localhost")
EMAIL_PORT = env_number("LOOPBRUG_EMAIL_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = env_text("LOOPBRUG_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env_text("LOOPBRUG_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env_flag("LOOPBRUG_EMAIL_TLS")
EMAIL_TIMEOUT = 20
# Whether the process that serves also sends letters and reminders, in a thread of its own.
POSTMAN = env_flag("LOOPBRUG_POSTMAN", default=True)
DEFAULT_FROM_EMAIL = env_text("LOOPBRUG_EMAIL_FROM", "loopbrug@localhost")

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
# whitenoise looks for the folder when it starts, also when every file still stands in its room.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
# Sessions carry a stranger's answers before there is an account: kept for a day, then gone.
SESSION_COOKIE_AGE = 60 * 60 * 24
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
# Files of evidence: never served by address, only through the permission of their dossier.
FILES = VAR / "files"
FILE_LIMIT = env_number("LOOPBRUG_FILE_LIMIT_MB", 500, least=1, most=1500) * 1_000_000
CLAMAV = env_text("LOOPBRUG_CLAMAV", "")
# Without a scanner a file waits, unless everybody here knows that it is a demo.
FILES_WITHOUT_SCAN = env_choice(
    "LOOPBRUG_FILES_WITHOUT_SCAN", ("allow", "ask"), "allow" if DEMO else "ask"
)
# An appointment of the five weeks that is nearer than this many working days is fixed.
NOTICE_DAYS = env_number("LOOPBRUG_NOTICE_DAYS", 5, least=0, most=20)
# Working days ahead from which an appointment can come in the place of one that was lost.
MENDING_DAYS = env_number("LOOPBRUG_MENDING_DAYS", 1, least=0, most=20)
# Long work: in the database, done by a worker that the server starts ("beside") or by those that
# somebody keeps ("apart"); else the back end of another queue for Django's Tasks, by its path.
_WORK = env_text("LOOPBRUG_TASKS", "beside")
WORK_BESIDE = _WORK == "beside"
_QUEUE = "django_tasks_db.DatabaseBackend" if _WORK in {"beside", "apart"} else _WORK
TASKS = {"default": {"BACKEND": _QUEUE, "QUEUES": ["default"]}}
# So many seconds after a sign of life somebody at work counts as gone.
WORK_LEASE = env_number("LOOPBRUG_WORK_LEASE", 60, least=2, most=3600)
# Calendars of others are fetched from the open internet only, over https. With this also from
# this machine and its network, over http as well: for trying out, never for real use.
FEEDS_FROM_LOCAL = env_flag("LOOPBRUG_FEEDS_FROM_LOCAL")
# A week of a hundred blocks is refused with a sentence by its form, not by a bare 400 here.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING"}},
}
