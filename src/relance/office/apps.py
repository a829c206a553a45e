"""The back office as a Django application."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "relance.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from relance.office import walls

        walls.listen()
