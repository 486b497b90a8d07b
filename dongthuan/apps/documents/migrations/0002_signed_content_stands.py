"""Let the database refuse to change what was signed, or to give a number away."""

from django.db import migrations

FORWARD = """
create function documents_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'what was signed and numbered is never changed';
end $$;
create trigger documents_frozencontent_stands before update or delete on documents_frozencontent
    for each row execute function documents_refuse_change();
create trigger documents_registerentry_stands before update or delete on documents_registerentry
    for each row execute function documents_refuse_change();
"""
BACKWARD = """
drop trigger documents_registerentry_stands on documents_registerentry;
drop trigger documents_frozencontent_stands on documents_frozencontent;
drop function documents_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
