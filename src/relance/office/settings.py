"""Django's settings, drawn from one dataclass."""

SECRET_KEY = "x"
INSTALLED_APPS: list[str] = ["relance.office"]
USE_TZ = True
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
