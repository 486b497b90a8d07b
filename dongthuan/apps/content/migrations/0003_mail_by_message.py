"""Mails are found by their Message-ID, and one that left may be noted as come back; never sent again so."""

from django.db import migrations, models

FORWARD = """
create or replace function content_mail_never_again() returns trigger language plpgsql as $$
begin
    if old.state = 'sent' and new.state <> 'sent' and not (new.state = 'failed' and new.fault = 'returned') then
        raise exception 'a mail that left is never sent again';
    end if;
    return new;
end $$;
"""
BACKWARD = """
create or replace function content_mail_never_again() returns trigger language plpgsql as $$
begin
    if old.state = 'sent' and new.state <> 'sent' then
        raise exception 'a mail that left is never sent again';
    end if;
    return new;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("content", "0002_what_was_published_stands")]
    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["message_id"], name="content_mail_by_message"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
