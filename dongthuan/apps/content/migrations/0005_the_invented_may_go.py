"""Let what a demonstration invented be deleted: only within a transaction that says so."""

from django.db import migrations

FORWARD = """
create or replace function content_refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('dongthuan.invented_goes', true) = 'on' then
        return old;
    end if;
    raise exception 'what was published is never changed';
end $$;
"""
BACKWARD = """
create or replace function content_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'what was published is never changed';
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("content", "0004_names_of_states")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
