"""A meeting keeps who agreed its agenda, on which day, and what was then on it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0021_carried_from'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='agenda_agreed_as',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='meeting',
            name='agenda_agreed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='agenda_agreed_how',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='meeting',
            name='agenda_agreed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='agenda_agreed_recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='agenda_asked_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agenda_agreed_by__isnull', True), ('agenda_agreed_on__isnull', True)), models.Q(('agenda_agreed_by__isnull', False), ('agenda_agreed_on__isnull', False)), _connector='OR'), name='meeting_agenda_agreed_whole'),
        ),
    ]
