"""What the row labels and headings of terms documents speak of.

A label gives its meaning to a bare answer ("Quarterly", "120 minutes"), so labels are matched whole: one
that merely holds a known word could speak of something else.
"""

import re
from enum import StrEnum


class Topic(StrEnum):
    """What the words under a label are about."""

    TITLE = "title"
    VERSION = "version"
    CREATED = "created"
    APPROVED_BY = "approved_by"
    APPROVED_ON = "approved_on"
    REVIEW = "review"
    FREQUENCY = "frequency"
    DURATION = "duration"
    ADMINISTRATION = "administration"
    NOTICE = "notice"
    PAPERS = "papers"
    AGENDA = "agenda"
    MINUTES = "minutes"
    QUORUM = "quorum"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    CHAIR_AND_VICE_CHAIR = "chair_and_vice_chair"
    SECRETARY = "secretary"
    MEMBERSHIP = "membership"
    INTEREST = "expressions_of_interest"
    SUBSTITUTES = "substitutes"
    CONFIDENTIALITY = "confidentiality"
    LIFE_SPAN = "life_span"
    REPORTS = "reports"
    ACCOUNTABLE = "accountable"
    DEFINITIONS = "definitions"
    ABBREVIATIONS = "abbreviations"
    PURPOSE = "purpose"


