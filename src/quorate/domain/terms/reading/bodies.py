"""Whose rule it is: this body's own, or another group's that the same document speaks of.

"The operational group meets monthly" inside a board's terms is no rule for the board. A group is the
document's own when every word of its name is general ("the group", "this board") or in the title.
"""

import re

_NOUN = (
    r"(?:sub-?groups?|groups?|boards?|committees?|panels?|forums?|executives?|partnerships?"
    r"|networks?|maracs?|cabinet|steering)"
)
_NAME = re.compile(
    rf"(?:the |this |our |each |any |all |its |their )*(?P<name>(?:[\w&'/-]+ ){{0,7}}?{_NOUN}(?: [\w&-]+)?)$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:however, |in addition, |normally,? )?(?P<subject>[\w&'/(),\- ]{2,90}?) (?:will|shall|must"
    r"|should|may|is|are|has|have|meets?"
    r"|convenes?|reports?|exists?|to be|aims?|reviews?|agrees?|is to|are to|normally|usually)\b"
)
_GENERAL_WORDS = """
board group partnership committee forum panel meeting meetings it we strategic body membership core
full steering main whole members member executive network the this our of and for each every any all
a an its their
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())
_OF_OTHER = re.compile(
    rf"\b(?:(?:quorum|meetings?|papers?|agendas?|minutes|chair|membership) (?:of|for)"
    rf"|secretar(?:y|iat) (?:of|for|to)) (?:the |each "
    rf"|any )(?P<name>(?:[\w&'/-]+ ){{0,6}}?{_NOUN})\b"
)
_OTHERS = re.compile(
    rf"(?:^|the |each |any )(?P<name>(?:[\w&/-]+ ){{1,6}}?{_NOUN})(?:'s?) (?:quorum|meetings?"
    rf"|papers?|agendas?|minutes|chair|membership)\b"
)
_MEETING_OF = re.compile(
    rf"\b(?:before|after|of|to|following|for|advance of) (?:the |each |every |any "
    rf"|a )?(?P<name>(?:[\w&/-]+ ){{1,5}}?{_NOUN}) meetings?\b"
)
_HEADING = re.compile(
    r"^(?:The )?(?:[A-Z][\w&'’/-]*,? (?:and |of |for |& )?){1,7}(?:Sub-?[gG]roup|Group|Board|Panel"
    r"|Forum|Executive|Committee|Partnership)s?:?$"
)
_NOT_NAMES = re.compile(
    r"^(?:Roles?|Functions?|Purpose|Duties|Remit|About|Name|Members?|Chair|Terms|Title|Membership"
    r"|Relationship)\b"
)


_UNFINISHED = re.compile(
    r"(?:^|\b)(?:annual|quarterly|monthly|progress|regular|written|performance|an?|no|the|receive|consider)$"
)
"""A subject that ends so was cut before its noun: "an annual | report"."""


_NOT_BODIES = re.compile(
    r"\b(?:chair(?:person)?|vice-?chair|members?|membership|secretar\w+|papers?|minutes|agendas?"
    r"|quorum|roles?|purpose|terms|work|priorities|members of)\b",
    re.IGNORECASE,
)
"""Words that make the phrase a part of a body, not another body: "the chair of the board"."""


class Bodies:
    """Tells the document's own body, by its title, from others."""

    def __init__(self, title: str) -> None:
        words = re.findall(r"[a-z&'-]+", title.lower())
        initials = "".join(word[0] for word in words if word not in ("and", "of", "the", "for"))
        self._own = _GENERAL | set(words) | ({initials} if len(initials) > 2 else set())

    def is_own(self, name: str) -> bool:
        """Whether a group's name can mean the document's own body."""
        return all(word in self._own for word in re.findall(r"[a-z&'-]+", name.lower()))

    def other(self, name: str) -> str:
        """The name, if it is a group's and not this one's."""
        found = _NAME.match(name.strip())
        if found is None or _NOT_BODIES.search(found["name"]) or self.is_own(found["name"]):
            return ""
        return found["name"]

    def other_in(self, plain: str, text: str) -> str:
        """Another group whose own rule the sentence is, as the sentence names it."""
        for pattern in (_OF_OTHER, _OTHERS, _MEETING_OF):
            for found in pattern.finditer(plain):
                if not _NOT_BODIES.search(found["name"]) and not self.is_own(found["name"]):
                    return _bare(text[found.start("name") : found.end("name")])
        subject = _SUBJECT.match(plain)
        if subject is not None and self.other(subject["subject"]):
            name = _NAME.match(subject["subject"])
            if name is not None:
                return _bare(text[name.start("name") : name.end("name")])
        return ""

    def other_heading(self, heading: str) -> str:
        """The other group that a heading names, so that what stands under it is that group's."""
        if not _HEADING.match(heading) or _NOT_NAMES.match(heading):
            return ""
        bare = heading.removeprefix("The ").rstrip(":")
        return "" if self.is_own(bare) else bare


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|this|our|each|any|all) ", "", name, flags=re.IGNORECASE)


def subject_of(plain: str, text: str) -> str:
    """The words before the sentence's verb, without an article, or nothing."""
    found = _SUBJECT.match(plain)
    if found is None or len(found["subject"].split()) > 6 or _UNFINISHED.search(found["subject"]):
        return ""
    subject = text[found.start("subject") : found.end("subject")]
    return _bare(subject)
