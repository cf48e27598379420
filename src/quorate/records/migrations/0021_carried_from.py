"""A planned item says which agenda item of an earlier meeting it carries on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0020_self_assessment_in_rows'),
    ]

    operations = [
        migrations.AddField(
            model_name='forwarditem',
            name='carried_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried_on', to='records.agendaitem'),
        ),
    ]
