"""Settings that hold everywhere, sorted by topic. Values of the environment come from `env` only."""

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from college.settings import env

# ---- project
BASE_DIR = env.ROOT
DATA_DIR = env.data_dir()
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY") or env.INSECURE_KEY
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
ROOT_URLCONF = "college.urls"
WSGI_APPLICATION = "college.wsgi.application"
SILENCED_SYSTEM_CHECKS = ["account.W001"]  # e-mail and phone may both be left out at sign-up, on purpose
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_URL = env.text("SITE_URL").rstrip("/")
DEMO = env.flag("DEMO")
COLLEGE_PHONE = env.text("COLLEGE_PHONE")

INSTALLED_APPS = [
    "demo",
    "search.apps.SearchConfig",
    "courses.apps.CoursesConfig",
    "media.apps.MediaConfig",
    "college.apps.CollegeConfig",
    "django_ox",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "college.apps.AccountsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # the widgets' templates, for FORM_RENDERER
]

MIDDLEWARE = [
    "college.middleware.RequestShapeMiddleware",
    "college.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "college.language.SiteLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "college.signed_in.PersonMiddleware",
    "college.middleware.PrivateAnswersMiddleware",
    "college.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "college.middleware.SecondFactorMiddleware",
    "college.middleware.RefusalMiddleware",
    "college.member_pages.MemberPagesMiddleware",
]

FORM_RENDERER = "college.rendering.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "college.context.site",
            ],
            "libraries": {
                "college": "college.tags",
                "venues": "college.venue_tags",
                "people": "college.people_tags",
                "media": "media.tags",
                "catalogue": "courses.catalogue.tags",
                "designs": "courses.catalogue.design_tags",
                "readings": "courses.catalogue.reading_tags",
                "library": "courses.catalogue.library_tags",
                "decks": "courses.catalogue.deck_tags",
                "needs": "courses.catalogue.needs_tags",
                "stages": "courses.catalogue.stage_tags",
                "selection": "courses.selection.tags",
                "acting": "courses.selection.acting_tags",
                "learning": "courses.learning.tags",
                "evaluation": "courses.evaluation.tags",
                "credits": "courses.credits.tags",
                "search": "search.tags",
            },
        },
    },
]

# ---- data
DATABASES = {"default": env.database()}
CACHES = {"default": env.cache(), "pages": env.page_cache()}
PAGE_CACHE_SECONDS = env.number("PAGE_CACHE_SECONDS", least=0)
STAMPS_ROOT = DATA_DIR / "stamps"  # see college/caching.py
STORE = env.store()  # the S3 store, where there is one; else everything is kept below STORAGE_ROOT
STORE_CACHE_ROOT = DATA_DIR / "cache"
STORE_CACHE_BYTES = env.number("STORAGE_CACHE_BYTES")
STORAGE_ROOT = env.storage_root()
MEDIA_ROOT = STORAGE_ROOT / "uploads"
MEDIA_URL = "/uploads/"  # never routed: documents go through a checked view, recordings through signed addresses
PRIVATE_ROOT = STORAGE_ROOT / "private"  # originals of recordings
RENDITIONS_ROOT = STORAGE_ROOT / "renditions"  # what players may fetch
ACCEL_REDIRECT = env.text("ACCEL_REDIRECT")
SPEECH_MODEL_DIR = env.text("SPEECH_MODEL_DIR")
UPLOAD_MAX_BYTES = env.number("UPLOAD_MAX_BYTES")
REQUEST_NAMES = env.number("REQUEST_NAMES", least=3)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = STORAGE_ROOT / "arriving"  # on the disk of its last place, so that keeping 8 GB is a rename, not a copy
STORAGES = {
    "default": {"BACKEND": "media.storages.files.Uploads" if STORE else "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "college.stylesheets.SheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = True

# ---- work that is not done in a request
TASKS = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "QUEUES": ["default", "media-quick", "media", "files"],
        "OPTIONS": {
            "LOCK_TIMEOUT": 30,  # seconds until the job of a killed worker is taken up again (the package's default is 300)
            "WORKER_CLASS": "media.workers.RecordingWorker",  # a worker that is told to end stops ffmpeg and gives the recording back
            "SCHEDULES": {
                "sweep recordings": {"task": "media.tasks.sweep_recordings", "every": 15},
                "sweep search": {"task": "search.tasks.sweep_index", "every": 15},
                "sweep course files": {"task": "courses.catalogue.tasks.sweep_documents", "every": 30},
                "sweep pages of files": {"task": "courses.catalogue.tasks.sweep_readings", "every": 60},
                "forget previews of imports": {"task": "courses.catalogue.tasks.forget_imports", "every": 60 * 60},
                "close surveys": {"task": "courses.catalogue.tasks.close_surveys", "every": 60},
                "publish scheduled pages": {"task": "courses.catalogue.tasks.publish_scheduled", "every": 60},
                "forget dropped files": {"task": "courses.catalogue.tasks.forget_drops", "every": 6 * 60 * 60},
                "forget contacts of old complaints": {"task": "college.tasks.forget_contacts", "every": 6 * 60 * 60},
                "forget tables of people": {"task": "college.tasks.forget_imports", "every": 6 * 60 * 60},
                "delete accounts": {"task": "college.tasks.delete_accounts", "every": 6 * 60 * 60},
                "deliver notices": {"task": "college.tasks.deliver_notices", "every": 60},
                "forget notices": {"task": "college.tasks.forget_notices", "every": 6 * 60 * 60},
                "settle duties": {"task": "college.tasks.settle_duties", "every": 600},
                "ratings": {"task": "courses.evaluation.tasks.turn_windows", "every": 60},
                "sweep completions": {"task": "courses.learning.tasks.sweep_completions", "every": 600},
                "book credits": {"task": "courses.credits.tasks.sweep_awards", "every": 60},
                "book credits that waited": {"task": "courses.credits.tasks.sweep_all_awards", "every": 60 * 60},
                "verify the ledger": {"task": "courses.credits.tasks.verify_ledger", "every": 24 * 60 * 60},
                "close lists of wishes": {"task": "courses.selection.tasks.seal_lists", "every": 30},
                "turn rounds of selection": {"task": "courses.selection.tasks.turn_rounds", "every": 30},
                "forget answers to keys": {"task": "courses.selection.tasks.forget_answers", "every": 60 * 60},
                "hand on free seats": {"task": "courses.selection.tasks.turn_offers", "every": 60},
                "turn requests for courses": {"task": "courses.selection.tasks.turn_requests", "every": 60},
            },
        },
    }
}
ELASTICSEARCH_URL = env.service_url("ELASTICSEARCH_URL")

