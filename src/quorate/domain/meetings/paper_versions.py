"""Papers that stand in for others, that are handed out on the day, and business that could not wait.

What members were sent is never taken from them unsaid: a paper that is replaced stays to be read as an
earlier version, one that is withdrawn keeps its number with the word beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day


@dataclass(frozen=True, slots=True)
class PlacedPaper:
    """A paper in its place: `rank` puts what more people see first, `since` is when its first version came.

    `keeps_number` is false for one that nobody was sent and that is gone.
    """

    id: str
    rank: int
    since: str
    keeps_number: bool = True


def paper_numbers(item: str, papers: Iterable[PlacedPaper]) -> dict[str, str]:
    """The number of each paper of an item, "3.1" and on; of no item, "P1" and on.

    What is open to all comes first, so that its numbers are the same for everybody. A new version comes
    where the first stood.

    >>> paper_numbers("3", [PlacedPaper("b", 1, "1"), PlacedPaper("a", 0, "2")])
    {'a': '3.1', 'b': '3.2'}
    """
    kept = sorted((p for p in papers if p.keeps_number), key=lambda p: (p.rank, p.since, p.id))
    before = f"{item}." if item else "P"
    return {paper.id: f"{before}{place}" for place, paper in enumerate(kept, start=1)}


def refusal_to_table(*, meeting_on: date, today: date) -> Refusal | None:
    """Why a paper cannot be recorded as handed out at the meeting. Code: `papers.tabled_another_day`."""
    if today == meeting_on:
        return None
    sentence = f"The meeting is on {day(meeting_on)}: only on that day is a paper tabled."
    if today > meeting_on:
        sentence = f"The meeting was on {day(meeting_on)}: only on that day is a paper tabled."
    return Refusal("papers.tabled_another_day", sentence, field="is_tabled")


def refusal_of_twin(*, is_there: bool) -> Refusal | None:
    """Why a paper cannot have this title: another of its item has it, or of none where it has none.

    Code: `papers.same_title`.
    """
    if not is_there:
        return None
    return Refusal(
        "papers.same_title",
        "There is a paper of that title here already.",
        "Replace that one if this is a newer version, or give this one another title.",
        field="title",
    )


def refusal_to_replace(*, is_replaced: bool) -> Refusal | None:
    """Why a paper cannot have a new version. Code: `papers.replaced_already`."""
    if not is_replaced:
        return None
    return Refusal(
        "papers.replaced_already", "A newer version stands in for it.", "Replace the newer version instead."
    )


def refusal_of_urgent(*, went_out: bool, why: str, chair_agreed: bool) -> Refusal | None:
    """Why an item cannot be added once the papers went out: urgent business says why, and the chair agreed.

    Codes: `meetings.urgent_why`, `meetings.urgent_not_agreed`.
    """
    if not went_out:
        return None
    if not why.strip():
        return Refusal("meetings.urgent_why", "Say why it could not wait.", field="urgent_why")
    if not chair_agreed:
        sentence = "Only what the chair agrees to take is added once the papers went out."
        cure = "Ask the chair, then tick that they agreed."
        return Refusal("meetings.urgent_not_agreed", sentence, cure, "chair_agreed")
    return None


def first_of(id: str, replaces: dict[str, str]) -> Sequence[str]:
    """A paper and all it stands in for, the newest first.

    >>> first_of("c", {"c": "b", "b": "a"})
    ['c', 'b', 'a']
    """
    found = [id]
    while found[-1] in replaces and replaces[found[-1]] not in found:
        found.append(replaces[found[-1]])
    return found
