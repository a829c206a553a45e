"""The manager of every table that belongs to a creditor: a query outside a scope raises."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django_scopes import get_scope
from django_scopes.exceptions import ScopeError

_Row = TypeVar("_Row", bound=models.Model)


class OfCreditor(models.Manager[_Row]):
    """Rows of the creditors in scope, and of no other (`office/access.py` opens the scope).

    Raises ScopeError when no scope is open: forgetting it is a fault, never a leak. Written
    as a class of our own over django-scopes' context, so that the type checker can follow it.
    """

    def get_queryset(self) -> models.QuerySet[_Row]:
        scope = get_scope()
        if not scope.get("_enabled", True):
            return super().get_queryset()
        if "creditor" not in scope:
            raise ScopeError("a scope on the creditor must be open for this query")
        allowed = scope["creditor"]
        keys = allowed if isinstance(allowed, list | tuple) else [allowed]
        return super().get_queryset().filter(creditor_id__in=keys)
