"""The tables; Django asks for them here."""

from dongthuan.apps.policies.models import consultations, dossiers, dossiers_parts

__all__ = ["consultations", "dossiers", "dossiers_parts"]
