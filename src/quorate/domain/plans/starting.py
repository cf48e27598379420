"""When a plan can be started, and its leads asked for updates."""

from datetime import date

from quorate.domain.kernel.outcomes import Refusal


def refusal_to_start(*, name: str, starts_on: date, ends_on: date | None) -> Refusal | None:
    """Why a plan cannot be started so; its last day may be its first.

    Codes: `plans.name_missing`, `plans.ends_before_it_starts`.
    """
    if not name.strip():
        return Refusal("plans.name_missing", "Give the plan a name.", field="name")
    if ends_on and ends_on < starts_on:
        return Refusal("plans.ends_before_it_starts", "The plan ends before it starts.", field="ends_on")
    return None


def refusal_to_ask(*, due_on: date, today: date, asked: int) -> Refusal | None:
    """Why updates cannot be asked for by a day, which may be today; `asked` is how many leads would be.

    Codes: `plans.due_in_the_past`, `plans.nobody_to_ask`.
    """
    if due_on < today:
        return Refusal("plans.due_in_the_past", "That day has passed.", "Choose a later day.", "due_on")
    if not asked:
        sentence = "No open entry of this plan has a named person as lead."
        return Refusal("plans.nobody_to_ask", sentence, "Name leads first.")
    return None
