"""What each entry is judged by now, beside its history.

Rows are not made here: a day no row covers is answered from the history, and `quorate migrate` has them
worked out once the tables are at this version.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0005_setting_up")]

    operations = [
        migrations.CreateModel(
            name="EntryPosition",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("facts", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="records.entry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "since"), name="entry_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("since__lt", models.F("until"))), name="entry_position_lasts"
                    ),
                ]
            },
        )
    ]
