"""Keeps with a paper whom it was handed in for, and how that one sent it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0029_duties_taken_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='handed_for',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddField(
            model_name='paper',
            name='handed_how',
            field=models.CharField(blank=True, max_length=20),
        ),
    ]
