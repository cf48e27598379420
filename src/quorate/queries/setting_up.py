"""Setting up a partnership: what there is, and what comes next."""

from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.words import count, listed, spelt
from quorate.domain.terms.versions import version_in_force
from quorate.records import scopes
from quorate.records.facts.groups import going_on, ours
from quorate.records.facts.meetings import terms_by_group
from quorate.records.facts.people import here, seat_facts
from quorate.records.models import Group


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """Something a partnership needs. `page` names the page to do it on; `of` the group it is for, if one.

    It is done when what is said of it names nothing missing, and begun when a part of it is there.
    """

    title: str
    said: str
    is_done: bool
    page: str
    act: str
    of: str = ""
    is_begun: bool = False


@dataclass(frozen=True, slots=True)
class SettingUpPage:
    """The steps in order; `next` is the first not done, None when every one is."""

    lede: str
    steps: tuple[SetUpStep, ...]
    next: SetUpStep | None
    closures: int
    restrictions: int


def page_setting_up(actor: Actor, *, today: date) -> SettingUpPage:
    """What of a partnership is set up."""
    groups = list(scopes.groups(actor).filter(going_on(today), ours()).order_by("order", "name"))
    steps = (
        _agencies(actor),
        _groups(groups),
        _people(actor, today),
        _seats(actor, groups, today),
        _accounts(actor, today),
        _terms(groups, today),
        _plans(actor),
        _meetings(actor, groups),
    )
    left = [step for step in steps if not step.is_done]
    return SettingUpPage(
        lede=_lede(len(steps) - len(left), len(steps)),
        steps=steps,
        next=left[0] if left else None,
        closures=scopes.closures(actor).filter(on__gte=today).count(),
        restrictions=scopes.restrictions(actor).filter(from_on__lte=today).exclude(to_on__lt=today).count(),
    )


def _lede(done: int, steps: int) -> str:
    if done == steps:
        return "Everything a partnership begins with is here."
    if not done:
        return "Nothing is here yet. Take the steps in any order you like."
    return f"{spelt(done).capitalize()} of {spelt(steps)} steps are done. Take them in any order you like."


def _agencies(actor: Actor) -> SetUpStep:
    n = scopes.agencies(actor).count()
    said = f"{count(n, 'agency', 'agencies')}." if n else "None yet: the council first, then the others."
    return SetUpStep("Agencies", said, n > 1, "agency_add", "Add an agency")


def _groups(groups: list[Group]) -> SetUpStep:
    names = listed([row.name for row in groups])
    said = f"{names}." if groups else "None yet: the board, and then what stands under it."
    return SetUpStep("Groups", said, bool(groups), "group_add", "Add a group")


def _people(actor: Actor, today: date) -> SetUpStep:
    n = scopes.people(actor).filter(here(today)).count()
    said = f"{count(n, 'person', 'people')}." if n > 1 else "Only you so far."
    return SetUpStep("People", said, n > 1, "person_add", "Add a person")


def _seats(actor: Actor, groups: list[Group], today: date) -> SetUpStep:
    going = {row.id for row in groups}
    seats = [seat for seat in seat_facts(actor, today) if seat.group in going]
    held = sum(1 for seat in seats if seat.holder)
    title = "Seats, and who holds them"
    if not groups:
        return SetUpStep(title, "They belong to a group.", False, "group_add", "Add a group first")
    if held < len(seats):
        said = f"{held} of {count(len(seats), 'seat')} held."
        return SetUpStep(title, said, False, "people", "Appoint somebody", is_begun=held > 0)
    said = f"{count(len(seats), 'seat')}, all held." if seats else "None yet: a seat outlasts its holder."
    return SetUpStep(title, said, held > 0, "seat_add", "Add a seat")


def _accounts(actor: Actor, today: date) -> SetUpStep:
    people = scopes.people(actor).filter(here(today))
    n, everybody = people.filter(account__isnull=False).count(), people.count()
    said = f"{n} of {count(everybody, 'person', 'people')} can sign in. Nobody needs to."
    return SetUpStep("Accounts", said, n > 1, "people", "Choose a person")


def _terms(groups: list[Group], today: date) -> SetUpStep:
    versions = terms_by_group([row.id for row in groups])
    without = [row for row in groups if version_in_force(versions.get(row.id, ()), today) is None]
    title = "Terms of reference"
    if not groups:
        return SetUpStep(title, "They belong to a group.", False, "group_add", "Add a group first")
    if not without:
        return SetUpStep(title, "Every group has terms in force.", True, "terms", "See the terms")
    said = f"None are in force for {listed([row.name for row in without])}."
    begun = len(without) < len(groups)
    return SetUpStep(title, said, False, "terms_new", "Record terms", without[0].slug, is_begun=begun)


def _plans(actor: Actor) -> SetUpStep:
    n = scopes.plans(actor).count()
    said = f"{count(n, 'plan')}." if n else "None yet: your own Word or Excel file will do."
    return SetUpStep("Plans", said, bool(n), "import_upload", "Bring in a plan")


def _meetings(actor: Actor, groups: list[Group]) -> SetUpStep:
    n = scopes.meetings(actor).exclude(state="cancelled").count()
    said = f"{count(n, 'meeting')} set." if n else "None yet: its dates are worked out from the terms."
    page, act = ("meeting_set", "Set a meeting") if groups else ("group_add", "Add a group first")
    return SetUpStep("Meetings", said, bool(n), page, act)
