"""Terms of reference in our own words: whole documents for two boards, and single wordings of many."""

from quorate.documents.text.reading import read_text
from quorate.domain.terms.reading.found import TermsRead
from quorate.domain.terms.reading.read import read_terms

BOARD = "Osterbridge Domestic Abuse Board\n\nTerms of Reference\n\n"

MARLHAVEN = """Marlhaven Domestic Abuse Partnership Board

Terms of Reference\t
Created:\tMarch 2031
Review date:\tMarch 2032
Abbreviations\tMCC – Marlhaven City Council OG – Operational Group
Frequency of meetings:\tQuarterly
Duration of meetings:\t90 minutes
Administration:\t<ul class="x"> \
• Agenda and papers go out to members six working days prior to meeting. \
• Members must submit papers no later than nine working days prior to meeting. \
• Minutes are issued no later than 8 working days after meeting.</ul>
Chair:\tTo be appointed by MCC.
Vice Chair:\tTo be appointed by MCC.
Membership:\t<p><u>Core Members:</u></p> <ul> • Head of Housing, MCC. • Superintendent, Marlhaven Police.

\t<ul> • Refuge & helpline representative(s), if not already a member. <p><u>Advisory Members:</u></p> \
• Data Lead, MCC. • Representative of the Marlhaven Court. \
<p><u>Expressions of Interest:</u></p> <p>Write to the Chair. \
An expression of interest will be considered by the Chair and a reply given within 21 days.</p>
Remit:\tThe Board will:

- review the membership on an annual basis as a minimum;
- develop an annual workplan, such as for COVID-19 recovery;
- monitor progress at each Board meeting, holding partners to account;
- report bi-annually to the Safer City Partnership;
- receive quarterly reports from the Operational Group.

Members will:

- be able to make decisions on behalf of their agency without upward referral;
- attend. Where the named person cannot attend, a colleague must be sent with delegated authority;
- sign a confidentiality statement.

The Board will:

- report bi-annually to the Safer City Partnership; and,
- support MCC in meeting its duty to report annually to the Ministry.

Appendix A: Definitions

1.1. Abuse means incidents between those aged 16 or over (Domestic Abuse Act 2021, section 1).

Appendix B: Structure Chart
"""

OSTERBRIDGE = """SCRUTINY PANEL:\tITEM 7
REPORT OF: The Director

PURPOSE

1. To brief the panel, which meets every 3 weeks, on the strategic group. Its terms of reference are attached.

2. The number of advisers has grown from two to six members over 24 months, \
and the panel asked to be told within 5 working days.

Appendix 1 - Terms of Reference

Appendix 2 - Action Plan

APPENDIX 1

OSTERBRIDGE

DOMESTIC ABUSE STRATEGIC GROUP

TERMS OF REFERENCE

Version:\t2.1
Approved by:\t
Review date:\t

1\tTitle\tOsterbridge Domestic Abuse Strategic Group
2\tPurpose of\tTo take a joined up
\tGroup\tapproach to abuse in the town
--\t-----\t--
6\tMembership\t<p>Where a listed person is unable to attend, \
that person must identify and brief a representative to attend in their place.</p>
\tAnna Example\tDirector of Health (Chair)
\tCllr Bell\tPortfolio Holder, Safety
\tTBC\tICB

7\tChair of Group\t
\tAnna Example\tDirector of Health
8\tVice Chair\t
\tCllr Bell\tPortfolio Holder, Safety
10\tQuorum\tFour members comprising of at least 2 agencies.
--\t-----\t--
11\tMinutes of Meetings\tMinutes to be sent to the Chair for approval within one week of the meeting \
and issued to group members within 3 weeks. \
Agenda to be issued one week prior to the meeting.
13\tFrequency of meetings\tQuarterly
14\tLife Span of the Group\tStanding group of the Executive

Osterbridge Domestic Abuse Action Plan

\tObjective\tOutcome\tLead
1\tMeet every 2 weeks with partners\tReport monthly to the board within 10 days\tAE
"""


PROSE = """Osterbridge Safer Families Partnership
Terms of Reference (v2.3, approved by the Cabinet on 14 March 2034)

1. Purpose

1.1 The Partnership brings agencies together, as section 57 of the Domestic Abuse Act 2021 asks.

2. Membership

2.1 The core members of the Partnership are:
- Ann Example, Director of Children's Services, Osterbridge Council
- Vacant – Head of Safeguarding, Osterbridge ICB
- Two representatives from the voluntary sector

2.2 The following will attend in an advisory capacity:
- Legal adviser

2.3 Members who cannot attend should send a named substitute with authority to take decisions.
2.4 Members who miss three consecutive meetings will be asked to explain.

3. Meetings

3.1 The Partnership will meet at least four times a year. Meetings will last two hours.
3.2 Papers will be circulated five clear working days before each meeting. Reports should reach the
coordinator no later than noon on the Tuesday.
3.3 Sub-groups meet bi-monthly.

4. Review

4.1 These terms will be reviewed annually. Next review: March 2035.
"""


def read(text: str) -> TermsRead:
    """What is read in a text."""
    return read_terms(read_text(text, "terms.txt"))


def read_one(sentence: str) -> TermsRead:
    """What is read in one sentence of a board's terms."""
    return read(BOARD + sentence)
