"""The two numbers of days by which a partnership judges its actions.

Practice, not law: the Act sets neither. Where a partnership says nothing they are `DUE_SOON_DAYS` and
`NO_UPDATE_DAYS`.
"""

from quorate.domain.kernel.outcomes import Refusal

LEAST_DAYS = 1
MOST_DAYS = 366


def refusal_of_settings(*, due_soon_days: int, no_update_days: int) -> Refusal | None:
    """Why these days cannot be judged by: each is from 1 to 366, both inclusive.

    Codes: `partnerships.due_soon_days_out_of_range`, `partnerships.no_update_days_out_of_range`.
    """
    for field, days in (("due_soon_days", due_soon_days), ("no_update_days", no_update_days)):
        if not LEAST_DAYS <= days <= MOST_DAYS:
            return Refusal(
                f"partnerships.{field}_out_of_range",
                f"{days:,} days cannot be judged by.",
                f"Write a whole number from {LEAST_DAYS} to {MOST_DAYS}.",
                field=field,
            )
    return None
