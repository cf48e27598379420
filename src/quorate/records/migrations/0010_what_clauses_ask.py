"""What clauses about offices and deputies ask, as data: who appoints, and how a deputy may attend."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0009_the_board_whole")]

    operations = [
        migrations.AddField("clauserow", "by", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("clauserow", "sends_deputy", models.BooleanField(blank=True, null=True)),
        migrations.AddField("clauserow", "deputy_briefed", models.BooleanField(blank=True, null=True)),
        migrations.AddField("clauserow", "deputy_authority", models.BooleanField(blank=True, null=True)),
    ]
