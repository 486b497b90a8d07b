"""Let the database refuse to change what was published, or to unsay a withdrawal or a correction.

What a demonstration invented may be deleted, only within a transaction that says so.
"""

from django.db import migrations

FORWARD = """
create function content_refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('dongthuan.invented_goes', true) = 'on' then
        return old;
    end if;
    raise exception 'what was published is never changed';
end $$;
create trigger content_textrevision_stands before update or delete on content_textrevision
    for each row execute function content_refuse_change();
create trigger content_withdrawal_stands before update or delete on content_withdrawal
    for each row execute function content_refuse_change();

create function content_published_stays() returns trigger language plpgsql as $$
begin
    if old.state in ('published', 'withdrawn') and (
        new.state not in ('published', 'withdrawn')
        or (old.state = 'withdrawn' and new.state <> 'withdrawn')
        or new.published_at <> old.published_at or new.public_at <> old.public_at
        or new.slug <> old.slug
    ) then
        raise exception 'what was published is never unsaid';
    end if;
    return new;
end $$;
create trigger content_text_stays before update on content_text
    for each row execute function content_published_stays();

create function content_correction_stays() returns trigger language plpgsql as $$
begin
    if old.state = 'published' then
        raise exception 'a published correction is never changed';
    end if;
    return new;
end $$;
create trigger content_correction_stands before update on content_correctionnotice
    for each row execute function content_correction_stays();

create function content_mail_never_again() returns trigger language plpgsql as $$
begin
    if old.state = 'sent' and new.state <> 'sent' then
        raise exception 'a mail that left is never sent again';
    end if;
    return new;
end $$;
create trigger content_delivery_once before update on content_delivery
    for each row execute function content_mail_never_again();
"""
BACKWARD = """
drop trigger content_delivery_once on content_delivery;
drop function content_mail_never_again();
drop trigger content_correction_stands on content_correctionnotice;
drop function content_correction_stays();
drop trigger content_text_stays on content_text;
drop function content_published_stays();
drop trigger content_withdrawal_stands on content_withdrawal;
drop trigger content_textrevision_stands on content_textrevision;
drop function content_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
