"""A restriction of a made world: who it admits and whom it bars."""

import uuid
from datetime import date

from quorate.commands import setting_up
from tests.builders.world import TODAY, World, done


def a_restriction(
    world: World, name: str = "A tender", *, from_on: date = TODAY, allow=(), bar=(), bar_agencies=()
) -> uuid.UUID:
    """A restriction the coordinator set, by the keys of the people and agencies it names."""
    return done(
        setting_up.set_restriction(
            world.as_("coordinator"),
            name=name,
            reason="Bidders",
            from_on=from_on,
            allowed_people=[world.people[key] for key in allow],
            barred_people=[world.people[key] for key in bar],
            barred_agencies=[world.agencies[key] for key in bar_agencies],
        )
    )
