"""Why it cannot be recorded so that something was done for somebody else."""

from datetime import date

from quorate.domain.kernel.outcomes import HOW, OnBehalf, Refusal


def refusals_of_behalf(said: OnBehalf | None, *, today: date, context: str) -> tuple[Refusal, ...]:
    """What is missing or wrong in who asked, how and when; nothing where nobody is named.

    Codes, each after the context's name: `on_behalf_who`, `on_behalf_how`, `on_behalf_when`.
    """
    if said is None:
        return ()
    found = []
    if not said.person:
        found.append(Refusal(f"{context}.on_behalf_who", "Say who told you.", field="on_behalf_person"))
    if said.how not in HOW:
        found.append(Refusal(f"{context}.on_behalf_how", "Say how they told you.", field="on_behalf_how"))
    if said.on > today:
        sentence = "The day they told you is after today."
        found.append(Refusal(f"{context}.on_behalf_when", sentence, field="on_behalf_on"))
    return tuple(found)
