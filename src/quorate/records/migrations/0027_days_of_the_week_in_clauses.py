"""Lets a clause name a day of the week and a time, as "noon on the Tuesday before the meeting" does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0026_places_in_the_room"),
    ]

    operations = [
        migrations.AddField(
            model_name="clauserow",
            name="at",
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="clauserow",
            name="weekday",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
    ]
