"""Let the database hold what answers promise.

A comment that moves between groups makes their answers drafts again; a consultation is neither answered nor
published while a comment that is shown has no checked answer, or one waits to be looked at.
"""

from django.db import migrations

FORWARD = """
create function policies_reopen_answers() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.group_id is not distinct from old.group_id then
        return new;
    end if;
    if (tg_op = 'UPDATE' and old.group_id is not null) or new.joined in ('near', 'human') then
        update policies_answer set state = 'draft', checked_by_id = null, checked_at = null, version = version + 1
        where state = 'checked'
          and (group_id = new.group_id or (tg_op = 'UPDATE' and group_id = old.group_id));
    end if;
    return new;
end $$;
create trigger policies_comment_reopens_answers
    after insert or update of group_id on policies_comment
    for each row execute function policies_reopen_answers();

create function policies_every_comment_is_answered() returns trigger language plpgsql as $$
begin
    if new.state not in ('answered', 'published') then
        return new;
    end if;
    if exists (
        select 1 from policies_comment c
        where c.consultation_id = new.id
          and (c.state = 'awaiting'
               or (c.state = 'visible' and not exists (
                   select 1 from policies_answer a where a.group_id = c.group_id and a.state = 'checked')))
    ) then
        raise exception 'a comment has no checked answer' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger policies_consultation_is_answered
    before update of state on policies_consultation
    for each row execute function policies_every_comment_is_answered();
"""
BACKWARD = """
drop trigger policies_consultation_is_answered on policies_consultation;
drop function policies_every_comment_is_answered();
drop trigger policies_comment_reopens_answers on policies_comment;
drop function policies_reopen_answers();
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
