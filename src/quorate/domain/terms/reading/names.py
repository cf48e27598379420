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
    r"|authorit(?:y|ies)|elected|members?|communities|neighbourhoods?|safer|mind|mental|lived|experience|early"
    r"|help|substances?|misuse|drugs?|alcohol|recovery|treatment|learning|disabilit(?:y|ies)|carers|parents"
    r"|people|persons?|older|licensing|legal|finance|equality|diversity|hospitals|ambulance|primary|secondary"
    r"|maternity|midwifery|nursing|clinical|medical|immigration|asylum|migrants?|refugees?|parish|citizens"
    r"|homeless(?:ness)?|shelter|samaritans|crimestoppers|mediation|rights|resettlement|jobcentre|pensions"
    r"|prisons?|custody|offenders?|perpetrators?|programmes?|interventions?|prevention|protection|strategy"
    r"|policy|performance|data|intelligence|communications|quality|governance|corporate|resources|integrated"
    r"|observers?|vulnerab\w+|exploitation|violence|abused?|hate|crime|faith|lgbt\w*|bame|uk|england|national"
    r"|vacan\w+|tbc|any|one|two)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"^(?:cllr|councillor|dr|mr|mrs|ms|miss|prof|professor|rev|sir|dame|lord|lady|baroness)\.?\s+[A-Z]",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[A-Z][\w’'-]+(?: (?:de|van|von|al|bin|Mc|O['’])?\s?[A-Z][\w’'.-]*){1,3}$")
_COMMON_NAMES = """
adam ahmed aisha alan alex alexander ali alice alison amanda amy andrea andrew angela anita ann anna
anne annette anthony ben benjamin beth brian carl carol caroline catherine charles charlotte chris
christine christopher claire clare colin craig daniel dave david dawn deborah debbie diane donna edward
elaine elizabeth emily emma fatima fiona frances frank gareth gary gemma geoff george gillian graham
hannah harry hassan heather helen ian imran jack jackie jacqueline james jane janet jason jean jennifer
jenny jessica jill jo joan joanna joanne joe john jonathan joseph joyce judith julia julie karen kate
katherine kathryn keith kelly ken kevin kim laura lauren leanne lee lesley linda lisa liz lorraine louise
lucy lynn maggie malcolm margaret maria marie marion mark martin mary matthew maureen michael michelle
mike mohammed muhammad natalie neil nicola nicholas nick nigel norman olivia omar pamela patricia patrick
paul pauline peter philip philippa priya rachel raj rebecca richard rob robert robin roger ruth ryan sally
sam samantha samuel sandra sara sarah sharon sheila simon sophie stephanie stephen steve steven stuart
sue susan suzanne tara terry thomas tim tina tom tony tracey tracy valerie vanessa wendy william yasmin
yvonne zara zoe
"""
_FIRST_NAMES = frozenset(_COMMON_NAMES.split())
_PARTS = re.compile(r"\s+[–—-]\s+|,\s+|;\s+|:\s+|\s*\((?=[^()]*\)$)")


def is_name(words: str) -> bool:
    """Whether words are a person's name: a title with a name, or names and nothing a role is made of."""
    words = words.strip()
    if _TITLED.match(words):
        return True
    return bool(_NAME.match(words)) and not _ROLE.search(words)


def is_surely_name(words: str) -> bool:
    """Whether no agency can be meant: a title stands before it, or a first name that people have."""
    words = words.strip(" .,;:()–—-")
    first = words.split(" ", 1)[0].lower()
    return is_name(words) and bool(_TITLED.match(words) or first in _FIRST_NAMES)


def masked(words: str) -> str:
    """A person's name by its initials, which tell whoever has the paper which line it is.

    >>> masked("Cllr Ann Bell")
    'Cllr A… B…'
    """
    title = re.match(
        r"^(?:cllr|councillor|dr|mr|mrs|ms|miss|prof|professor|rev)\b\.? ?", words, re.IGNORECASE
    )
    at = title.end() if title else 0
    return words[:at] + re.sub(r"(?<=\b[A-Za-z])[\w’'-]+", "…", words[at:])


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
