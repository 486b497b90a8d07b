"""Which database is used follows from the environment alone."""

import pytest

from dongthuan.config import database
from dongthuan.config.cli import BadInput

OWN = {"NAME": "dongthuan", "USER": "postgres", "PASSWORD": "", "PORT": ""}


def test_without_an_address_our_own_server_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DONGTHUAN_DATA", "/nowhere/Dữ liệu")
    parameters = database.connection_parameters()
    assert database.is_ours()
    assert parameters["HOST"] == "/nowhere/Dữ liệu/postgres"
    assert OWN.items() <= parameters.items()


def test_an_address_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://an:b%40c@db.example:5433/dt?sslmode=require")
    parameters = database.connection_parameters()
    assert not database.is_ours()
    assert (parameters["NAME"], parameters["USER"], parameters["PASSWORD"]) == ("dt", "an", "b@c")
    assert (parameters["HOST"], parameters["PORT"]) == ("db.example", "5433")
    assert parameters["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("address", ["mysql://a@b/c", "postgres://[", "postgresql://a@b/c?nonsense=1"])
def test_a_wrong_address_is_refused_in_one_line(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(BadInput, match=r"^DATABASE_URL: ") as caught:
        database.connection_parameters()
    assert "\n" not in str(caught.value)


def test_a_server_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://a@127.0.0.1:9/x")
    with pytest.raises(BadInput, match="does not answer"):
        database.start_database(lambda note: None)
