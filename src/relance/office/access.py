"""Isolation in one place: who may see which creditor, and the scope every query runs in.

Business rows are reached only through `ScopedManager`: a query outside a scope raises. The
desk opens the scope of the signed-in member's creditors; the round and the outbox, which work
for everybody, open `everything()`, and are the only callers of it. On PostgreSQL the database
is told the scope too, and holds it a second time (`office/walls.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django_scopes import scope, scopes_disabled

from relance.office import walls
from relance.office.models import CreditorRow, Membership, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


@dataclass(frozen=True, slots=True)
class Access:
    """What one person may see (`readable`) and change (`writable`): creditors' keys."""

    readable: frozenset[int]
    writable: frozenset[int]
    owned: frozenset[int]

    @property
    def nobody(self) -> bool:
        return not self.readable


def access_of(user: AbstractBaseUser | AnonymousUser) -> Access:
    """The creditors a signed-in person may see and change; none for a stranger."""
    if not user.is_authenticated:
        return Access(frozenset(), frozenset(), frozenset())
    readable: set[int] = set()
    writable: set[int] = set()
    owned: set[int] = set()
    for member in Membership.objects.filter(user_id=user.pk):
        if member.creditor_id is not None:
            readable.add(member.creditor_id)
            continue
        of_organization = set(
            CreditorRow.objects.filter(organization_id=member.organization_id).values_list(
                "pk", flat=True
            )
        )
        readable |= of_organization
        if member.role in (Role.OWNER, Role.ASSISTANT):
            writable |= of_organization
        if member.role == Role.OWNER:
            owned |= of_organization
    return Access(frozenset(readable), frozenset(writable), frozenset(owned))


@contextmanager
def within(creditors: frozenset[int] | set[int] | int) -> Iterator[None]:
    """Everything queried inside belongs to these creditors, and to no other."""
    keys = [creditors] if isinstance(creditors, int) else sorted(creditors)
    with _told(scope(creditor=keys)):
        yield


@contextmanager
def everything() -> Iterator[None]:
    """No scope: only for the daily round, the outbox, commands and backups of this machine."""
    with _told(scopes_disabled()):
        yield


@contextmanager
def _told(scoped: AbstractContextManager[None]) -> Iterator[None]:
    """That scope, which the database is told when it opens and when it closes."""
    try:
        with scoped:
            walls.tell_scope()
            yield
    finally:
        walls.tell_scope()
