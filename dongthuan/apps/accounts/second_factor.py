"""The second factor of sign-in: who must have one, how its secrets are kept, what the record says of it."""

import base64
import hashlib
import logging
import secrets
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_removed
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.rules import Act
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.clock import now
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Agency

log = logging.getLogger(__name__)
APPROVING_ROLES = frozenset(
    {
        Role.LEADER,
        Role.COORDINATOR,
        Role.SPOKESPERSON,
        Role.LEGAL_OFFICER,
        Role.INFORMATION_OFFICER,
        Role.ADMINISTRATOR,
    }
)
OPENING_KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(officer: Officer) -> bool:
    """Say whether sign-in asks this officer for more than the password."""
    return bool(Authenticator.objects.filter(user_id=officer.pk, type__in=OPENING_KINDS).exists())


def lacks_second_factor(officer: Officer) -> bool:
    """Say whether the officer must set up a second factor before anything else.

    DONGTHUAN_SECOND_FACTOR says of whom it is asked; the illustrative agency, whose passwords are on its
    door, is never asked.
    """
    wanted = settings.SECOND_FACTOR
    if wanted == "none":
        return False
    if wanted == "approvers" and not {role for role, _unit in officer.held_roles()} & APPROVING_ROLES:
        return False
    return not has_second_factor(officer) and not Agency.objects.filter(is_demonstration=True).exists()


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # untyped base
    """Keeps the secrets of apps and emergency codes encrypted under the installation's key."""

    def get_totp_label(self, user: Officer) -> str:
        """Return what the app shows beside the agency's name."""
        return user.username

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return _locker().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a kept secret; under another key than it was kept with, one that fits no code."""
        try:
            return _locker().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.warning("a second factor was kept under another secret key; it opens nothing any more")
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _locker() -> Fernet:
    key = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def keep_record() -> None:
    """Let the audit record say when one was added, taken away by its owner, or a wrong code was typed."""
    post_save.connect(_note_added, sender=Authenticator, dispatch_uid=Act.ADD_FACTOR.value)
    authenticator_removed.connect(_note_removed, dispatch_uid=Act.REMOVE_FACTOR.value)
    authentication_failed.connect(_note_failed, dispatch_uid=Act.FAIL_FACTOR.value)


def _note_added(instance: Authenticator, created: bool, **kept: Any) -> None:
    if created:
        _note(Act.ADD_FACTOR, instance)


def _note_removed(authenticator: Authenticator, **kept: Any) -> None:
    _note(Act.REMOVE_FACTOR, authenticator)


def _note_failed(authenticator: Authenticator, **kept: Any) -> None:
    _note(Act.FAIL_FACTOR, authenticator)


def _note(act: Act, factor: Authenticator) -> None:
    officer: Officer = factor.user
    with transaction.atomic():
        audit.note(act=act, actor=officer, record=officer, at=now(), details={"kind": factor.type})
