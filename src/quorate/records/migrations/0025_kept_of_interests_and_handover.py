"""Who expressed an interest privately, notes left for a successor, and since when a seat is there."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


def hide_who_was_seated(apps, schema_editor):
    """Keep privately whoever was seated for lived experience after an expression of interest."""
    interests = apps.get_model("records", "ExpressionOfInterest")
    kept = apps.get_model("records", "InterestKeptPrivately")
    for row in interests.objects.exclude(seat=None).exclude(seat__shown_as=""):
        kept.objects.create(
            id=uuid.uuid4(), interest=row, name=row.name, agency_name=row.agency_name, email=row.email,
            words=row.words, kept_on=row.decided_on or row.received_on,
        )
        row.name, row.agency_name, row.email, row.words = "A person of lived experience", "", "", ""
        row.save(update_fields=["name", "agency_name", "email", "words"])


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0024_kinds_of_groups_before'),
    ]

    operations = [
        migrations.AddField(
            model_name='seat',
            name='since_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='HandoverNote',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('words', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handover_notes', to='records.person')),
                ('reader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.person')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='handover_note_says_something')],
            },
        ),
        migrations.CreateModel(
            name='InterestKeptPrivately',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('agency_name', models.CharField(blank=True, max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('words', models.TextField(blank=True)),
                ('kept_on', models.DateField()),
                ('interest', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='kept_privately', to='records.expressionofinterest')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='interest_kept_has_a_name')],
            },
        ),
        migrations.RunPython(hide_who_was_seated, migrations.RunPython.noop),
    ]
