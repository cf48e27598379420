"""How minutes were approved, packs of them, entries that moved to another plan, and decisions on advice."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0011_kept_privately"),
    ]

    operations = [
        migrations.CreateModel(
            name="EntryMove",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("code", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="pack",
            name="pack_kind_known",
        ),
        migrations.AddField(
            model_name="meeting",
            name="minutes_approved_how",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="meeting",
            name="minutes_approved_recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.person",
            ),
        ),
        migrations.AddField(
            model_name="minute",
            name="decided_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decides",
                to="records.minute",
            ),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pack", "brief", "combined", "minutes"])),
                name="pack_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="entrymove",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.person"
            ),
        ),
        migrations.AddField(
            model_name="entrymove",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="records.entry"
            ),
        ),
        migrations.AddField(
            model_name="entrymove",
            name="from_plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="moved_out", to="records.plan"
            ),
        ),
        migrations.AddField(
            model_name="entrymove",
            name="to_plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="moved_in", to="records.plan"
            ),
        ),
    ]
