"""One-time sign-in links: 256 random bits, only their hash kept, used once, soon over."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from relance.office import clock
from relance.office.models import Membership, Organization, Role, SignInLink

LIFE = timedelta(minutes=15)


def owner() -> AbstractBaseUser:
    """The person of this machine: the first owner, made with an organization if there is none."""
    member = Membership.objects.filter(role=Role.OWNER).order_by("pk").first()
    if member is not None:
        return member.user
    with transaction.atomic():
        user = get_user_model().objects.create_user(username="moi")
        organization = Organization.objects.create(name="Mon activité")
        Membership.objects.create(user=user, organization=organization, role=Role.OWNER)
    return user


def new_link(user: AbstractBaseUser) -> str:
    """A fresh token for that person; it opens the desk once, for a quarter of an hour."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        user_id=user.pk, token_hash=_hashed(token), expires_at=clock.now() + LIFE
    )
    return token


def take(token: str) -> AbstractBaseUser | None:
    """Use up a token; None if it is unknown, used or over."""
    instant = clock.now()
    taken = SignInLink.objects.filter(
        token_hash=_hashed(token), used_at=None, expires_at__gt=instant
    )
    with transaction.atomic():
        link = taken.select_related("user").first()
        if link is None or taken.update(used_at=instant) != 1:
            return None
    return link.user


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
