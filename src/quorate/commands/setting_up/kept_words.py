"""Keeps to the coordinator what was written of somebody before they were kept privately.

Interests they expressed in joining say who they are and why; sentences of any sort may say their name. Packs,
files and the record stay as they are: what is in those goes by redaction.
"""

from django.db.models import Q

from quorate.commands.redacting import put_instead
from quorate.commands.runner import Run
from quorate.domain.events.redaction import words_of
from quorate.domain.membership.interest import A_PERSON
from quorate.records import scopes
from quorate.records.models import ExpressionOfInterest, InterestKeptPrivately, Person

_HIDDEN = ("name", "agency_name", "email", "words", "reason")


def keep_interest(
    run: Run, row: ExpressionOfInterest, *, shown_as: str = A_PERSON, person: Person | None = None
) -> None:
    """Move who wrote and what they wrote to where the coordinator alone reads it; `person` is whom it seated.

    What the chair gave as the reason stays, less their name.
    """
    kept = InterestKeptPrivately.objects.filter(interest=row).first()
    if kept is None:
        kept = InterestKeptPrivately.objects.create(
            id=run.new_id(),
            interest=row,
            name=row.name,
            agency_name=row.agency_name,
            email=row.email,
            words=row.words,
            kept_on=run.moment.today,
        )
    if person:
        kept.person = person
        kept.save(update_fields=["person"])
    row.reason = words_of([], [kept.name, kept.email], instead=shown_as).out_of(row.reason)
    row.name, row.agency_name, row.email, row.words = shown_as, "", "", ""
    row.save(update_fields=_HIDDEN)


def keep_what_was_written(run: Run, person: Person, *, names: list[str], email: str) -> None:
    """Hide the interests somebody expressed, and put the name they are shown by in the place of their own.

    `names` and `email` are what they went by. Where somebody else here has the same name it says nothing of
    whose a sentence is, so what says that name stays.
    """
    here = scopes.people(run.actor).exclude(id=person.id)
    own = [name for name in names if name.strip() and not here.filter(name__iexact=name.strip()).exists()]
    wrote = Q(kept_privately__person=person)
    said = [("name", name.strip()) for name in own] + [("email", email.strip())] * bool(email.strip())
    for column, words in said:
        wrote |= Q(**{f"{column}__iexact": words}) | Q(**{f"kept_privately__{column}__iexact": words})
    # Not by what the actor may see: whoever seats them need not see the decisions of that group's chair.
    of_theirs = ExpressionOfInterest.objects.filter(wrote, group__partnership=run.partnership)
    for row in ExpressionOfInterest.objects.filter(id__in=of_theirs.values("id")).select_for_update(
        no_key=True
    ):
        keep_interest(run, row, shown_as=person.name, person=person)
    put_instead(run, [*own, email], person.name)


def give_back_interests(person: Person) -> None:
    """Show the interests somebody expressed as theirs again, as they asked."""
    for kept in InterestKeptPrivately.objects.filter(person=person).select_related("interest"):
        row = kept.interest
        row.name, row.agency_name, row.email, row.words = (
            kept.name,
            kept.agency_name,
            kept.email,
            kept.words,
        )
        row.save(update_fields=["name", "agency_name", "email", "words"])
        kept.delete()
