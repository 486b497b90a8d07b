"""Find old notices by an index, for letting them go."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index more."""

    dependencies = [("notices", "0002_settled")]

    operations = [
        migrations.AddIndex(
            model_name="notice", index=models.Index(fields=["queued_at"], name="notices_by_age")
        ),
    ]
