"""All settings, in one file, read from the environment; a bad value stops the start."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from dongthuan.config.database import connection_parameters
from dongthuan.config.environment import choice, endpoint, flag, mailbox, whole, words
from dongthuan.config.menu import MENU
from dongthuan.config.paths import address, data_folder, model_folder, secret_key
from dongthuan.config.record_links import RECORD_LINKS

ROOT = Path(__file__).resolve().parents[2]
DATA = data_folder()

DEBUG = flag("DONGTHUAN_DEBUG", default=False)
SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("DONGTHUAN_HOSTS", default="127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = words("DONGTHUAN_TRUSTED_ORIGINS")
IS_BEHIND_TLS = flag("DONGTHUAN_TLS", default=False)

INSTALLED_APPS = [
    "dongthuan.apps.common",
    "dongthuan.apps.audit",
    "dongthuan.apps.units",
    "dongthuan.apps.accounts",
    "dongthuan.apps.notices",
    "dongthuan.apps.files",
    "dongthuan.apps.clocks",
    "dongthuan.apps.documents",
    "dongthuan.apps.clearances",
    "dongthuan.apps.plans",
    "dongthuan.apps.monitoring",
    "dongthuan.apps.press",
    "dongthuan.apps.content",
    "dongthuan.apps.budgets",
    "dongthuan.apps.capacity",
    "dongthuan.apps.awareness",
    "dongthuan.apps.disclosure",
    "dongthuan.apps.policies",
    "dongthuan.apps.commissions",
    "dongthuan.apps.measurement",
    "dongthuan.apps.partners",
    "dongthuan.apps.matters",
    "dongthuan.apps.reports",
    "dongthuan.apps.portal",
    "dongthuan.apps.desk",
    "dongthuan.apps.demonstration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dongthuan.apps.accounts.middleware.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "dongthuan.config.urls"
WSGI_APPLICATION = "dongthuan.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dongthuan.apps.common.navigation.navigation",
                "dongthuan.apps.units.context.agency",
                "dongthuan.apps.notices.context.bell",
            ],
        },
    },
]

DATABASE = connection_parameters()
DATABASES = {
    "default": {
        **DATABASE,
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**DATABASE["OPTIONS"], "pool": {"min_size": 0, "max_size": 8, "timeout": 20}},
        "TEST": {"NAME": "dongthuan_test"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Officer"
AUTHENTICATION_BACKENDS = ["dongthuan.apps.accounts.backend.OfficerBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS += [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": whole("DONGTHUAN_PASSWORD_LENGTH", default=12, least=8, most=64)},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "dongthuan.apps.accounts.adapter.ClosedDoor"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
# Who is told of a weakness, as a mailto: or https: address; shown in security.txt.
SECURITY_CONTACT = os.environ.get("DONGTHUAN_SECURITY_CONTACT", "")
# Of whom sign-in asks for more than the password: officers whose role approves things, all, or none.
SECOND_FACTOR = choice("DONGTHUAN_SECOND_FACTOR", default="approvers", among=("approvers", "all", "none"))
MFA_ADAPTER = "dongthuan.apps.accounts.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "dongthuan.apps.accounts.key_forms.AddKeyForm",
    "edit_webauthn": "dongthuan.apps.accounts.key_forms.RenameKeyForm",
}
MFA_TOTP_ISSUER = "Đồng Thuận"
MFA_TOTP_TOLERANCE = 1  # half a minute: the clocks of phones and servers differ
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up here, so no address is ever verified
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_BEHIND_TLS  # browsers allow that for this very machine only

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["dongthuan.apps.common.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "dongthuan.config.static.PlainManifestStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

# What counts failed sign-ins is shared by all processes and hosts; pages are kept by each for itself.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_keptcount",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}

SESSION_COOKIE_AGE = 3600 * whole("DONGTHUAN_SESSION_HOURS", default=12, least=1, most=336)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_BEHIND_TLS
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if IS_BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

PROCRASTINATE_IMPORT_PATHS = ["dongthuan.config.schedule"]
PROCRASTINATE_WORKER_DEFAULTS = {
    "update_heartbeat_interval": 5,
    "stalled_worker_timeout": 20,
    "delete_jobs": "successful",
}
PROCRASTINATE_ON_APP_READY = None

# Faults go to the log of the process; without this Django would only mail them to nobody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}

# Mail: by SMTP where a server is named; else every message is a file in the data folder. The page
# "Messages sent" shows each of them, so none is lost.
EMAIL_HOST = os.environ.get("DONGTHUAN_SMTP_HOST", "")
EMAIL_PORT = whole("DONGTHUAN_SMTP_PORT", default=587, least=1, most=65535)
EMAIL_HOST_USER = os.environ.get("DONGTHUAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("DONGTHUAN_SMTP_PASSWORD", "")
EMAIL_USE_SSL = flag("DONGTHUAN_SMTP_SSL", default=False)
EMAIL_USE_TLS = flag("DONGTHUAN_SMTP_STARTTLS", default=not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DONGTHUAN_MAIL_FROM", "dongthuan@localhost")
# A mailbox of the press desk, read over IMAP with TLS and never changed; no host = none is read.
IMAP_HOST = os.environ.get("DONGTHUAN_IMAP_HOST", "")
IMAP_PORT = whole("DONGTHUAN_IMAP_PORT", default=993, least=1, most=65535)
IMAP_USER = os.environ.get("DONGTHUAN_IMAP_USER", "")
IMAP_PASSWORD = os.environ.get("DONGTHUAN_IMAP_PASSWORD", "")
IMAP_STARTTLS = flag("DONGTHUAN_IMAP_STARTTLS", default=False)  # plain at first, then TLS: port 143
IMAP_FOLDER = os.environ.get("DONGTHUAN_IMAP_FOLDER", "INBOX")
# The mailbox that newsletters are sent to, read in the same way; no host = none is read.
NEWSLETTERS = mailbox("DONGTHUAN_NEWSLETTERS")
# Where links in mail lead: the address at which officers reach this installation.
SITE_ADDRESS = address()

# Hosts that the guarded client may reach although they are not public: "127.0.0.1:8000,10.1.2.3:80".
OUTGOING_ALLOWED = words("DONGTHUAN_OUTGOING_ALLOWED")
OUTGOING_USER_AGENT = "DongThuan/0.1 (policy communication monitor)"
MODEL_FOLDER = model_folder()
# Larger models, each optional: OpenAI-compatible addresses for vectors and for opinions, a classifier.
EMBEDDINGS = endpoint("DONGTHUAN_EMBEDDINGS")
CHAT = endpoint("DONGTHUAN_CHAT")
CLASSIFIER_FOLDER = os.environ.get("DONGTHUAN_CLASSIFIER_DIR", "")
# Where the worker puts a backup each night, how many stay, and what seals them; no folder = none is made.
BACKUP_FOLDER = os.environ.get("DONGTHUAN_BACKUP_FOLDER", "")
BACKUP_KEEP = whole("DONGTHUAN_BACKUP_KEEP", default=14, least=1, most=1000)
BACKUP_PASSPHRASE = os.environ.get("DONGTHUAN_BACKUP_PASSPHRASE", "")
RAW_RETENTION_DAYS = whole("DONGTHUAN_RAW_RETENTION_DAYS", default=90, least=1, most=3650)
# How many workers, on one host or several, read what was collected at the same time.
READERS = whole("DONGTHUAN_READERS", default=1, least=1, most=64)
RETENTION_DAYS = {
    "visits": whole("DONGTHUAN_VISIT_RETENTION_DAYS", default=90, least=8, most=3650),
    "drops": 400,
    "forecasts": 400,
    "warnings": 400,
}

NAVIGATION = MENU
RECORD_ACTS = RECORD_LINKS
