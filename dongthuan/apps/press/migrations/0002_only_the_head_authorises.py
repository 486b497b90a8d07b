"""Let the database refuse an authorisation that does not come from a head: what is delegated stays there."""

from django.db import migrations

FORWARD = """
create function press_only_the_head_authorises() returns trigger language plpgsql as $$
declare
    head press_spokesperson%rowtype;
begin
    select * into head from press_spokesperson where id = new.authorised_by_id;
    if head.kind <> 'head' or head.officer_id = new.officer_id then
        raise exception 'only the head authorises, and somebody else';
    end if;
    return new;
end $$;
create trigger press_mandate_from_the_head
    before insert or update of authorised_by_id, officer_id on press_mandate
    for each row execute function press_only_the_head_authorises();
"""
BACKWARD = """
drop trigger press_mandate_from_the_head on press_mandate;
drop function press_only_the_head_authorises();
"""


class Migration(migrations.Migration):
    dependencies = [("press", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
