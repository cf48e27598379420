"""A quorum as tests that are met together: two columns could say no share, no named seat and no class."""

from django.db import migrations, models


def to_tests(apps, schema_editor):
    rows = apps.get_model("records", "ClauseRow").objects.filter(kind="quorum")
    for row in rows:
        tests = []
        if row.quorum_members:
            tests.append({"test": "count", "n": row.quorum_members, "of": "members"})
        if row.quorum_agencies:
            tests.append({"test": "agencies", "n": row.quorum_agencies})
        if not tests:
            continue
        row.quorum = {
            "tests": tests,
            "advisory_count": False,
            "deputies": "with_authority" if row.quorum_counts_deputies else "none",
            "online_counts": True,
            "directorates_are_one": row.quorum_directorates_are_one,
        }
        row.save(update_fields=["quorum"])


class Migration(migrations.Migration):
    dependencies = [("records", "0007_after_sending")]

    operations = [
        migrations.AddField("clauserow", "quorum", models.JSONField(blank=True, null=True)),
        migrations.RunPython(to_tests, migrations.RunPython.noop),
        migrations.RemoveField("clauserow", "quorum_members"),
        migrations.RemoveField("clauserow", "quorum_agencies"),
        migrations.RemoveField("clauserow", "quorum_counts_deputies"),
        migrations.RemoveField("clauserow", "quorum_directorates_are_one"),
    ]
