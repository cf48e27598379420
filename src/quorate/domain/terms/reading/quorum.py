"""Reads a quorum clause as tests: every word of it is understood, or the clause is left to a person.

Each test is found by its own pattern and taken out; what is left may only be words that carry no rule. So
"whichever is the lower", "in person" or a number that no pattern knows makes the whole clause unread.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import gcd

from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.quorum import Agencies, Count, Deputies, Named, Of, Quorum, Rounding, Share, Test
from quorate.domain.terms.reading.amounts import NUMBER, whole
from quorate.domain.terms.reading.found import Find, Proposed, Span
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.quorum_wording import describe_quorum
from quorate.domain.terms.reading.sentence import Sentence

_SPEAKS = re.compile(
    r"\bquor(?:um|ate|acy)\b|\b(?:must|shall|should|need to) be present (?:for|before|in order for"
    r"|to enable) (?:\w+ ){0,4}?(?:decisions?|business|meetings?)\b"
)
_NONE = re.compile(
    r"\b(?:no (?:formal |fixed |set |minimum |stated )*quorum|quorum (?:is|will be"
    r"|shall be) not (?:required|needed|set|applied)|not (?:require|have|operate|set) (?:a "
    r"|any )?(?:\w+ )?quorum"
    r"|there is no (?:requirement|need) for (?:a |the )?quorum|without (?:a )?quorum requirement"
    r"|^none(?: required)?\.?$|^not applicable\.?$|^n/?a\.?$)\b"
)
WHAT_IF = re.compile(
    r"\b(?:if (?:a |the )?(?:meeting|board|group|quorum)[\w ]* (?:not|in?quorate)|inquorate"
    r"|not quorate|is not (?:present|met|reached|achieved)|in the event|not have a quorum"
    r"|where (?:a |the )?(?:meeting is not|quorum is not)"
    r"|loses? (?:its )?quorum|becomes? inquorate)\b"
)
_CONSISTS = re.compile(
    r"^(?:the |this |its )?(?:\w+ )?(?:board|group|partnership|committee|forum|panel|membership) (?:\w+ )?"
    r"(?:consists?|compris\w+|has|have|is made up|be made up|is composed|be composed)\b"
)
"""How many members there are, which is no quorum wherever it stands."""
_DECIDES = re.compile(
    r"\b(?:decisions?|votes?|motions?|resolutions?) (?:are|is|will be|shall be|must be|to be)"
    r" (?:taken|made|reached|carried|passed|agreed|decided) (?:by|on|with)\b"
)
"""How things are decided: "by a majority" is then no share of those who must be there."""
_NO_BUSINESS = re.compile(
    r"^(?:(?:no (?:business|decisions?)(?: of the \w+)? (?:shall|will|may|can|must|is to|are to)"
    r"|(?:business|decisions?) (?:shall not|will not|may not|cannot|can not|must not))"
    r" be (?:transacted|conducted|taken|made)(?: (?:at|in) (?:a|any|the) meetings?(?: of the \w+)?)?"
    r"|(?:(?:a|the|any) meeting (?:is not|will not be|shall not be)|no meeting (?:is|will be|shall be))"
    r" quorate"
    r"|(?:a|the|any) meeting (?:(?:shall|will|may|can) not|cannot)"
    r" (?:begin|start|proceed|go ahead|take place))"
    r" unless\b"
)
"""A quorum said by what cannot be done without it: "No business shall be transacted unless ..."."""
_CORE = (
    r"(?P<{0}>core |full |voting |mandatory |statutory |advisory |core/mandatory |standing "
    r"|appointed |current |total |permanent |board |group |eligible |named |serving )*"
)
_PEOPLE = r"(?:members?(?:hip)?|representatives?|people|persons?|individuals?|attendees|partners|seats)"
_BODIES = (
    r"(?:(?:different|separate|partner|member|statutory|of the|constituent|participating|key|other"
    r"|individual|distinct|the) )*(?:agenc(?:y|ies)|organisations?|bodies|partner agencies"
    r"|partner organisations|sectors)"
)
_LEAST = (
    r"(?:at least|a minimum of|minimum of|no fewer than|not fewer than|no less than|not less than|minimum)"
)
_AT_LEAST = re.compile(rf"\b{_LEAST}\b")
_FRACTIONS = {"half": (1, 2), "third": (1, 3), "quarter": (1, 4), "fifth": (1, 5)}
_OF = (
    r"(?: of (?:the |its |all |those |our |(?:whole |total |full )?number of )*"
    r"(?P<kind>(?:core |full |voting |mandatory |statutory "
    r"|advisory |appointed |current |total |board |group |eligible |named |partnership "
    r"|serving )*)(?:members(?:hip)?|seats|those|membership|board|group)(?:'s)?(?: membership"
    r"| members)?)?"
)
_SHARE = re.compile(
    rf"(?P<more>more than |over |greater than )?(?:(?P<top>a|an|one|two|three|1|2"
    rf"|3)?[- ]?(?P<bottom>half|thirds?|quarters?|fifths?)|(?P<percent>\d{{1,3}}) ?(?:%|per ?cent)"
    rf"|(?P<x>\d)/(?P<y>\d)|(?:a |the )?(?:simple )?(?P<majority>majority))"
    rf"(?P<plus1> ?(?:plus|\+) ?(?:one|1))?{_OF}(?P<plus2>,? ?(?:plus|\+) ?(?:one|1)(?: member| person"
    rf"| additional member)?)?(?![\w-])"
)
_AGENCIES = re.compile(
    rf"(?:(?:comprising|made up|consisting|representing|representative|drawn|coming|come"
    rf"|representation|represented|attendance)?(?: of| from| by| drawn from)? ?(?:{_LEAST} )?"
    rf"(?P<n>{NUMBER}) {_BODIES}(?: (?:are |to be |must be |being |is |will be "
    rf"|shall be )?represented)?)(?![\w-])"
)
_EACH_DIFFERENT = re.compile(
    r"(?:each |all )?(?:from|representing) (?:a )?(?:different|separate) (?:agenc(?:y|ies)|organisations?)"
)
_COUNT = re.compile(
    rf"(?P<n>{NUMBER}) (?:of (?:the |its )?)?{_CORE.format('kind')}{_PEOPLE}(?! of (?:the"
    rf" )?(?:three|four|five|six|statutory))(?![\w-])"
)
_BARE_MINIMUM = re.compile(
    rf",? ?(?:with|and|subject to|or)? ?(?:a"
    rf"|an absolute)? ?(?:minimum(?: number)?(?: of)?|but (?:not|no) (?:less|fewer) than)"
    rf" (?P<n>{NUMBER})(?: {_PEOPLE})?(?![\w-])"
)
_OR_GREATER = re.compile(
    rf",? (?:or|and) (?P<n>{NUMBER})(?: {_PEOPLE})?,? whichever is (?:the )?(?:greater|higher"
    rf"|larger|more)(?: number)?"
)
_GREATER_OF = re.compile(
    r"(?:whichever is )?\b(?:the )?(?:greater|higher|larger) (?:number )?of:? (.+?),? (?:or|and) "
)
_AMONG = re.compile(
    rf"(?:{_LEAST} )?(?P<n>{NUMBER})(?: representatives?"
    rf"| members?)?(?: from)? of the (?P<among>{NUMBER}) (?P<called>(?:\w+ ){{0,3}}?(?:partners"
    rf"|agencies|authorities|bodies|organisations|members|commissioners|co-?chairs))"
)
_AMONG_NAMED = re.compile(
    rf"(?:{_LEAST} )?(?P<n>{NUMBER})(?: representatives?| members?)?(?: from| of)?(?: the)? "
    rf"(?P<called>(?:\w+ ){{0,2}}?(?:partners|agencies|authorities|bodies|organisations)) ?"
    rf"(?:\((?:namely |i\.?e\.?,? |from )?(?P<names>[^()]{{3,150}})\))"
)
"""Partners counted and then named in brackets: "three statutory partners (Council, Police and ICB)"."""
_OFFICE = (
    r"(?:the |a |its |an )?(?:independent )?(?:(?:vice|deputy)[- ]?chair(?:person)?"
    r"|chair(?:person)?|co-?ordinator|secretary|lead officer)"
)
_REP = (
    r"(?:(?:a |one |1 |the )?(?:representatives?|member|officer) (?:of|from) (?:the )?|(?:one "
    r"|1 )from (?:the )?|(?:one |a )(?=\w+ representative))?(?:the )?"
    r"(?:police|local authority|council|nhs|health"
    r"|probation(?: service)?|county council|city council|borough council|constabulary"
    r"|integrated care board|icb|ccg|clinical commissioning group|voluntary sector"
    r"|fire(?: and rescue)? service|housing|children's services|adult social care"
    r"|police and crime commissioner|opcc|education)(?: representative)?"
)
_NAME = rf"(?:{_REP}|{_OFFICE})"
_INCLUDING = re.compile(
    rf",? ?(?:(?:and |which |this |who )?(?:must |should |will |shall |to )?(?:including|includes?"
    rf"|with)|(?:at least )?(?:one of (?:whom|which|these|them)|of (?:whom|which)(?: at least)? one) (?:must"
    rf"|should|will|shall|is to|to|being) ?(?:be)?|and|(?= (?:one|1) from\b))"
    rf"(?P<either> either)? (?:{_LEAST} )?(?P<names>{_NAME}(?:(?:,|,? or|,? and|/"
    rf"|,? and/or) {_NAME})*)(?P<present> (?:must be|being|is|are|to be"
    rf"|should be) present)?(?![\w-])"
)
_OFFICE_PRESENT = re.compile(
    rf"(?:at least )?(?P<names>{_NAME}(?:(?:,|,? or|,? and|/) {_NAME})*) (?:must|should|shall|will"
    rf"|needs? to) (?:also )?be (?:present|in attendance)"
)
_ROUNDED = re.compile(
    r",? ?\(?rounded (?P<way>up|down)(?: to the (?:nearest|next) (?:whole )?(?:number|person|member))?\)?"
)
_NOT_THE_NAME = re.compile(
    r"^(?:(?:the|a|an|one|1|its|from|of|representatives?|officer|member(?= (?:of|from))) )+"
)
_DEPUTIES = (
    (
        re.compile(
            r"\(?(?:including|and|or|their)?,? ?(?:their |named |nominated |agreed |or |any "
            r"|appropriate )*(?:deput(?:y|ies)|substitutes?|nominees?|delegates|representatives)(?: (?:will"
            r"|shall|may|do|can|are))?(?: be)? (?:count(?:s|ed)?|included)(?: towards?| in"
            r"| as part of)?(?: the| a)?(?: quorum)?\)?"
        ),
        Deputies.ALL,
    ),
    (
        re.compile(
            r"\(?(?:or|and|including) (?:their )?(?:named |nominated |agreed |appropriate "
            r"|delegated )*(?:deput(?:y|ies)|substitutes?|nominees?|delegates)\)?"
        ),
        Deputies.ALL,
    ),
    (
        re.compile(
            r"\(?(?:excluding|not (?:including|counting)) (?:any )?(?:deput(?:y|ies)|substitutes?)\)?"
        ),
        Deputies.NONE,
    ),
)
_ADVISORY_OUT = re.compile(
    r",? ?\(?(?:excluding|not (?:including|counting)|(?:co-opted|advisory|associate"
    r"|non-voting)(?: and advisory)? members (?:do|will|shall|are"
    r"|may) not (?:be )?count(?:ed)?(?: towards?"
    r"| in)?(?: the)?(?: quorum)?)(?: (?:any )?(?:advisory|associate|non-voting) members)?\)?"
)
_ONLINE = re.compile(
    r",? ?\(?(?:whether |either )?(?:in person|physically|virtually|online|remotely|by video"
    r"|by phone)(?:,? (?:or|and) (?:in person|virtually|online|remotely|via video|by video|by phone"
    r"|by telephone))+\)?"
)
_FILLER_WORDS = """
transaction
requires require
the a an quorum quorate quoracy for of any each every all meeting meetings board group partnership
committee forum panel will shall must should may be is are to at least minimum members present
attendance attending in when if where there with and that this constitute constitutes form forms
required needed as by considered deemed comprise comprises comprised comprising consist consists
consisting made up achieved only have has been it its order proceed decisions decision take make
taken core voting business who can not-applicable from decision- making representation represented
on number their formally transacted conduct necessary normally set including strategic reached
purposes these than valid attend people representatives met provided
"""
_FILLER = frozenset(_FILLER_WORDS.split())


@dataclass(slots=True)
class _Read:
    """What was taken out of the clause so far, and the words that are left."""

    left: str
    tests: list[Test] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    deputies: Deputies = Deputies.AS_SAID
    online: bool = True
    rounding: Rounding | None = None

    def take(self, pattern: re.Pattern[str], use: Callable[[re.Match[str]], bool]) -> None:
        """Take out every match that can be used, from left to right."""
        at = 0
        while (match := pattern.search(self.left, at)) is not None:
            if match.end() > match.start() and use(match):
                self.left = f"{self.left[: match.start()]} | {self.left[match.end() :]}"
                at = match.start() + 3
            else:
                at = match.start() + 1


def quorum(sentence: Sentence) -> list[Find]:
    """The quorum clause of a sentence, or of the several sentences of an answer put together."""
    text = sentence.plain
    text = _NO_BUSINESS.sub("the quorum is", text)
    if not _SPEAKS.search(text) and (sentence.topic is not Topic.QUORUM or _CONSISTS.search(text)):
        return []
    other = sentence.other_body
    if _says_none(text):
        clause = Proposed(
            ClauseKind.QUORUM,
            sentence.quote,
            "The terms say that there is no quorum.",
            who=other,
            is_stated=False,
            is_other_body=bool(other),
        )
        return [sentence.find(clause)]
    if WHAT_IF.search(text) or _DECIDES.search(text):
        return []
    read = read_quorum(text, title_words=other.lower())
    if read is None:
        return []
    rule, doubts = read
    rule = replace(rule, tests=tuple(_as_written(test, sentence.quote.text) for test in rule.tests))
    clause = Proposed(
        ClauseKind.QUORUM,
        sentence.quote,
        describe_quorum(rule),
        who=other,
        quorum=rule,
        ambiguity=" ".join(dict.fromkeys(doubts)),
        is_other_body=bool(other),
    )
    return [sentence.find(clause, Span(0, len(sentence.plain)))]


def _as_written(test: Test, quote: str) -> Test:
    """A test that names seats or agencies, with their names as the document has them: "ICB", not "icb"."""
    if not isinstance(test, Named):
        return test
    found = (re.search(rf"(?<!\w){re.escape(name)}(?!\w)", quote, re.IGNORECASE) for name in test.names)
    names = (
        written.group() if written and not re.fullmatch(_OFFICE, name) else name
        for name, written in zip(test.names, found, strict=True)
    )
    return replace(test, names=tuple(names))


def _says_none(text: str) -> bool:
    """Whether the whole sentence is that there is no quorum: "no quorum for urgent items" says more."""
    found = _NONE.search(text)
    return found is not None and not _strange_words(
        f"{text[: found.start()]} {text[found.end() :]}", "does do"
    )


def _strange_words(left: str, title_words: str) -> list[str]:
    found = re.findall(r"[\w'%/-]+|[+&<>=≥≤×*]", left)
    return [w for w in found if w not in _FILLER and w not in title_words.split()]


def read_quorum(plain: str, *, title_words: str = "") -> tuple[Quorum, list[str]] | None:
    """The rule in a clause made plain, with the doubts about it; None unless every word is understood."""
    # the greater of two is both of them
    read = _Read(_GREATER_OF.sub(r"\1 and ", re.sub(r"\s+", " ", plain)))
    read.take(_ONLINE, lambda _: True)
    read.take(_ROUNDED, lambda m: _set_rounding(read, m["way"]))
    if re.search(
        r"\bat most\b|\bup to\b|\bmore than (?!half|a |one |two |\d+ ?%|50)|\bless than \D{0,3}(?:half|a )",
        read.left,
    ) and not re.search(r"\b(?:not|no) (?:less|fewer|more) than\b", read.left):
        return None
    advisory_out = bool(_ADVISORY_OUT.search(read.left))
    read.take(_ADVISORY_OUT, lambda _: True)
    for pattern, deputies in _DEPUTIES:
        read.take(pattern, lambda _, deputies=deputies: _set_deputies(read, deputies))  # type: ignore[misc]
    read.take(_AMONG_NAMED, lambda m: _among_named(read, m))
    read.take(_AMONG, lambda m: _among(read, m))
    read.take(_OR_GREATER, lambda m: _count_of(read, m["n"]))
    read.take(_SHARE, lambda m: _share(read, m))
    read.take(_BARE_MINIMUM, lambda m: bool(read.tests) and _count_of(read, m["n"]))
    read.take(_AGENCIES, lambda m: _agencies(read, m))
    read.take(_EACH_DIFFERENT, lambda _: _each_different(read))
    read.take(_COUNT, lambda m: _count_of(read, m["n"], m.group()))
    read.take(_INCLUDING, lambda m: bool(read.tests) and _named(read, m))
    read.take(_OFFICE_PRESENT, lambda m: _named(read, m))
    read.take(_AT_LEAST, lambda _: True)
    if not read.tests:
        _bare_number(read)
    if _strange_words(read.left, title_words) or not read.tests or len(read.tests) > 4:
        return None
    tests = tuple(dict.fromkeys(_ordered(read.tests)))
    of = [(type(test), test.of) for test in tests if isinstance(test, Count | Share)]
    if len(set(of)) < len(of):
        return None  # two numbers of the same members contradict each other, or one is not the quorum's
    if any(isinstance(test, Count) and test.of is Of.ADVISORY for test in tests) and advisory_out:
        return None
    return Quorum(tests, deputies=read.deputies, online_counts=read.online), read.doubts


def _ordered(tests: list[Test]) -> list[Test]:
    order = (Share, Count, Agencies, Named)
    return sorted(tests, key=lambda test: order.index(type(test)))


def _set_rounding(read: _Read, way: str) -> bool:
    read.rounding = Rounding(way)
    return True


def _set_deputies(read: _Read, deputies: Deputies) -> bool:
    read.deputies = deputies
    return True


def _of_words(words: str) -> Of:
    if re.search(r"\badvisory\b", words):
        return Of.ADVISORY
    return Of.CORE if re.search(r"\b(?:core|mandatory|voting|full)\b", words) else Of.MEMBERS


def _doubt_of(read: _Read, words: str) -> None:
    called = re.search(r"\b(?:voting|full)\b", words)
    if called:
        read.doubts.append(f"“{called.group().capitalize()} members” is read as core members.")


def _count_of(read: _Read, number: str, words: str = "") -> bool:
    n = whole(number)
    if not n or "statutory" in words:  # who they are stands in the law or elsewhere in the terms
        return False
    read.tests.append(Count(n, _of_words(words)))
    _doubt_of(read, words)
    return True


def _agencies(read: _Read, match: re.Match[str]) -> bool:
    n = whole(match["n"])
    if not n or re.search(r"\bof the (?:\w+ )?$", read.left[: match.start("n")]):
        return False
    read.tests.append(Agencies(n))
    if "statutory" in match.group():
        read.doubts.append("“Statutory agencies” is read as agencies of any kind.")
    # "representatives from at least four agencies" is four people at the least, which four agencies give
    return True


def _each_different(read: _Read) -> bool:
    count = re.search(rf"(?P<n>{NUMBER}) (?:core |voting )?{_PEOPLE}", read.left)
    n = whole(count["n"]) if count else None
    if n:
        read.tests.append(Agencies(n))
    return bool(n)


def _among(read: _Read, match: re.Match[str]) -> bool:
    n, among = whole(match["n"]), whole(match["among"])
    if not n or not among or n > among:
        return False
    read.tests.append(Named(n, called=match["called"].strip(), among=among))
    return True


def _among_named(read: _Read, match: re.Match[str]) -> bool:
    n = whole(match["n"])
    parts = re.split(r",? and |,? or |, ?|; ?|/", match["names"])
    names = tuple(_NOT_THE_NAME.sub("", part.strip()) for part in parts if part.strip())
    if not n or n > len(names) or any(re.search(r"\d|\b(?:any|other|such|e\.?g)\b", name) for name in names):
        return False
    read.tests.append(Named(n, names))
    return True


def _share(read: _Read, match: re.Match[str]) -> bool:
    parts = _fraction(match)
    if parts is None:
        return False
    top, bottom, more = parts
    if "statutory" in (match["kind"] or ""):
        return False
    if not 0 < top <= bottom or (more and top == bottom):
        return False
    if match["plus1"] or match["plus2"]:
        if (top, bottom) != (1, 2):
            return False
        more = True
        read.doubts.append(
            "“Plus one” is read as more than half. Where half is no whole number it may mean one more than"
            " that."
        )
    if match["majority"] and match["kind"] is None and "members" not in read.left:
        read.doubts.append("A majority is understood to be of the members.")
    rounding = read.rounding or Rounding.UP
    read.tests.append(
        Share(top, bottom, of=_of_words(match["kind"] or ""), rounding=rounding, more_than=more)
    )
    _doubt_of(read, match["kind"] or "")
    read.doubts.append("A share is counted of the seats that are held, so vacant seats do not raise it.")
    if read.rounding is None:
        read.doubts.append("What is not a whole number of members is rounded up.")
    return True


def _fraction(match: re.Match[str]) -> tuple[int, int, bool] | None:
    more = bool(match["more"])
    if match["majority"]:
        return (1, 2, True)
    if match["percent"]:
        percent = int(match["percent"])
        simple = {25: (1, 4), 33: (1, 3), 50: (1, 2), 66: (2, 3), 67: (2, 3), 75: (3, 4)}
        if percent in (33, 66, 67):
            return None  # a third, or 33 in 100: not the same for 100 seats, and nobody can say which
        shared = gcd(percent, 100) or 1
        top, bottom = simple.get(percent, (percent // shared, 100 // shared))
        return top, bottom, more
    if match["x"]:
        return int(match["x"]), int(match["y"]), more
    top = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, None: 1}.get(match["top"]) or int(match["top"])
    bottom = _FRACTIONS[match["bottom"].rstrip("s")][1]
    return top, bottom, more


def _named(read: _Read, match: re.Match[str]) -> bool:
    words = match["names"]
    names = tuple(
        _NOT_THE_NAME.sub("", part.strip()).removesuffix(" representative")
        for part in re.split(r",? and/or |,? or |,? and (?!rescue|crime)|, |/", words)
        if part.strip()
    )
    if (
        not names
        or len(names) > 4
        or (
            re.search(r"\bor\b", words)
            and re.search(r"\band\b(?! rescue| crime)", words.replace("and/or", "or"))
        )
    ):
        return False
    either = bool(re.search(r"\bor\b|/|and/or", words)) or bool(
        re.search(r"\bone of\b|\bwhich (?:at least )?one\b|\bwhom (?:at least )?one\b", match.group())
    )
    read.tests.append(Named(1 if either else len(names), names))
    return True


def _bare_number(read: _Read) -> None:
    """Reads "the quorum is five": of members, since nothing else is counted for a quorum."""

    def use(match: re.Match[str]) -> bool:
        read.doubts.append("The words give a number alone: members are understood.")
        return _count_of(read, match["n"])

    read.take(re.compile(rf"(?<![\w/])(?P<n>{NUMBER})(?![\w/%])"), use)
