"""Pardons of conflicts, and imports of sheets between preview and confirmation."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables of their own; nothing that stands is changed."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("plans", "0003_carrying"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConflictPardon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("dues", models.CharField(max_length=80)),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("first", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.task")),
                ("second", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.task")),
            ],
            options={
                "verbose_name": "pardon of a conflict",
                "verbose_name_plural": "pardons of conflicts",
                "ordering": ["-at"],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second", "kind", "dues"), name="plans_pardon_once", nulls_distinct=False),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="plans_pardon_has_reason"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("rows", models.JSONField(default=list)),
                ("warnings", models.JSONField(default=list)),
                ("plan_version", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sheet_imports", to="plans.plan")),
            ],
            options={
                "verbose_name": "import of a sheet",
                "verbose_name_plural": "imports of sheets",
                "ordering": ["-at"],
            },
        ),
    ]
