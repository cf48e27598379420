"""What a task and finish group answered; a question stands under an item, and says how its answer came."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0014_paper_and_words'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='question',
            name='meeting',
        ),
        migrations.AddField(
            model_name='group',
            name='answer',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='question',
            name='answered_how',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='question',
            name='item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions', to='records.agendaitem'),
        ),
    ]
