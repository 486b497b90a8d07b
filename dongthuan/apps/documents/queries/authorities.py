"""Reads of signing authorities."""

from datetime import date

from dongthuan.apps.documents.models.authorities import SigningAuthority, SigningAuthorityQuerySet


def authorities_with_parts() -> SigningAuthorityQuerySet:
    """Return all authorities with who holds, gave and ended them."""
    parts = ("officer", "unit", "granted_by", "ended_by", "delegated_from__officer")
    return SigningAuthority.objects.select_related(*parts)


def authorities_listed(*, on: date, in_force: bool) -> SigningAuthorityQuerySet:
    """Return the authorities in force on a day, or all others: past, to come, lapsed."""
    standing = SigningAuthority.objects.in_force(on=on).values("pk")
    rows = authorities_with_parts()
    return rows.filter(pk__in=standing) if in_force else rows.exclude(pk__in=standing)


def is_in_force(authority: SigningAuthority, *, on: date) -> bool:
    """Say whether somebody can sign under it on a day, its source and the account included."""
    return SigningAuthority.objects.in_force(on=on).filter(pk=authority.pk).exists()
