"""Keeps barriers that are recorded of entries, what was done about each, and which groups were asked."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0033_the_table_minutes_were_approved_by'),
    ]

    operations = [
        migrations.CreateModel(
            name='BarrierRow',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('words', models.TextField()),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('since', models.DateField(blank=True, null=True)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='barriers', to='records.entry')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person')),
                ('update', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.progressrow')),
            ],
        ),
        migrations.CreateModel(
            name='BarrierEscalation',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('asked', models.TextField()),
                ('opening', models.PositiveSmallIntegerField(default=1)),
                ('recorded_at', models.DateTimeField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.group')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person')),
                ('barrier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='escalations', to='records.barrierrow')),
            ],
        ),
        migrations.CreateModel(
            name='BarrierStep',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('on', models.DateField()),
                ('step', models.CharField(max_length=20)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('words', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('barrier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='records.barrierrow')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person')),
            ],
        ),
        migrations.AddConstraint(
            model_name='barrierrow',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['', 'funding', 'capacity', 'legislation', 'data', 'partner', 'procurement', 'dependency', 'other'])), name='barrier_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='barrierescalation',
            constraint=models.UniqueConstraint(fields=('barrier', 'group', 'opening'), name='barrier_escalated_once'),
        ),
        migrations.AddConstraint(
            model_name='barrierstep',
            constraint=models.UniqueConstraint(fields=('barrier', 'number'), name='barrier_step_once'),
        ),
        migrations.AddConstraint(
            model_name='barrierstep',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', ['recorded', 'changed', 'resolved', 'reopened'])), name='barrier_step_known'),
        ),
        migrations.AddConstraint(
            model_name='barrierstep',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['', 'funding', 'capacity', 'legislation', 'data', 'partner', 'procurement', 'dependency', 'other'])), name='barrier_step_kind_known'),
        ),
    ]
