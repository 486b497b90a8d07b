"""Bring the tables up to date; an empty database gets them at once instead of step by step."""

from typing import Any

from django.apps import apps
from django.contrib.postgres.operations import CreateExtension
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation, ModelOperation
from django.db.migrations.state import ProjectState

# What the models say already, and what is written beside them. Any other step needs its history.
OF_MODELS = (ModelOperation, FieldOperation, IndexOperation)
WRITTEN = (RunSQL, CreateExtension)


class Command(migrate.Command):
    """Django's migrate, quick where nothing is there yet (decision 0045)."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Make the tables of an empty database from the models, then do what Django does."""
        if not (options["app_label"] or options["fake"] or options["plan"] or options["check_unapplied"]):
            make_at_once(connections[options["database"]])
        return super().handle(*args, **options)


def make_at_once(connection: BaseDatabaseWrapper) -> bool:
    """Make all our tables from the models and note our migrations as applied; return whether it was done.

    Not done where one of our migrations was ever applied, or where one holds a step that is neither of the
    models nor written SQL. Ours are made in one transaction: a power failure leaves all of them or none.
    """
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("dongthuan.")}
    plan = [one for one, _ in executor.migration_plan(graph.leaf_nodes()) if one.app_label in ours]
    if any(label in ours for label, _ in executor.loader.applied_migrations):
        return False
    if not all(isinstance(step, OF_MODELS + WRITTEN) for one in plan for step in one.operations):
        return False
    before_ours = [
        leaf for leaf in graph.leaf_nodes() if ours.isdisjoint(_apps_of(graph.forwards_plan(leaf)))
    ]
    executor.migrate(before_ours)
    with transaction.atomic(using=connection.alias):
        _write(connection, plan, CreateExtension)
        with connection.schema_editor() as editor:
            for model in apps.get_models():
                if model._meta.app_label in ours and model._meta.can_migrate(connection):
                    editor.create_model(model)
        _write(connection, plan, RunSQL)
        for one in plan:
            executor.recorder.record_applied(one.app_label, one.name)
    return True


def _apps_of(nodes: list[tuple[str, str]]) -> set[str]:
    return {label for label, _ in nodes}


def _write(connection: BaseDatabaseWrapper, plan: list[Migration], kind: type[Operation]) -> None:
    """Do the written steps of one kind, in the order of the migrations."""
    nothing = ProjectState()
    with connection.schema_editor() as editor:
        for one in plan:
            for step in one.operations:
                if isinstance(step, kind):
                    step.database_forwards(one.app_label, editor, nothing, nothing)
