"""Which sentences bind somebody: every one with the words of a duty, but for aims.

"Must" and "shall" always bind. "Will" binds unless what follows is an aim ("work together", "promote"), since
terms describe a body's remit with it and nobody can be held to that. In the present tense a rule has an
office or the body for its subject.
"""

import re

from quorate.domain.terms.reading.sentence import Sentence

_SEEN = r"recogni[sz]ed|remembered|noted|understood|acknowledged|stressed|emphasi[sz]ed"
_ALWAYS = re.compile(
    rf"\b(?:shall|must)\b(?! (?:also )?be (?:{_SEEN}))"
    r"|\b(?:may|will|should|can) (?:not|only)\b|\bcannot\b|\bonly (?:if|when|where|with|by)\b"
    r"|\b(?:is|are|be) (?:required|obliged|permitted|allowed|entitled|expected) to\b"
    r"|^no (?:\w+ ){1,3}(?:shall|must|will|should|may|can)\b"
    r"|\bnot (?:permitted|allowed)\b|\bdeemed\b|\bunless\b|\b(?:expected|required) that\b"
    r"|\b(?:has|have) (?:[\w-]+ ){0,2}(?:authority|powers?|the right|discretion|vetoe?s?)\b"
    r"|\b(?:is|are|be) (?:jointly |directly )?accountable (?:to|for)\b"
    rf"|\b(?:is|are) (?:not )?to (?!be (?:{_SEEN}))"
    r"|\b(?:takes? no (?:further )?part|(?:has|have) no (?:vote|say|voice|part)|leaves? the (?:room|meeting)"
    r"|withdraws? from|stands? (?:down|aside)|abstains?|recuses?)\b"
)
_AIM = (
    r"aims?|purposes?|roles?|functions?|objectives?|vision|remit|intention|goals?|ambition"
    r"|priorit(?:y|ies)"
)
_SPEAKS_OF_AIM = re.compile(rf"\b(?:{_AIM})\b[^.;]*? (?:is|are) to\b")
_SOFT = (
    r"(?:work|advise|support|ensure|make sure|drive|challenge|identify|use|lead|embed|promote|help"
    r"|encourage|champion|seek|aim|strive|consider|contribute|improve|share|raise|influence|oversee"
    r"|scrutini[sz]e|monitor|review|respect|value|listen|recogni[sz]e|understand|reduce|increase|prevent"
    r"|protect|continue|build|foster|enable|facilitate|co-?ordinate|bring|deliver|focus|explore|learn"
    r"|reflect|strengthen|inform|assist|guide|engage|collaborate|act|test|address|tackle|enhance|link|align"
    r"|shape|add|need|want|know|mean|look|cover|hold [\w ]{1,40} to account"
    r"|take [\w ]{0,20}(?:account|responsibility|approach)"
    r"|set (?:the|a) (?:vision|direction|strategic)|have (?:regard|oversight|responsibility)"
    r"|provide [\w, /-]{0,40}?(?:advice|support|leadership|oversight|strategic|guidance|direction|expertise"
    r"|challenge|forum|opportunit|response)"
    r"|(?:develop|maintain|establish|create)\w* [\w, /'-]{0,60}?(?:vision|understanding|awareness|knowledge"
    r"|relationships?|links?|culture|approach|sub-groups?)"
    r"|be (?:able|aware|responsible|led|guided|informed|underpinned|achieved|committed|clear|mindful|open"
    r"|honest|supported|based|focused|the (?:strategic|lead|main|single)|made (?:up )?of"
    r"|an? (?:strategic|place|forum|multi-agency|partnership)))"
)
"""What bodies say they will do without anybody being able to see when it is done."""
_ADVERBS = r"(?:(?:also|then|always|together|\w+ly) )*"
_WILL = re.compile(r"\b(?:will|agree(?:s)? to|undertakes? to)\b")
_AIMS_NEXT = re.compile(rf" {_ADVERBS}(?:{_SOFT})\b")
_ITEM_AIM = re.compile(rf"^(?:to )?{_ADVERBS}(?:{_SOFT})\b")
_OF_MEMBERS = re.compile(
    r"^(?:(?:all|each|every|the|core|board|group|partner) )*(?:members?|agenc(?:y|ies)|organisations?"
    r"|partners|representatives?) (?:will|shall|must)\b"
)
_MEMBERS_AIM = re.compile(
    rf"^(?:to )?{_ADVERBS}(?:work|support|drive|challenge|promote|help|encourage|champion|seek|aim|strive"
    r"|consider|contribute|share|raise|influence|respect|value|listen|recogni[sz]e|understand|foster|learn"
    r"|reflect|inform|engage|collaborate|be (?:aware|led|guided|informed|committed|clear|mindful|open|honest"
    r"|supportive))\b"
)
"""What a member is asked to be, which is all that nobody can see done: the rest is a member's duty."""
_STEM_BINDS = re.compile(r"\b(?:will|shall|must)[ \w]*:?$")
_OFFICE = (
    r"(?:(?:the|each|every|all|any) (?:\w+ ){0,4}?)?(?:secretar(?:y|iat)|co-?ordinator|administrator|clerk"
    r"|(?:vice-?|deputy |vice |independent )?chair(?:person)?|board|group|partnership|committee|panel"
    r"|members?|deput(?:y|ies)|agenc(?:y|ies)|council)"
)
_ACTS = (
    r"(?:keep|hold|take|send|call|decide|record|maintain|appoint|elect|nominate|sign|publish|circulate|approve|agree"
    r"|prepare|produce|submit|notify|chair|preside|receive|report|pay|declare|attend|vote|store|retain|issue|convene"
    r"|resign|withdraw|register|fund|meet|sit|alternate|rotate|write|countersign|minute|log|own|provide|book|cease|lapse)(?:s|es)?"
)
_PRESENT = re.compile(rf"^{_OFFICE} (?:always |then |also )?{_ACTS}\b(?! (?:in mind|to account|account))")
_OF_BUSINESS = re.compile(
    r"^(?:the |all |any |each )?(?:minutes|agendas?|papers|meetings?|membership|decisions|deputies|observers"
    r"|guests|visitors)(?: of [\w ]{1,40}?)? (?:are|is)\b"
)
_OF_A_BODY = re.compile(
    rf"^{_OFFICE} (?:shall|must|will|may not|is to|are to|is accountable)\b"
    r"|^(?:the |a |an |all |any |each )?(?:quorum|minutes|agendas?|papers|meetings?|membership|decisions)"
    r" (?:of [\w ]{1,40} )?(?:shall|must|will|may not|is to|are to|is|are)\b"
)


def binds(sentence: Sentence) -> bool:
    """Whether the words put somebody under a duty, forbid something, or say what is deemed."""
    text = sentence.plain
    if _SPEAKS_OF_AIM.search(text):
        return False
    if _ALWAYS.search(text) or _PRESENT.match(text) or _OF_BUSINESS.match(text):
        return True
    if any(not _AIMS_NEXT.match(text[found.end() :]) for found in _WILL.finditer(text)):
        return True
    duty = _OF_MEMBERS.match(text)
    if duty and not _MEMBERS_AIM.match(text[duty.end() :].lstrip()):
        return True
    stem = sentence.passage.stem.lower().rstrip(" :")
    aim = _MEMBERS_AIM if _OF_MEMBERS.match(stem) else _ITEM_AIM
    return bool(_STEM_BINDS.search(stem)) and not _WILL.search(text) and not aim.match(text)


def binds_a_body(sentence: Sentence) -> bool:
    """Whether a sentence of another paper is a rule for a body: it is about one, or what bodies work with."""
    return bool(_OF_A_BODY.match(sentence.plain)) and binds(sentence)
