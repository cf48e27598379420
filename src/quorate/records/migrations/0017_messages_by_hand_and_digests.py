"""When everybody is told what is due, who stopped it, and messages about a meeting or sent by hand."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0016_what_came_of_challenges'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.meeting'),
        ),
        migrations.AddField(
            model_name='message',
            name='sent_by_hand',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='partnership',
            name='digest_weekday',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='partnership',
            name='digest_weeks',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='partnership',
            name='digests_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='digest_stopped_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('sent_at__isnull', True)), fields=['due_at'], name='message_waiting'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['partnership', '-due_at'], name='message_by_day'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('sent_by_hand', False), ('sent_at__isnull', False), _connector='OR'), name='message_by_hand_was_sent'),
        ),
    ]
