"""Lets a duty recorded as met by mistake be taken back with a reason, and stay on record."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0028_questions_that_close_together'),
    ]

    operations = [
        migrations.AddField(
            model_name='dutydone',
            name='taken_back_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='dutydone',
            name='taken_back_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='dutydone',
            name='taken_back_why',
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name='dutydone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_by__isnull', True)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='duty_done_taken_back_whole'),
        ),
        migrations.AddConstraint(
            model_name='dutydone',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_at__isnull', True), models.Q(('taken_back_why', ''), _negated=True), _connector='OR'), name='duty_done_taken_back_why'),
        ),
    ]
