"""Which place of a seat that several hold somebody came for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0025_kept_of_interests_and_handover"),
    ]

    operations = [
        migrations.AddField(
            model_name="roomactrow",
            name="place",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
