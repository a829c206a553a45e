"""The desk as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "relance.web"
    label = "web"
