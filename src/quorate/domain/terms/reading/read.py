"""Reads a terms document: clauses with their quotes, seats, what is missing and what was not understood."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from quorate.domain.imports.source import SourceDocument
from quorate.domain.kernel import words
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.definitions import quoted_in
from quorate.domain.terms.reading.about import days_unread, read_about
from quorate.domain.terms.reading.beside_quorum import WhoCounts, doubted, may_bear, taken_in, who_counts
from quorate.domain.terms.reading.bodies import Bodies
from quorate.domain.terms.reading.exceptions import conditional, months_named, not_kept
from quorate.domain.terms.reading.families.circulating import circulating
from quorate.domain.terms.reading.families.lasting import life_span, reviews
from quorate.domain.terms.reading.families.meetings import cadence, duration
from quorate.domain.terms.reading.families.members import (
    authority,
    confidentiality,
    interest,
    substitution,
    understood_of_deputies,
)
from quorate.domain.terms.reading.families.offices import offices
from quorate.domain.terms.reading.families.reports import reports, standing, workplan
from quorate.domain.terms.reading.found import About, Find, Proposed, Quote, Span, TermsRead, Unread
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.leftovers import (
    NEGATED,
    half_unread,
    left_alone,
    leftover,
    looks_like_rule,
    not_taken,
    says_not,
    stands_as_rule,
    unread_beside,
)
from quorate.domain.terms.reading.lost_rows import rows_lost
from quorate.domain.terms.reading.negation import asserted, negated, parts_of, without
from quorate.domain.terms.reading.passages import Passage, passages
from quorate.domain.terms.reading.quorum import quorum
from quorate.domain.terms.reading.region import looks_like_terms, terms_region
from quorate.domain.terms.reading.seats import is_seat_passage, lists_members, read_seats, seats_unread
from quorate.domain.terms.reading.sentence import MOST_LETTERS, Sentence, made, sentences_of
from quorate.domain.terms.reading.sentences import plain
from quorate.domain.terms.reading.stopping import stops_short
from quorate.domain.terms.usual import not_stated

Family = Callable[[Sentence], list[Find]]
_FAMILIES: tuple[Family, ...] = (
    cadence,
    duration,
    circulating,
    quorum,
    offices,
    interest,
    substitution,
    authority,
    confidentiality,
    life_span,
    reports,
    standing,
    reviews,
    workplan,
)
_UNDERSTAND_NOT: tuple[Family, ...] = (quorum, substitution)
"""The readers that understand what a sentence says is not so."""
_ONCE = (
    ClauseKind.CADENCE,
    ClauseKind.DURATION,
    ClauseKind.NOTICE,
    ClauseKind.PAPERS_IN,
    ClauseKind.CIRCULATION,
    ClauseKind.AGENDA,
    ClauseKind.MINUTES_TO_CHAIR,
    ClauseKind.MINUTES_TO_MEMBERS,
    ClauseKind.QUORUM,
)
"""The kinds of which a body can have only one: two that differ contradict each other."""
_BLANK_KINDS = {
    Topic.FREQUENCY: ClauseKind.CADENCE,
    Topic.DURATION: ClauseKind.DURATION,
    Topic.QUORUM: ClauseKind.QUORUM,
    Topic.CHAIR: ClauseKind.CHAIR,
    Topic.VICE_CHAIR: ClauseKind.VICE_CHAIR,
    Topic.SECRETARY: ClauseKind.SECRETARY,
    Topic.LIFE_SPAN: ClauseKind.LIFE_SPAN,
    Topic.REVIEW: ClauseKind.REVIEW,
    Topic.NOTICE: ClauseKind.NOTICE,
    Topic.AGENDA: ClauseKind.AGENDA,
    Topic.MINUTES: ClauseKind.MINUTES_TO_MEMBERS,
    Topic.PAPERS: ClauseKind.CIRCULATION,
    Topic.CONFIDENTIALITY: ClauseKind.CONFIDENTIALITY,
    Topic.SUBSTITUTES: ClauseKind.SUBSTITUTION,
    Topic.REPORTS: ClauseKind.REPORTING,
}


_RULE_AS_LABEL = re.compile(
    r"^(?!(?:what|how|when|who|where|why|which)\b).* (?:shall|must|will|may not|cannot) \S+ \S.*(?<!:)$",
    re.IGNORECASE,
)


def read_terms(source: SourceDocument) -> TermsRead:
    """Everything in the document that is a clause, and by name everything that was left.

    Where other papers stand around the terms, only the terms are read, and `left_alone` says so.
    """
    everything = passages(source)
    first, end = terms_region(everything)
    found = everything[first:end]
    about = read_about(found)
    bodies = Bodies(about.title)
    clauses: list[Proposed] = list(_review_date(found, about))
    not_understood: list[Unread] = []
    not_rules: list[Unread] = []
    counted: list[tuple[Sentence, WhoCounts]] = []
    left: list[Sentence] = []
    quorum_passages: list[Passage] = []
    for passage, after in zip_longest(found, found[1:]):
        not_understood += [*_rules_as_labels(passage, bodies), *seats_unread(passage, after)]
        if passage.is_label or is_seat_passage(passage) or passage.text == passage.stem:
            continue
        for sentence in _sentences(passage, bodies):
            finds = _read_sentence(sentence)
            counts = who_counts(sentence)
            if counts is not None:
                counted.append((sentence, counts))
                clauses += [find.clause for find in finds if find.clause.sends_deputy]
                continue
            quorum_passages += [passage for find in finds if find.clause.kind is ClauseKind.QUORUM]
            clauses += [_with_exception(find.clause, sentence) for find in finds]
            used = [span for find in finds for span in find.spans]
            if passage.topic is Topic.REVIEW and about.review_on and about.review_on.words in sentence.text:
                used.append(Span(0, len(sentence.text)))
            unread, no_rule = leftover(sentence, used, has_clause=bool(finds) or bool(used))
            unread = unread or _unsaid(sentence, finds) or _undated(sentence, about, finds)
            unread = unread or _half_read(sentence, finds)
            not_understood += [unread] if unread else []
            not_rules += [no_rule] if no_rule else []
            left += [] if finds else [sentence]
    beside = [sentence for sentence in left if may_bear(sentence, quorum_passages)]
    clauses, alone = taken_in(clauses, counted)
    clauses = doubted(clauses, beside)
    not_understood += [unread_beside(sentence) for sentence in (*alone, *beside)]
    outside = [*everything[:first], *everything[end:]]
    not_understood += [one for passage in outside for one in _rules_left_alone(passage, bodies)]
    clauses += _blank_clauses(found, clauses)
    merged = _differing(_merged(clauses))
    missing = _missing(merged, about)
    seats = read_seats(found)
    said = {clause.quote.place for clause in clauses} | {seat.quote.place for seat in seats}
    said |= {one.place for one in (*not_understood, *not_rules)}
    not_understood += rows_lost(source, {passage.place for passage in found}, said)
    return TermsRead(
        about=about,
        clauses=tuple(merged),
        seats=seats,
        not_understood=_each_once(not_understood),
        not_rules=_each_once(not_rules),
        missing=missing,
        blank=tuple(name for name in _blank_names(found) if name in missing),
        stops_short=stops_short(found),
        left_alone=_left_alone(everything, first, end),
        definition=quoted_in(passage.text for passage in found),
    )


def _sentences(passage: Passage, bodies: Bodies) -> list[Sentence]:
    """A quorum's answer is one clause when it reads as one, since its sentences add to each other."""
    if passage.topic is Topic.QUORUM:
        whole = made(passage.text, passage, bodies)
        if quorum(whole):
            return [whole]
    is_office = passage.topic in (Topic.CHAIR, Topic.VICE_CHAIR, Topic.SECRETARY) and passage.cells
    if is_office or lists_members(passage.text):
        return [made(passage.text, passage, bodies)]
    return sentences_of(passage, bodies)


