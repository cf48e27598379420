"""The words that can be searched, and each database's own index of them.

The index is no part of the models: on SQLite an FTS5 table that points into `records_searchtext` and is kept
by three triggers, on PostgreSQL a generated column with a GIN index. SQLite changes a table by making it
anew, which loses its triggers: a later migration that alters this table has to run `make` again after it.
"""

import datetime

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    """
    CREATE VIRTUAL TABLE records_searchtext_words USING fts5(
        title, words, content='records_searchtext', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER records_searchtext_added AFTER INSERT ON records_searchtext BEGIN
        INSERT INTO records_searchtext_words (rowid, title, words) VALUES (new.id, new.title, new.words);
    END
    """,
    """
    CREATE TRIGGER records_searchtext_removed AFTER DELETE ON records_searchtext BEGIN
        INSERT INTO records_searchtext_words (records_searchtext_words, rowid, title, words)
            VALUES ('delete', old.id, old.title, old.words);
    END
    """,
    """
    CREATE TRIGGER records_searchtext_changed AFTER UPDATE OF title, words ON records_searchtext BEGIN
        INSERT INTO records_searchtext_words (records_searchtext_words, rowid, title, words)
            VALUES ('delete', old.id, old.title, old.words);
        INSERT INTO records_searchtext_words (rowid, title, words) VALUES (new.id, new.title, new.words);
    END
    """,
)
SQLITE_UNDO = (
    "DROP TRIGGER records_searchtext_changed",
    "DROP TRIGGER records_searchtext_removed",
    "DROP TRIGGER records_searchtext_added",
    "DROP TABLE records_searchtext_words",
)
# Accents go and everything but letters and digits parts words, as FTS5 does it: else "12.Return" would be
# read as the name of a computer. A tsvector holds at most a megabyte.
ACCENTED = "àáâãäåāçèéêëēìíîïīñòóôõöōùúûüūŵýÿŷ"
PLAIN = "aaaaaaaceeeeeiiiiinoooooouuuuuwyyy"
POSTGRESQL = (
    f"""
    ALTER TABLE records_searchtext ADD COLUMN terms tsvector GENERATED ALWAYS AS (
        to_tsvector('english', regexp_replace(
            translate(lower(left(title || ' ' || words, 200000)), '{ACCENTED}', '{PLAIN}'),
            '[^[:alnum:]]+', ' ', 'g'
        ))
    ) STORED
    """,
    "CREATE INDEX records_searchtext_terms ON records_searchtext USING gin (terms)",
)
POSTGRESQL_UNDO = ("ALTER TABLE records_searchtext DROP COLUMN terms",)


def make(apps, schema_editor):
    """Make the index of words."""
    of = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in of[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def undo(apps, schema_editor):
    """Take the index of words away."""
    of = {"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO}
    for statement in of[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The table of the first migration was never written to, so it is made anew with a number for its id."""

    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.DeleteModel("SearchText"),
        migrations.CreateModel(
            "SearchText",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("within_id", models.UUIDField(blank=True, null=True)),
                ("under_id", models.UUIDField(blank=True, db_index=True, null=True)),
                ("title", models.CharField(max_length=300)),
                ("words", models.TextField(blank=True)),
                ("on", models.DateField()),
                ("shown_from", models.DateField(default=datetime.date(1, 1, 1))),
                ("shown_until", models.DateField(blank=True, null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="records.partnership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_kind", "subject_id", "shown_from"), name="search_text_once"
                    )
                ],
                "indexes": [models.Index(fields=["partnership", "-on"], name="search_text_by_date")],
            },
        ),
        migrations.RunPython(make, undo),
    ]
