"""Lets questions by email close at one hour, and at the hour of a meeting: nobody has to be at two places."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0027_days_of_the_week_in_clauses'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='meeting',
            name='meeting_once',
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('kind', 'by_email'), _negated=True)), fields=('group', 'on', 'starts'), name='meeting_once'),
        ),
    ]
