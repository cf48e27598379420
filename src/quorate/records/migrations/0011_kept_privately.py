"""Whoever chose the name they are shown by: what is known of them besides, for the coordinator alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0010_what_clauses_ask")]

    operations = [
        migrations.CreateModel(
            name="KeptPrivately",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("safe_contact", models.TextField(blank=True)),
                ("safe_times", models.TextField(blank=True)),
                ("kept_on", models.DateField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_privately",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="kept_privately_has_a_name"
                    )
                ],
            },
        ),
    ]
