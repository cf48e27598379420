"""Packs on paper, in large print and as a sign-in sheet; and no column of search that nothing reads.

SQLite makes the table of words anew to drop a column with an index, so its own index of the words goes
first and is made and filled again afterwards. PostgreSQL drops the column and keeps its index.
"""

from importlib import import_module

from django.db import migrations, models

KINDS = ["pack", "brief", "combined", "minutes", "large", "sheet"]
FILL = "INSERT INTO records_searchtext_words (records_searchtext_words) VALUES ('rebuild')"
search = import_module("quorate.records.migrations.0002_search")


def put_by(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        search.undo(apps, schema_editor)


def make_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        search.make(apps, schema_editor)
        schema_editor.execute(FILL)


class Migration(migrations.Migration):
    dependencies = [("records", "0013_the_board_at_work")]

    operations = [
        migrations.RemoveConstraint("pack", "pack_kind_known"),
        migrations.AddConstraint(
            "pack",
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="pack_kind_known"),
        ),
        migrations.RunPython(put_by, make_again),
        migrations.RemoveField("searchtext", "under_id"),
        migrations.RunPython(make_again, put_by),
    ]
