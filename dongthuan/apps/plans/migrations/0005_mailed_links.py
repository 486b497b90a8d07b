"""The letter that carried a link to answer by."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("notices", "0004_outside"), ("plans", "0004_planning")]

    operations = [
        migrations.AddField(
            model_name="answerlink",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="notices.message",
            ),
        ),
    ]
