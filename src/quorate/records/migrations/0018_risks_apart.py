"""Risks that not everybody may read are numbered beside the others."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0017_messages_by_hand_and_digests'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='risk',
            name='risk_number_once',
        ),
        migrations.AddField(
            model_name='risk',
            name='is_apart',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.UniqueConstraint(fields=('group', 'is_apart', 'number'), name='risk_number_once'),
        ),
    ]
