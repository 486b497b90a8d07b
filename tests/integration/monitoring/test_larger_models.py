"""A worker reads with a larger model elsewhere, and goes on with the embedded one where that is silent."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from dongthuan.analysis.encoder_endpoint import EndpointEncoder
from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.endpoint import Endpoint
from dongthuan.analysis.second_opinion import ChatOpinion
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.clock import now
from dongthuan.apps.monitoring.jobs.workbench import Workbench
from dongthuan.apps.monitoring.larger_models import LargerModels, larger_models
from dongthuan.apps.monitoring.models.items import Item, ItemVector
from tests.integration.monitoring.newsroom import Newsroom
from tests.model_server import ModelServer, model_server

MARKS = ("endpoint-lon", "chat-lon")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        running.width = 24
        yield running


def wait_to_be_read(newsroom: Newsroom, title: str) -> Item:
    """An item that no model has read."""
    item = newsroom.publish(title)
    Item.objects.filter(pk=item.pk).update(polarity="", model_id="", stage="received", counted_hour=None)
    ItemVector.objects.filter(item=item).delete()
    return item


def test_the_embedded_encoder_goes_on_where_the_larger_one_is_silent(
    system: Officer, coordinator: Officer, server: ModelServer, client: Client, settings: Settings
) -> None:
    newsroom, where = Newsroom(now()), Endpoint(server.address, "lon", seconds=5)
    bench = Workbench(NgramEncoder(), LargerModels(EndpointEncoder(where), ChatOpinion(where)))
    first = wait_to_be_read(newsroom, "Khởi tố giám đốc sở vì nhận hối lộ")
    assert bench.read_next(by=system)
    first.refresh_from_db()
    assert (first.stage, first.polarity) == ("understood", "negative")
    assert all(mark in first.model_id for mark in MARKS)
    server.fault = "down"
    second = wait_to_be_read(newsroom, "Vệ tinh lên quỹ đạo an toàn")
    assert bench.read_next(by=system)
    second.refresh_from_db()
    assert second.stage == "understood"
    assert not any(mark in second.model_id for mark in MARKS)
    assert second.meaning.model_id == second.model_id
    settings.EMBEDDINGS = settings.CHAT = {
        "address": server.address,
        "model": "lon",
        "key": "",
        "seconds": 1.0,
    }
    client.force_login(coordinator)
    page = client.get("/giam-sat/mo-hinh/").content.decode()
    assert "trả lời được một phần" in page
    assert f"127.0.0.1:{server.server_address[1]}" in page


def test_a_classifier_folder_that_is_none_is_passed_over(settings: Settings, tmp_path: object) -> None:
    assert larger_models() == LargerModels()
    settings.CLASSIFIER_FOLDER = str(tmp_path)
    assert larger_models() == LargerModels()