def _rules_as_labels(passage: Passage, bodies: Bodies) -> list[Unread]:
    """A heading or label that is a whole rule, which nothing under it says again."""
    if not passage.is_label or not _RULE_AS_LABEL.search(passage.text):
        return []
    return [
        unread for one in sentences_of(passage, bodies) if (unread := leftover(one, (), has_clause=False)[0])
    ]


def _rules_left_alone(passage: Passage, bodies: Bodies) -> list[Unread]:
    """What reads like a rule of a body in a paper that was left alone, which it may be by mistake."""
    if passage.is_label or len(passage.text) > MOST_LETTERS:
        return []
    return [left_alone(one) for one in sentences_of(passage, bodies) if stands_as_rule(one)]


def _may_be_read(sentence: Sentence) -> bool:
    return len(sentence.text) <= MOST_LETTERS and sentence.topic is not Topic.DEFINITIONS


def _read_sentence(sentence: Sentence) -> list[Find]:
    if not _may_be_read(sentence):
        return []
    said = asserted(sentence)
    families = _FAMILIES if said.plain.strip(" ;.,") else _UNDERSTAND_NOT
    found = [find for family in families for find in family(sentence if family in _UNDERSTAND_NOT else said)]
    found = [_beside_negated(find, sentence) for find in found]
    kinds = {find.clause.kind for find in found}
    if kinds & {
        ClauseKind.CIRCULATION,
        ClauseKind.PAPERS_IN,
        ClauseKind.AGENDA,
        ClauseKind.MINUTES_TO_MEMBERS,
    }:
        # "reports are submitted to the secretary ten days before" is about papers, not a report owed
        found = [find for find in found if find.clause.kind is not ClauseKind.REPORTING]
    return found


