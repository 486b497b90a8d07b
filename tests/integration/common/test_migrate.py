"""An empty database is made at once, and is then what its migrations would have made."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from dongthuan.apps.common.management.commands.migrate import make_at_once

pytestmark = pytest.mark.django_db


def test_every_migration_of_ours_is_noted_once() -> None:
    noted = MigrationRecorder(connection).applied_migrations()
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("dongthuan.")}
    with_tables = {model._meta.app_label for model in apps.get_models()} & ours
    assert with_tables == {label for label, _ in noted} & ours
    call_command("migrate", check_unapplied=True, verbosity=0)


def test_what_is_written_beside_the_models_is_there() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select tgname from pg_trigger where not tgisinternal")
        triggers = {name for (name,) in cursor.fetchall()}
        cursor.execute("select extname from pg_extension")
        extensions = {name for (name,) in cursor.fetchall()}
    assert {"audit_entry_no_change", "content_text_stays", "documents_registerentry_stands"} <= triggers
    assert {"vector", "btree_gist"} <= extensions


def test_a_database_in_use_is_left_to_its_migrations() -> None:
    assert make_at_once(connection) is False
