"""Statements of a self-assessment, and what agencies say of them, are rows that can be redacted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0019_duties_and_statements'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='selfassessed',
            name='said',
        ),
        migrations.RemoveField(
            model_name='selfassessment',
            name='asked',
        ),
        migrations.CreateModel(
            name='AssessedStatement',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=20)),
                ('order', models.PositiveSmallIntegerField()),
                ('words', models.TextField()),
                ('source', models.TextField(blank=True)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='records.selfassessment')),
            ],
        ),
        migrations.CreateModel(
            name='AssessedMark',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('mark', models.CharField(max_length=20)),
                ('words', models.TextField(blank=True)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='records.selfassessed')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.assessedstatement')),
            ],
        ),
        migrations.AddConstraint(
            model_name='assessedstatement',
            constraint=models.UniqueConstraint(fields=('assessment', 'key'), name='assessed_statement_once'),
        ),
        migrations.AddConstraint(
            model_name='assessedmark',
            constraint=models.UniqueConstraint(fields=('answer', 'statement'), name='assessed_mark_once'),
        ),
        migrations.AddConstraint(
            model_name='assessedmark',
            constraint=models.CheckConstraint(condition=models.Q(('mark__in', ['met', 'partly', 'not_met', 'not_for_us'])), name='assessed_mark_known'),
        ),
    ]
