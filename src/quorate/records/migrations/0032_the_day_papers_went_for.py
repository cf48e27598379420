"""Keeps with each circulation the day that its meeting was on when it went."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0031_papers_handed_in_for_others"),
    ]

    operations = [
        migrations.AddField(
            model_name="circulation",
            name="meeting_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
