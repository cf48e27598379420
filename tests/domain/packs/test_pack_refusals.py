"""Which packs can be asked for, and when one can be issued."""

from datetime import date

import pytest

from quorate.domain.access.audience import Audience
from quorate.domain.packs.refusals import for_whom, refusal_to_ask, refusal_to_issue


def code(refusal) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("kind", "format", "edition", "expected"),
    [
        ("pack", "pdf", Audience.PARTNERSHIP, ""),
        ("pack", "docx", Audience.CORE, ""),
        ("combined", "docx", Audience.CORE, "packs.kind"),
        ("brief", "docx", Audience.CORE, "packs.kind"),
        ("poster", "pdf", Audience.CORE, "packs.kind"),
        ("pack", "pdf", Audience.PUBLIC, "packs.edition"),
    ],
)
def test_a_pack_is_of_a_kind_a_format_and_an_edition_that_are_made(kind, format, edition, expected):
    assert code(refusal_to_ask(kind, format, edition, is_being_made=False)) == expected


def test_a_pack_being_made_is_not_asked_for_again():
    refused = refusal_to_ask("pack", "pdf", Audience.CORE, is_being_made=True)

    assert (refused.code, refused.field) == ("packs.being_made", "product")


@pytest.mark.parametrize(("kind", "field"), [("pack", "edition"), ("brief", "product")])
def test_a_pack_is_not_asked_for_by_readers_who_do_not_see_the_meeting(kind, field):
    refused = refusal_to_ask(kind, "pdf", Audience.CORE, is_being_made=False, is_seen=False)

    assert (refused.code, refused.field) == ("packs.unseen", field)


def test_the_chairs_brief_is_for_core_members_whatever_was_asked():
    assert for_whom("brief", Audience.PARTNERSHIP) is Audience.CORE
    assert for_whom("pack", Audience.PARTNERSHIP) is Audience.PARTNERSHIP


def test_a_pack_is_issued_once_it_is_made_and_once_only_and_not_after_a_redaction():
    on = date(2026, 1, 8)

    assert refusal_to_issue() is None
    assert code(refusal_to_issue(is_made=False)) == "packs.not_made"
    assert code(refusal_to_issue(redacted_on=on)) == "packs.redacted"
    assert refusal_to_issue(issued_on=on).sentence.startswith("That pack was issued on 8 January 2026.")
