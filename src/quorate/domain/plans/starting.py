"""When a plan can be started, and its leads asked for updates."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, spaced
from quorate.domain.plans.outline import StatedT
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.summary import leaves

LEADS_IN_WORDS = "plans.leads_in_words"


def refusal_to_start(*, name: str, starts_on: date, ends_on: date | None) -> Refusal | None:
    """Why a plan cannot be started so; its last day may be its first.

    Codes: `plans.name_missing`, `plans.ends_before_it_starts`.
    """
    if not name.strip():
        return Refusal("plans.name_missing", "Give the plan a name.", field="name")
    if ends_on and ends_on < starts_on:
        return Refusal("plans.ends_before_it_starts", "The plan ends before it starts.", field="ends_on")
    return None


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom an update of a plan's open entries is asked of.

    `pairs` are an entry's id and a person's, each once. `nobody` is how many open entries that somebody
    carries out have nobody to ask, on them or above them. `in_words` are the names of leads that are
    neither people nor agencies of the register, each once.
    """

    pairs: tuple[tuple[str, str], ...]
    nobody: int = 0
    in_words: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was asked: "2 people were asked about 5 entries. 1 entry has nobody to ask."."""
        people, entries = len({person for _, person in self.pairs}), len({entry for entry, _ in self.pairs})
        was = "was" if people == 1 else "were"
        done = f"{count(people, 'person', 'people')} {was} asked about {count(entries, 'entry', 'entries')}."
        if not self.nobody:
            return done
        has = "has" if self.nobody == 1 else "have"
        return f"{done} {count(self.nobody, 'entry', 'entries')} {has} nobody to ask."


def who_to_ask(
    states: Sequence[StatedT], standings: Mapping[str, Standing], *, here: AbstractSet[str]
) -> Asking:
    """Whom to ask about the open entries of a plan; `here` are the ids of people who have not left."""
    still_open = [state for state in states if standings[state.id].is_open]
    pairs = tuple(
        dict.fromkeys(
            (state.id, lead.person_id)
            for state in still_open
            for lead in state.leads
            if lead.person_id in here
        )
    )
    in_words = dict.fromkeys(
        spaced(lead.raw)
        for state in still_open
        for lead in state.leads
        if not (lead.person_id or lead.agency_id or lead.to_be_confirmed)
    )
    asked, parents = {entry for entry, _ in pairs}, {state.id: state.parent_id for state in states}
    ends = [state.id for state in leaves(states) if standings[state.id].is_open]
    return Asking(
        pairs=pairs,
        nobody=sum(1 for id in ends if not _asked_here_or_above(id, asked, parents)),
        in_words=tuple(filter(None, in_words)),
    )


def _asked_here_or_above(id: str, asked: AbstractSet[str], parents: Mapping[str, str]) -> bool:
    seen = set[str]()
    while id and id not in seen:
        if id in asked:
            return True
        seen.add(id)
        id = parents.get(id, "")
    return False


def refusal_to_ask(asking: Asking, *, due_on: date, today: date) -> Refusal | None:
    """Why updates cannot be asked for by a day, which may be today.

    Codes: `plans.due_in_the_past`, `plans.nobody_to_ask`, `plans.leads_in_words`.
    """
    if due_on < today:
        return Refusal("plans.due_in_the_past", "That day has passed.", "Choose a later day.", "due_on")
    if asking.pairs:
        return None
    if not asking.in_words:
        sentence = "No open entry of this plan has a lead who is a person in People and has not left."
        return Refusal("plans.nobody_to_ask", sentence, "Name leads first.")
    n = len(asking.in_words)
    are = "is a name that is" if n == 1 else "are names that are"
    sentence = f"Nobody can be asked: {count(n, 'lead')} of open entries {are} not in People yet."
    cure = (
        "Where it is a person, add them to People. Then open an entry they lead, choose “Change what it "
        "says”, write the lead as People has the name, and save: the entry is theirs from then on."
    )
    return Refusal(LEADS_IN_WORDS, sentence, cure)
