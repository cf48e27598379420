"""A group keeps which kinds it was before, each with its last day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0023_reopened_challenges_and_risks_in_packs'),
    ]

    operations = [
        migrations.AddField(
            model_name='group',
            name='kinds_before',
            field=models.JSONField(blank=True, default=list),
        ),
    ]
