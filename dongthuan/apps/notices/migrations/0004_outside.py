"""Mail to somebody without an account."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("notices", "0003_age")]

    operations = [
        migrations.AddField(
            model_name="message", name="is_outside", field=models.BooleanField(default=False)
        ),
    ]
