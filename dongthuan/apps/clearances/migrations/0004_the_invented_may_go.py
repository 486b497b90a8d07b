"""Let what a demonstration invented be deleted: only within a transaction that says so."""

from django.db import migrations

GOES = """
    if tg_op = 'DELETE' and current_setting('dongthuan.invented_goes', true) = 'on' then
        return old;
    end if;
"""
AUTHORS = """
create or replace function clearances_author_stays() returns trigger language plpgsql as $$
begin
    {goes}
    raise exception 'the authors of a text put before others are never struck out';
end $$;
"""
TEXTS = """
create or replace function clearances_text_stands() returns trigger language plpgsql as $$
begin
    {goes}
    if tg_op = 'DELETE' or new.text <> old.text or new.text_hash <> old.text_hash
        or new.record_type <> old.record_type or new.record_key <> old.record_key
        or new.requested_by_id <> old.requested_by_id or new.requested_at <> old.requested_at then
        raise exception 'a text put before others is never changed';
    end if;
    return new;
end $$;
"""
STEPS = """
create or replace function clearances_decision_stands() returns trigger language plpgsql as $$
begin
    {goes}
    if tg_op = 'DELETE' then
        raise exception 'a part of a clearance is never deleted';
    end if;
    if old.decision in ('approved', 'overridden') and (
        new.decision <> old.decision or new.decided_by_id <> old.decided_by_id or new.comment <> old.comment
    ) then
        raise exception 'a decision is never rewritten';
    end if;
    if old.decision = 'returned' and new.decision <> 'returned' and (
        new.decision <> 'overridden' or new.former_decision <> old.decision
        or new.former_comment <> old.comment or new.former_by_id is distinct from old.decided_by_id
    ) then
        raise exception 'a return gives way to an override alone, and stays to be seen';
    end if;
    return new;
end $$;
"""
ALL = AUTHORS + TEXTS + STEPS


class Migration(migrations.Migration):
    dependencies = [("clearances", "0003_names_of_parts")]
    operations = [migrations.RunSQL(ALL.replace("{goes}", GOES), ALL.replace("{goes}", ""))]
