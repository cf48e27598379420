"""Django's settings. Everything a place may differ in comes from `QUORATE_...` in the environment."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from quorate.config import environment
from quorate.config.signin import (  # noqa: F401 Django reads them here
    ACCOUNT_ADAPTER,
    ACCOUNT_EMAIL_NOTIFICATIONS,
    ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS,
    ACCOUNT_EMAIL_VERIFICATION,
    ACCOUNT_FORMS,
    ACCOUNT_LOGIN_BY_CODE_ENABLED,
    ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS,
    ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND,
    ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
    ACCOUNT_LOGIN_METHODS,
    ACCOUNT_LOGIN_TIMEOUT,
    ACCOUNT_LOGOUT_ON_GET,
    ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED,
    ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS,
    ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT,
    ACCOUNT_PREVENT_ENUMERATION,
    ACCOUNT_RATE_LIMITS,
    ACCOUNT_REAUTHENTICATION_TIMEOUT,
    ACCOUNT_SESSION_REMEMBER,
    ACCOUNT_SIGNUP_FIELDS,
    ACCOUNT_USER_MODEL_USERNAME_FIELD,
    ALLAUTH_TRUSTED_PROXY_COUNT,
    CACHES,
    MESSAGE_STORAGE,
    MFA_ADAPTER,
    MFA_ALLOW_UNVERIFIED_EMAIL,
    MFA_FORMS,
    MFA_PASSKEY_LOGIN_ENABLED,
    MFA_PASSKEY_SIGNUP_ENABLED,
    MFA_RECOVERY_CODE_COUNT,
    MFA_SUPPORTED_TYPES,
    MFA_TOTP_ISSUER,
    MFA_TOTP_TOLERANCE,
    OIDC_ISSUER,
    OIDC_NAME,
    SOCIALACCOUNT_ADAPTER,
    SOCIALACCOUNT_AUTO_SIGNUP,
    SOCIALACCOUNT_EMAIL_AUTHENTICATION,
    SOCIALACCOUNT_EMAIL_VERIFICATION,
    SOCIALACCOUNT_LOGIN_ON_GET,
    SOCIALACCOUNT_PROVIDERS,
    SOCIALACCOUNT_REQUESTS_TIMEOUT,
    SOCIALACCOUNT_STORE_TOKENS,
)

PACKAGE = Path(__file__).resolve().parent.parent

DATA = Path(environment.text("QUORATE_DATA") or "data").resolve()
DEMONSTRATION = environment.flag("QUORATE_DEMONSTRATION")
TODAY = environment.text("QUORATE_TODAY")
TESTING = environment.flag("QUORATE_TESTING")
BASE_URL = environment.text("QUORATE_BASE_URL", "http://localhost:8000").rstrip("/")
SCAN_FILES = environment.flag("QUORATE_SCAN_FILES")

DEBUG = False
SECRET_KEY = environment.text("QUORATE_SECRET_KEY")
if not SECRET_KEY:
    if not (DEMONSTRATION or TESTING):
        raise ImproperlyConfigured(
            "QUORATE_SECRET_KEY is not set. Give it 50 random characters and keep it secret. "
            "The demonstration needs none: look at it with `quorate check --demonstration` or "
            "`quorate audit verify --demonstration`."
        )
    SECRET_KEY = "for-demonstration-and-tests-only-never-for-anything-real"  # noqa: S105 refused elsewhere
if TODAY and not (DEMONSTRATION or TESTING):
    raise ImproperlyConfigured("QUORATE_TODAY only works in the demonstration. Remove it.")

ALLOWED_HOSTS = environment.words("QUORATE_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
SECURE = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if SECURE else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "quorate.records.apps.Records",
    "quorate.web.apps.Web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "quorate.web.middleware.no_store",
    "quorate.web.middleware.outcomes",
]

ROOT_URLCONF = "quorate.config.urls"
WSGI_APPLICATION = "quorate.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "pages",
        "DIRS": [PACKAGE / "web" / "templates", PACKAGE / "web" / "components"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "quorate.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.csrf",
                "csp.context_processors.nonce",
                "quorate.web.shell.shell",
            ],
        },
    },
    {
        # allauth keeps a few templates of its own (messages by email) in Django's language.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "messages"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {"default": environment.database(environment.text("QUORATE_DATABASE"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "records.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATIC_ROOT = None  # built files are part of the package and served from it
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILES = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

SESSION_COOKIE_NAME = "__Host-quorate" if SECURE else "quorate"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Host-quorate-csrf" if SECURE else "quorate-csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "quorate.web.errors.form_expired"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_SSL_REDIRECT = SECURE and environment.flag("QUORATE_REDIRECT_TO_HTTPS")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if environment.flag("QUORATE_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

EMAIL_BACKEND = environment.text("QUORATE_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = environment.text("QUORATE_EMAIL_HOST")
EMAIL_PORT = environment.number("QUORATE_EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("QUORATE_EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("QUORATE_EMAIL_PASSWORD")
EMAIL_USE_TLS = not environment.flag("QUORATE_EMAIL_PLAIN")
EMAIL_TIMEOUT = 10  # a silent server must not hold the loop
DEFAULT_FROM_EMAIL = environment.text("QUORATE_EMAIL_FROM", "quorate@localhost")
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
