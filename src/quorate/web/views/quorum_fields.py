"""The fields that ask for a quorum, read."""

from quorate.domain.terms.quorum import Deputies, Of, Quorum
from quorate.domain.terms.typed_quorum import QuorumFields, quorum_typed, shares_offered
from quorate.web.forms import Answers

_MOST = 100


def quorum_said(answers: Answers, name: str, was: QuorumFields) -> Quorum | None:
    """The quorum as typed, beside what no field holds and so stays as it was; None where it asks nothing."""
    lines = answers.text(f"{name}-named", longest=2_000).splitlines()
    named = tuple(line.strip() for line in lines if line.strip())
    named_n = answers.whole(f"{name}-named_n", least=1, most=_MOST)
    if named and named_n and named_n > len(named):
        answers.wrong(f"{name}-named_n", f"Only {len(named)} are named. Write fewer, or name the others.")
    of = [of.value for of in Of]
    said = QuorumFields(
        members=answers.whole(f"{name}-members", least=1, most=_MOST),
        members_of=Of(answers.choice(f"{name}-members_of", of) or was.members_of),
        share=answers.choice(f"{name}-share", ["", *shares_offered(was)]),
        share_of=Of(answers.choice(f"{name}-share_of", of) or was.share_of),
        rounds_down=answers.raw(f"{name}-rounds_down") == "yes",
        agencies=answers.whole(f"{name}-agencies", least=1, most=_MOST),
        named=named,
        named_n=named_n,
        called=was.called,
        among=was.among,
        deputies=Deputies(answers.choice(f"{name}-deputies", [d.value for d in Deputies]) or was.deputies),
        advisory_count=answers.raw(f"{name}-advisory") == "yes",
        online_counts=answers.raw(f"{name}-online") == "yes",
        directorates_are_one=answers.raw(f"{name}-directorates") == "yes",
        kept=was.kept,
    )
    return quorum_typed(said)
