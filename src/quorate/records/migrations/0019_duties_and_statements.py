"""Evidence and owners of duties, duties of law that are not a group's own, and statements of a year."""
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0018_risks_apart'),
    ]

    operations = [
        migrations.CreateModel(
            name='DutySetting',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('kind', models.CharField(max_length=40)),
                ('item', models.CharField(blank=True, max_length=200)),
                ('not_ours_why', models.TextField(blank=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='pack',
            name='pack_kind_known',
        ),
        migrations.AddField(
            model_name='dutydone',
            name='link',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='dutydone',
            name='paper',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='evidence_of', to='records.paper'),
        ),
        migrations.AddField(
            model_name='pack',
            name='year',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['pack', 'brief', 'combined', 'minutes', 'large', 'sheet', 'compliance'])), name='pack_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'compliance'), ('year__isnull', False)), models.Q(models.Q(('kind', 'compliance'), _negated=True), ('year__isnull', True)), _connector='OR'), name='pack_year_of_compliance'),
        ),
        migrations.AddField(
            model_name='dutysetting',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='records.group'),
        ),
        migrations.AddField(
            model_name='dutysetting',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddConstraint(
            model_name='dutysetting',
            constraint=models.UniqueConstraint(fields=('group', 'kind', 'item'), name='duty_setting_once'),
        ),
    ]
