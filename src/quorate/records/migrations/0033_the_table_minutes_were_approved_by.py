"""Keeps with each meeting the table its approved minutes are judged by.

Empty for those approved before: theirs is worked out from the appointments, as it was.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0032_the_day_papers_went_for"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="table_kept",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="titles_kept",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
