"""A closed challenge may be opened again, with why; a pack may carry the register of risks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0022_agenda_agreed"),
    ]

    operations = [
        migrations.AddField(
            model_name="challenge",
            name="reopened_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="challenge",
            name="reopened_why",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="pack",
            name="with_risks",
            field=models.BooleanField(default=False),
        ),
    ]
