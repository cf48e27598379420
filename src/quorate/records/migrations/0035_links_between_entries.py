"""Keeps which entries are joined to which, how and since when."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0034_barriers'),
    ]

    operations = [
        migrations.CreateModel(
            name='EntryLink',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_out', to='records.entry')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_in', to='records.entry')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['serves', 'informs', 'see'])), name='entry_link_kind_known'), models.CheckConstraint(condition=models.Q(('to', models.F('entry')), _negated=True), name='entry_not_linked_to_itself'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='entry_link_in_order'), models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('entry', 'to', 'kind'), name='entry_link_once')],
            },
        ),
    ]
