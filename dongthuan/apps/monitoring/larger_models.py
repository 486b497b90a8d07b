"""The larger models that an administrator may set up; each is optional, none is needed."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from dongthuan.analysis.encoder_endpoint import EndpointEncoder
from dongthuan.analysis.encoder_onnx import CANNOT_LOAD, UnusableModel
from dongthuan.analysis.endpoint import Endpoint
from dongthuan.analysis.second_opinion import ChatOpinion, OnnxOpinion, Opinionated


@dataclass(frozen=True, slots=True)
class LargerModels:
    """An encoder elsewhere, and what has an opinion over the reader's."""

    encoder: EndpointEncoder | None = None
    opinion: Opinionated | None = None


def larger_models() -> LargerModels:
    """Return what the settings name. A folder that cannot be used is passed over, as for the encoder."""
    embeddings, chat = Endpoint(**settings.EMBEDDINGS), Endpoint(**settings.CHAT)
    return LargerModels(
        EndpointEncoder(embeddings) if embeddings.address else None,
        ChatOpinion(chat) if chat.address else _classifier(),
    )


def _classifier() -> OnnxOpinion | None:
    if not settings.CLASSIFIER_FOLDER:
        return None
    try:
        return OnnxOpinion(Path(settings.CLASSIFIER_FOLDER))
    except (UnusableModel, *CANNOT_LOAD):
        return None


def names_of_larger() -> list[tuple[str, str]]:
    """Return the larger models that are set up: the mark in an item's `model_id`, and where it answers."""
    embeddings, chat = Endpoint(**settings.EMBEDDINGS), Endpoint(**settings.CHAT)
    found = []
    if embeddings.address:
        found.append((EndpointEncoder(embeddings).model_id, urlsplit(embeddings.address).netloc))
    if chat.address:
        found.append((ChatOpinion(chat).model_id, urlsplit(chat.address).netloc))
    elif settings.CLASSIFIER_FOLDER:
        folder = Path(settings.CLASSIFIER_FOLDER)
        found.append((f"onnx-{folder.name}", folder.name))
    return found
