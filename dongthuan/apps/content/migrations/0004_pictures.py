"""Texts have pictures; a published version holds its files for good."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
create trigger content_revisionfile_stands before update or delete on content_revisionfile
    for each row execute function content_refuse_change();
"""
BACKWARD = "drop trigger content_revisionfile_stands on content_revisionfile;"


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0003_mail_by_message'),
        ('files', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RevisionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='content.textrevision')),
            ],
            options={
                'verbose_name': 'file of a published version',
                'verbose_name_plural': 'files of published versions',
                'ordering': ['revision', 'id'],
                'constraints': [models.UniqueConstraint(fields=('revision', 'attachment'), name='content_revision_file_once')],
            },
        ),
        migrations.CreateModel(
            name='TextPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('shown_width', models.PositiveIntegerField()),
                ('shown_height', models.PositiveIntegerField()),
                ('alt', models.CharField(blank=True, max_length=500, verbose_name='what it shows, for who cannot see it')),
                ('caption', models.CharField(blank=True, max_length=600, verbose_name='caption')),
                ('words_in', models.CharField(blank=True, choices=[('none', 'No words that a reader needs'), ('readable', 'Words that stand out clearly, and are said in the description or caption too')], max_length=8, verbose_name='words in the picture')),
                ('widest_contrast', models.FloatField()),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('correction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='content.correctionnotice')),
                ('full', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment')),
                ('shown', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='content.text')),
            ],
            options={
                'verbose_name': 'picture of a text',
                'verbose_name_plural': 'pictures of texts',
                'ordering': ['text', 'number', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('widest_contrast__gte', 1), ('widest_contrast__lte', 21.1)), name='content_picture_contrast_is_a_ratio')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
