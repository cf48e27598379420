"""What came of a challenge, who answered it and why it went further; what each line of a risk’s history did."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0015_groups_answer'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='risk',
            name='closed_on',
        ),
        migrations.RemoveField(
            model_name='risk',
            name='closed_why',
        ),
        migrations.AddField(
            model_name='challenge',
            name='escalated_why',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='challenge',
            name='item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.agendaitem'),
        ),
        migrations.AddField(
            model_name='challenge',
            name='outcome_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='challenge',
            name='responded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='challenge',
            name='responded_how',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='riskreview',
            name='step',
            field=models.CharField(default='reviewed', max_length=20),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='riskreview',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', ['raised', 'reviewed', 'closed', 'reopened'])), name='risk_step_known'),
        ),
    ]