def _beside_negated(find: Find, sentence: Sentence) -> Find:
    """The same with a doubt about each negated part beside it, which no clause holds."""
    clause = find.clause
    if clause.kind is ClauseKind.QUORUM:
        return find
    known = understood_of_deputies(sentence.plain) if clause.kind is ClauseKind.SUBSTITUTION else []
    parts = [part for part in negated(sentence.plain) if not any(map(part.meets, known))]
    doubts = (
        f"The words also say “{sentence.text[slice(*p)].strip(' .,;')}”, which is not read." for p in parts
    )
    return find._replace(
        clause=replace(clause, ambiguity=" ".join(filter(None, (clause.ambiguity, *doubts))))
    )


def _unsaid(sentence: Sentence, finds: Sequence[Find]) -> Unread | None:
    """A sentence in which a rule stands that the words say is not so."""
    if not _may_be_read(sentence) or NEGATED.search(sentence.plain) or not negated(sentence.plain):
        return None
    kinds = {find.clause.kind for find in finds}
    # A reader takes the words of a rule for the rule: what it finds behind a "not" is there and is not so.
    denied = [find for family in _FAMILIES for find in family(sentence) if find.clause.kind not in kinds]
    return says_not(sentence) if denied else None


def _half_read(sentence: Sentence, finds: Sequence[Find]) -> Unread | None:
    """A sentence joined of parts, one of which reads like a rule and gave nothing to what was read."""
    parts = parts_of(sentence.plain)
    if not finds or len(parts) == 1 or any(find.clause.quorum for find in finds):
        return None
    said = [find.clause.reading for find in finds]
    doubts = " ".join(find.clause.ambiguity for find in finds)
    for part in parts:
        words = sentence.text[slice(*part)].strip(" .,;").removeprefix("and ")
        alone = replace(sentence, text=words, plain=plain(words), amounts=())
        is_rule = looks_like_rule(alone) and words not in doubts
        if is_rule and [find.clause.reading for find in _read_sentence(without(sentence, part))] == said:
            return half_unread(sentence, part)
    return None


def _undated(sentence: Sentence, about: About, finds: Sequence[Find]) -> Unread | None:
    """A sentence with a day of approval or review that was not taken from it."""
    days = [] if finds else days_unread(sentence.text, sentence.topic, about)
    return not_taken(sentence, days) if days else None


def _with_exception(clause: Proposed, sentence: Sentence) -> Proposed:
    """The clause with the words its sentence excepts, and the months it names: no clause counts them."""
    is_often = clause.times_a_year is not None or clause.kind is ClauseKind.CADENCE
    months = months_named(sentence.plain, sentence.text) if is_often else ""
    is_about_times = clause.kind in (ClauseKind.SUBSTITUTION, ClauseKind.EXPRESSION_OF_INTEREST)
    condition = "" if is_about_times else conditional(sentence.plain, sentence.text)
    doubt = " ".join(filter(None, (months, not_kept(sentence.plain, sentence.text), condition)))
    if not doubt or clause.quorum or clause.quote.text not in sentence.text:
        return clause
    return replace(clause, ambiguity=f"{clause.ambiguity} {doubt}".strip())


def _review_date(found: Sequence[Passage], about: About) -> Iterable[Proposed]:
    """The review clause that a review date is."""
    if about.review_on is None:
        return
    said = about.review_on
    passage = next(p for p in found if said.words in p.text and not p.is_label)
    month = ", the last day of the month named" if said.is_month else ""
    yield Proposed(
        ClauseKind.REVIEW,
        Quote(said.words, passage.place, (passage.sub_label or passage.label).rstrip(" :")),
        reading=f"The terms are reviewed by {words.day(said.on)}{month}.",
        anchor=said.on.isoformat(),
    )


def _blank_clauses(found: Sequence[Passage], clauses: Sequence[Proposed]) -> list[Proposed]:
    """A label left without an answer says that nothing was decided: "none stated", and not a default."""
    stated = {clause.kind for clause in clauses if not clause.is_other_body}
    blank = []
    for passage in found:
        kind = _BLANK_KINDS.get(passage.topic) if passage.is_blank and passage.topic else None
        if kind is not None and kind not in stated:
            label = passage.text.rstrip(" :")
            blank.append(
                Proposed(
                    kind,
                    Quote(passage.text, passage.place, label),
                    f"“{label}” is left blank.",
                    is_stated=False,
                )
            )
    return blank