_OF_BODY = r"(?: (?:of|for|by) (?:the )?(?:meetings?|group|board|partnership|committee|forum|panel))?"
_LABELS = {
    Topic.TITLE: r"title|name of (?:the )?(?:group|board|partnership)|group name|name",
    Topic.VERSION: r"version(?: (?:number|no))?",
    Topic.CREATED: r"(?:date )?(?:created|drafted|written)(?: on)?|date of (?:issue|creation)"
    r"|date(?: of document)?",
    Topic.APPROVED_BY: r"(?:approved|agreed|ratified|adopted|signed off) by",
    Topic.APPROVED_ON: (
        r"(?:date )?(?:approved|agreed|ratified|adopted)(?: on)?|date of (?:approval|adoption|agreement)"
        r"|(?:approval|adoption) date"
    ),
    Topic.REVIEW: (
        r"(?:next )?review(?: date| arrangements| period)?|date (?:of|for) (?:next )?review|date (?:of"
        r"|for) the next review"
        r"|next review(?: due)?|review (?:of|and amendment of) (?:the |these )?terms(?: of reference)?"
        r"|(?:terms(?: of reference)? )?review(?: of terms of reference)?|review due|monitoring and review"
    ),
    Topic.FREQUENCY: (
        r"(?:meeting )?frequency|frequency (?:of|and (?:duration|timing|length) of) meetings?|meetings?"
        r"|how often (?:we|the (?:board|group)) meets?|meeting (?:schedule|arrangements|dates|cycle)"
        r"|schedule of meetings|timing of meetings|meetings and frequency|frequency of the meetings?"
    ),
    Topic.DURATION: r"(?:meeting )?(?:duration|length)(?: of (?:the )?meetings?)?",
    Topic.ADMINISTRATION: (
        r"administrat(?:ion|ive)(?: arrangements| support)?|meeting administration|business support"
        r"|conduct of (?:meetings|business)|secretariat support|working arrangements"
    ),
    Topic.NOTICE: r"notice(?: of meetings?)?|calling (?:of )?meetings",
    Topic.PAPERS: (
        r"(?:board |meeting )?papers|(?:circulation|distribution) of (?:the )?papers|agendas? and papers"
        r"|papers and agendas?|agenda,? papers and minutes|reports and papers|deadline for papers"
    ),
    Topic.AGENDA: r"agendas?|(?:circulation|setting) of (?:the )?agendas?|agenda setting|agenda items",
    Topic.MINUTES: (
        r"(?:draft )?minutes(?: of (?:the )?meetings?)?|(?:circulation|distribution"
        r"|recording) of (?:the )?minutes"
        r"|minutes and actions|notes(?: of meetings?)?"
    ),
    Topic.QUORUM: rf"quorum{_OF_BODY}|quoracy|quorate|quorum (?:requirements?|rules?)|quorum and voting",
    Topic.CHAIR: (
        rf"(?:the )?chair(?:person|man|woman|ing|ship)?{_OF_BODY}|chairing arrangements|chair of meetings?"
        r"|chaired by|(?:independent )?chair"
    ),
    Topic.VICE_CHAIR: rf"(?:the )?(?:vice|deputy)[ -]?chair(?:person|man|woman)?{_OF_BODY}",
    Topic.CHAIR_AND_VICE_CHAIR: (
        r"(?:the )?chair(?:person|ing)? (?:and|&|/) (?:the )?(?:vice|deputy)[ -]?chair(?:person"
        r"|ing)?(?: arrangements)?"
    ),
    Topic.SECRETARY: r"(?:the )?(?:secretary|secretariat|administrator|clerk|minute taker)",
    Topic.MEMBERSHIP: (
        r"(?:(?:core|full|voting|non-voting|standing|statutory|advisory|associate|co-?opted|permanent|other"
        rf"|partner|current|board|group) )*member(?:s|ship){_OF_BODY}(?: \([\w ,/-]+\))?"
        r"|membership and attendance|composition(?: of the (?:board|group))?|attendees|representation"
        r"|membership of the (?:board|group|partnership)|membership list|list of members"
        r"|(?:(?:also|usually|normally|regularly) )?in attendance|(?:regular )?observers|by invitation"
        r"|(?:regularly |also )?invited|(?:regular |invited )?(?:guests|invitees)"
        r"|(?:standing|non-voting) (?:attendees|observers)"
    ),
    Topic.INTEREST: (
        r"(?:membership )?expressions? of interest(?: \(eoi\))?|joining the (?:board|group|partnership)"
        r"|new members"
    ),
    Topic.SUBSTITUTES: r"(?:substitut(?:es|ions?)|deput(?:ies|ising|isation))(?: and substitutes)?"
    r"|deputies and delegates",
    Topic.CONFIDENTIALITY: r"confidentiality(?: and information sharing)?|information sharing",
    Topic.LIFE_SPAN: (
        r"life ?span(?: of (?:the )?(?:group|board))?|duration of (?:the )?(?:group|board)"
        r"|term of (?:the )?(?:group|board)"
        r"|life of (?:the )?(?:group|board)|status of (?:the )?group|time[- ]frame"
    ),
    Topic.REPORTS: (
        r"reports? (?:from / to|to|from|from and to|to and from)|reporting(?: arrangements| lines?| to"
        r"| structure)?"
        r"|reports to"
    ),
    Topic.ACCOUNTABLE: (
        r"accountab(?:le|ility)(?: to)?|accountability and reporting|governance(?: and accountability)?"
        r"|how is accountability demonstrated|governance and reporting|reporting and accountability"
    ),
    Topic.DEFINITIONS: r"(?:appendix \w+ )?definitions?(?: of .*)?|glossary",
    Topic.ABBREVIATIONS: r"abbreviations|acronyms",
    Topic.PURPOSE: r"purpose(?: of (?:the )?group)?|aims?|objectives|principles|vision|aims and objectives"
    r"|background|scope",
}
KIND_OF_PAPER = re.compile(
    r"^(?:appendix \w+\s*[:–-]?\s*)?(?:[\w&'’-]+ ){0,8}(?:action plan|strategy|delivery plan"
    r"|improvement plan|annual report|minutes of (?:the )?(?:meeting|board).*|agenda"
    r"|equality impact assessment|risk register|scrutiny report|briefing(?: paper| note)?"
    r"|needs assessment)(?: \d{4}.*)?$",
    re.IGNORECASE,
)
"""A heading of a paper that often stands beside terms, or of what terms say about such a paper."""
_CLASS_OF_SEATS = re.compile(
    r"(?:core|voting|statutory|non-voting|advisory|in attendance|observers|advis[eo]rs|associates"
    r"|by invitation|invited|(?:core|statutory|voting|advisory) (?:partners|agencies)"
    r"|(?:core|full|voting|non-voting|advisory|statutory|associate|co-?opted|permanent|other) members"
    r"|(?:invited |regular )?(?:guests|invitees))(?: \([\w ,/-]+\))?"
)
_PATTERNS = tuple((topic, re.compile(pattern)) for topic, pattern in _LABELS.items())
_NUMBER_BEFORE = re.compile(
    r"^(?:[Ss]ection )?\(?(?:\d{1,2}(?:\.\d{1,2})*[.)]"
    r"|\d{1,2}(?:\.\d{1,2})*(?=\s+[A-Z])|[A-Za-z][.)]|[ivx]{1,4}[.)])\s+"
)
"""A number without a mark after it is one of a list only before a capital: "10 Quorum", not "90 minutes"."""


def topic_of(label: str) -> Topic | None:
    """What a label speaks of, or None where it is not one that is known.

    >>> topic_of("Frequency of meetings:"), topic_of("4. Quorum"), topic_of("Quorum costs")
    (<Topic.FREQUENCY: 'frequency'>, <Topic.QUORUM: 'quorum'>, None)
    """
    plain = plain_label(label)
    return next((topic for topic, pattern in _PATTERNS if pattern.fullmatch(plain)), None)


def topic_under(above: Topic | None, label: str) -> Topic | None:
    """The same below another label: "Observers" under "Membership" heads seats, as does "In attendance"."""
    topic = topic_of(label)
    return Topic.MEMBERSHIP if topic is None and heads_seats(above, label) else topic


def heads_seats(above: Topic | None, label: str) -> bool:
    """Whether a line under "Membership" says what class the seats below it are, and is none itself."""
    return above is Topic.MEMBERSHIP and bool(_CLASS_OF_SEATS.fullmatch(plain_label(label)))


def plain_label(label: str) -> str:
    """A label in lower case without its number and closing marks."""
    bare = _NUMBER_BEFORE.sub("", " ".join(label.replace("’", "'").split()))
    return bare.lower().strip(" :.?–-*_#")
