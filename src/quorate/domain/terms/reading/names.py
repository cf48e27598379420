"""Tells a person's name from a role, so that clauses and seats keep the role alone.

People leave, roles stay; and a terms document's people have not agreed to be copied anywhere.
"""

import re

_ROLE = re.compile(
    r"\b(?:heads?|hos|directors?|managers?|leads?|officers?|chief|chairs?|executive|superintendent"
    r"|inspector|constable|dci|commissioners?|councillors? for"
    r"|member for|portfolio|representatives?|co-?ordinators?|service|services|council|police"
    r"|constabulary|nhs|trust|ccg|icb|board|probation"
    r"|housing|health|care|safety|public|strategic|senior|deputy|assistant|nurse|doctor|gp|analyst"
    r"|secretary|administrator|agency|charity"
    r"|refuge|advis[eo]rs?|commissioning|safeguarding|partnership|support|court|crown|prosecution"
    r"|fire|rescue|education|school|university"
    r"|college|cabinet|holder|independent|survivors?|victims?|community|voluntary|sector"
    r"|association|group|team|county|borough|city|district|town|lay"
    r"|domestic|abuse|children'?s?|adults?|social|operations|chaplain|practitioner|specialist"
    r"|advice|advocacy|aid|alliance|centre|federation|forum|foundation|helpline|hospice|hospital"
    r"|network|outreach|project|society|women'?s|families|youth"
    r"|vacan\w+|tbc|any|one|two)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"^(?:cllr|councillor|dr|mr|mrs|ms|miss|prof|professor|rev|sir|dame|lord|lady|baroness)\.?\s+[A-Z]",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[A-Z][\w’'-]+(?: (?:de|van|von|al|bin|Mc|O['’])?\s?[A-Z][\w’'.-]*){1,3}$")
_PARTS = re.compile(r"\s+[–—-]\s+|,\s+|;\s+|:\s+|\s*\((?=[^()]*\)$)")


def is_name(words: str) -> bool:
    """Whether words are a person's name: a title with a name, or names and nothing a role is made of."""
    words = words.strip()
    if _TITLED.match(words):
        return True
    return bool(_NAME.match(words)) and not _ROLE.search(words)


def says_role(words: str) -> bool:
    """Whether any of the words is one that offices and agencies are called by."""
    return bool(_ROLE.search(words))


def role_only(words: str) -> str:
    """The part of the words without the person's name before or after it; empty when nothing else is there.

    >>> role_only("Ann Bell, Head of Housing"), role_only("Head of Housing"), role_only("Ann Bell")
    ('Head of Housing', 'Head of Housing', '')
    """
    words = words.strip()
    if is_name(words):
        first = _PARTS.search(words)
        if first is None or not is_name(words[: first.start()]):
            return ""
    start = 0
    first = _PARTS.search(words)
    if first is not None and is_name(words[: first.start()]):
        start = first.end()
    rest = words[start:]
    *_, last = [None, *_PARTS.finditer(rest)]
    if last is not None and is_name(rest[last.end() :].rstrip(" ).")):
        rest = rest[: last.start()]
    rest = rest.strip(" .;,")
    return rest if rest.count("(") == rest.count(")") else rest.rstrip(")").strip()