def _merged(clauses: Sequence[Proposed]) -> list[Proposed]:
    """The same rule said twice as one clause with both quotes."""
    kept: list[Proposed] = []
    for clause in clauses:
        n = next((n for n, other in enumerate(kept) if _says_the_same(other, clause)), None)
        if n is None:
            kept.append(clause)
            continue
        first = kept[n]
        also = (*first.also, clause.quote)
        doubts = dict.fromkeys(d for d in (first.ambiguity, clause.ambiguity) if d)
        kept[n] = replace(
            first,
            also=also,
            who=first.who or clause.who,
            to=first.to or clause.to,
            by=first.by or clause.by,
            ambiguity=" ".join(doubts),
        )
    return kept


def _says_the_same(one: Proposed, other: Proposed) -> bool:
    if (
        one.kind is not other.kind
        or one.is_other_body != other.is_other_body
        or one.is_stated != other.is_stated
    ):
        return False
    if one.kind in (ClauseKind.SUBSTITUTION, ClauseKind.AUTHORITY, ClauseKind.CONFIDENTIALITY):
        return one.reading == other.reading and one.who == other.who
    if one.kind in (ClauseKind.CHAIR, ClauseKind.VICE_CHAIR, ClauseKind.SECRETARY):
        same = (one.who, one.by, one.offset, one.times_a_year) == (
            other.who,
            other.by,
            other.offset,
            other.times_a_year,
        )
        return same and one.reading == other.reading
    numbers = (one.offset, one.times_a_year, one.minutes, one.quorum, one.item.lower(), one.anchor)
    if numbers != (
        other.offset,
        other.times_a_year,
        other.minutes,
        other.quorum,
        other.item.lower(),
        other.anchor,
    ):
        return False
    return _agree(one.to, other.to) and _agree(one.who, other.who)


def _agree(one: str, other: str) -> bool:
    """Whether two names may be the same: one may be left out, or hold the other's words."""
    a, b = (re.sub(r"^(?:the|all) ", "", words.lower()) for words in (one, other))
    return not a or not b or a == b


def _differing(clauses: Sequence[Proposed]) -> list[Proposed]:
    """Clauses that contradict each other, each saying so: which one holds is for people to settle."""
    checked = []
    for clause in clauses:
        others = [other for other in clauses if _contradicts(clause, other)]
        doubt = " ".join(f"The terms also say “{other.quote.text}”, which differs." for other in others)
        checked.append(replace(clause, ambiguity=f"{clause.ambiguity} {doubt}".strip()) if doubt else clause)
    return checked


def _contradicts(one: Proposed, other: Proposed) -> bool:
    if one is other or one.kind is not other.kind or one.kind not in _ONCE:
        return False
    return one.is_other_body == other.is_other_body and (not one.is_other_body or one.who == other.who)


def _missing(clauses: Sequence[Proposed], about: About) -> tuple[str, ...]:
    """What terms usually have and these do not. A quorum that the terms say there is not, is said."""
    own = [clause for clause in clauses if not clause.is_other_body]
    has = {c.kind for c in own if c.is_stated} | {
        c.kind for c in own if c.kind is ClauseKind.QUORUM and "no quorum" in c.reading
    }
    missing = [kind.value for kind in not_stated(has)]
    for name, value in (
        ("review_on", about.review_on),
        ("approved_by", about.approved_by),
        ("approved_on", about.approved_on),
        ("version", about.version),
    ):
        if not value:
            missing.append(name)
    return tuple(missing)


def _blank_names(found: Sequence[Passage]) -> list[str]:
    names = []
    for passage in found:
        if not passage.is_blank or passage.topic is None:
            continue
        kind = _BLANK_KINDS.get(passage.topic)
        names += [kind.value] if kind else []
        names += {
            Topic.REVIEW: ["review_on"],
            Topic.APPROVED_BY: ["approved_by"],
            Topic.APPROVED_ON: ["approved_on"],
            Topic.VERSION: ["version"],
        }.get(passage.topic, [])
    return list(dict.fromkeys(names))


def _each_once(unread: Sequence[Unread]) -> tuple[Unread, ...]:
    return tuple(
        {u.text: u for u in reversed(unread)}[text] for text in dict.fromkeys(u.text for u in unread)
    )


def _left_alone(everything: Sequence[Passage], first: int, end: int) -> str:
    sides = [side for side, is_there in (("before", first > 0), ("after", end < len(everything))) if is_there]
    if not sides:
        return "" if looks_like_terms(everything) else "Nothing in this file is headed as terms of reference."
    begins = f", from “{everything[end].text}” on" if end < len(everything) else ""
    return f"Other papers stand {' and '.join(sides)} the terms in this file. They were left alone{begins}."
