"""Pictures are put for clearance with their text, and stand like it."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
create function clearances_picture_stands() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('dongthuan.invented_goes', true) = 'on' then
        return old;
    end if;
    raise exception 'a picture put before others is never changed';
end $$;
create trigger clearances_picture_stands before update or delete on clearances_clearancepicture
    for each row execute function clearances_picture_stands();
"""
BACKWARD = """
drop trigger clearances_picture_stands on clearances_clearancepicture;
drop function clearances_picture_stands();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clearances', '0002_two_pairs_of_eyes'),
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClearancePicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('alt', models.CharField(blank=True, max_length=500)),
                ('caption', models.CharField(blank=True, max_length=600)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment')),
                ('clearance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='clearances.clearance')),
            ],
            options={
                'verbose_name': 'picture put for clearance',
                'verbose_name_plural': 'pictures put for clearance',
                'ordering': ['clearance', 'number'],
                'constraints': [models.UniqueConstraint(fields=('clearance', 'number'), name='clearances_picture_number')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
