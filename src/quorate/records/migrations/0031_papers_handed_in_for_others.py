"""Takes over from the record whom papers were handed in for, of those that stand already."""

import json

from django.db import migrations


def take_over(apps, schema_editor):
    """What was redacted in the record stays empty."""
    papers, people = apps.get_model('records', 'Paper'), apps.get_model('records', 'Person')
    events = apps.get_model('records', 'EventRow').objects.filter(code='meetings.paper_added')
    for event in events.filter(contents__contains='on_behalf_of').iterator():
        told = json.loads(event.contents).get('on_behalf_of') or {}
        if told.get('person') and people.objects.filter(id=told['person']).exists():
            found = papers.objects.filter(id=event.subject_id).exclude(submitted_by=told['person'])
            found.update(handed_for=told['person'], handed_how=told.get('how', ''))


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0030_whom_papers_are_from'),
    ]

    operations = [
        migrations.RunPython(take_over, migrations.RunPython.noop, elidable=True),
    ]
