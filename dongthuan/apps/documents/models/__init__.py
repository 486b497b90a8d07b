"""Tables of official documents."""

from dongthuan.apps.documents.models import authorities, documents, registers

__all__ = ["authorities", "documents", "registers"]
