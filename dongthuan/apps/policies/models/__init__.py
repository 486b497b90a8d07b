"""The tables; Django asks for them here."""

from dongthuan.apps.policies.models import (
    answers,
    comment_groups,
    comments,
    consultation_documents,
    consultations,
    dossiers,
    dossiers_parts,
    drafts,
    workbooks,
)

__all__ = [
    "answers",
    "comment_groups",
    "comments",
    "consultation_documents",
    "consultations",
    "dossiers",
    "dossiers_parts",
    "drafts",
    "workbooks",
]