# ---- people
AUTH_USER_MODEL = "college.User"
AUTHENTICATION_BACKENDS = [
    "college.duties.DutyBackend",  # first: what is over is gone before the others are asked
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "college.passwords.UserAttributeSimilarityValidator"},
    {"NAME": "college.passwords.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "college.passwords.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/learning/"
LOGOUT_REDIRECT_URL = "/"
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", least=0)
ACCOUNT_ADAPTER = "college.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_FORMS = {"login": "college.forms.LoginForm", "signup": "college.forms.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_PREVENT_ENUMERATION = False  # without SMS, "this number has an account" can only be said on the page; rate limits stand before it
ACCOUNT_SIGNUP_FIELDS = ["username", "email", "phone", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USERNAME_MIN_LENGTH = 2
MFA_FORMS = {"add_webauthn": "college.forms.PasskeyForm", "edit_webauthn": "college.forms.PasskeyNameForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_REQUIRED = env.flag("MFA_REQUIRED") and not DEMO
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "College"
USERSESSIONS_TRACK_ACTIVITY = False
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL")
MAILERS = {"default": env.mailer()}
SMS_BACKEND = env.text("SMS_BACKEND")  # see docs/notices.md
SMS_OPTIONS = env.pairs("SMS_OPTIONS")

# ---- language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [
    BASE_DIR / room / "locale"
    for room in ("college", "media", "courses/catalogue", "courses/selection", "courses/learning", "courses/evaluation", "courses/credits", "search", "demo")
]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# ---- security
REPLAY_ORIGINS = [STORE.origin] if STORE else []  # our addresses of pictures and segments lead there
CONTENT_SECURITY_POLICY = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *REPLAY_ORIGINS],
    "media-src": [CSP.SELF, "blob:", *REPLAY_ORIGINS],
    "worker-src": [CSP.SELF, "blob:"],
    "connect-src": [CSP.SELF, *REPLAY_ORIGINS],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],  # never 'none': Wagtail's preview is a frame
}
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:", *REPLAY_ORIGINS],
}
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "college.sessions"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview of the admin is a frame
CSRF_FAILURE_VIEW = "college.views.csrf_failure"
RATE_LIMITS = {  # name: (requests, seconds) of one visitor
    "search": (60, 60),
    "api": (240, 60),
    "feedback": (10, 600),
    "follow": (10, 300),
    "survey": (40, 86400),
    "slip": (20, 300),
    "leave": (10, 600),
    "card": (20, 600),
    "ask_for_course": (10, 3600),
    "sign_request": (40, 600),
    "pick": (30, 60),
    "wish": (120, 60),  # changes of a list of wishes
    "pick_address": (3000, 60),  # picks and wishes of everybody behind one address: a computer room, or a whole town of telephones
    "acting": (60, 60),  # verbs for somebody else
    "desk": (60, 60),  # people looked for at the front desk
    "helping": (30, 600),  # requests to help that are opened
    "account": (60, 3600),  # accounts made there
}

# ---- Wagtail
WAGTAIL_SITE_NAME = "方兴社区学院"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False  # a course on its way through the stages may be published and held meanwhile
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILDOCS_DOCUMENT_MODEL = "courses.CourseDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "courses.catalogue.forms.documents.CourseDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["docx", "pptx", "pdf", "xlsx", "png", "jpg", "jpeg", "webp", "txt", "csv"]  # courses.catalogue.rules.files.ENDINGS
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # every download passes our check
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]  # those of which college.rules.photos knows what they tell
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "college.admin_search"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    # A refusal is told to whoever is refused; in a rush thousands of such lines would bury what the office must see.
    "filters": {
        "no_refusals": {"()": "django.utils.log.CallbackFilter", "callback": lambda record: getattr(record, "status_code", 500) not in (409, 422, 429)}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Each sweep would write six lines, four times a minute: a person watching the demo should see what matters.
    "loggers": {
        "django.request": {"filters": ["no_refusals"]},
        "django_ox": {"level": "WARNING"},
        "django.tasks": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
    },
}
