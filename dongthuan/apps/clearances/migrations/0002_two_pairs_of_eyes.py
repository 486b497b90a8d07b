"""Let the database refuse that an author clears, that a cleared text changes, or that a decision is rewritten."""

from django.db import migrations

# What a demonstration invented may be deleted, only within a transaction that says so.
GOES = """
    if tg_op = 'DELETE' and current_setting('dongthuan.invented_goes', true) = 'on' then
        return old;
    end if;
"""
FORWARD = """
create function clearances_author_never_decides() returns trigger language plpgsql as $$
begin
    if new.decided_by_id is not null and new.decided_name = '' and exists (
        select 1 from clearances_clearance_authors
        where clearance_id = new.clearance_id and officer_id = new.decided_by_id
    ) then
        raise exception 'who wrote a text never clears it';
    end if;
    return new;
end $$;
create trigger clearances_step_two_pairs before insert or update on clearances_clearancestep
    for each row execute function clearances_author_never_decides();

create function clearances_decider_never_author() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from clearances_clearancestep
        where clearance_id = new.clearance_id and decided_by_id = new.officer_id and decided_name = ''
    ) then
        raise exception 'who cleared a text is none of its authors';
    end if;
    return new;
end $$;
create trigger clearances_author_two_pairs before insert or update on clearances_clearance_authors
    for each row execute function clearances_decider_never_author();

create function clearances_author_stays() returns trigger language plpgsql as $$
begin
    {goes}
    raise exception 'the authors of a text put before others are never struck out';
end $$;
create trigger clearances_author_stands before delete on clearances_clearance_authors
    for each row execute function clearances_author_stays();

create function clearances_text_stands() returns trigger language plpgsql as $$
begin
    {goes}
    if tg_op = 'DELETE' or new.text <> old.text or new.text_hash <> old.text_hash
        or new.record_type <> old.record_type or new.record_key <> old.record_key
        or new.requested_by_id <> old.requested_by_id or new.requested_at <> old.requested_at then
        raise exception 'a text put before others is never changed';
    end if;
    return new;
end $$;
create trigger clearances_clearance_stands before update or delete on clearances_clearance
    for each row execute function clearances_text_stands();

create function clearances_decision_stands() returns trigger language plpgsql as $$
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
create trigger clearances_step_stands before update or delete on clearances_clearancestep
    for each row execute function clearances_decision_stands();
"""
BACKWARD = """
drop trigger clearances_step_stands on clearances_clearancestep;
drop function clearances_decision_stands();
drop trigger clearances_clearance_stands on clearances_clearance;
drop function clearances_text_stands();
drop trigger clearances_author_stands on clearances_clearance_authors;
drop function clearances_author_stays();
drop trigger clearances_author_two_pairs on clearances_clearance_authors;
drop function clearances_decider_never_author();
drop trigger clearances_step_two_pairs on clearances_clearancestep;
drop function clearances_author_never_decides();
"""


class Migration(migrations.Migration):
    dependencies = [("clearances", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD.replace("{goes}", GOES), BACKWARD)]
