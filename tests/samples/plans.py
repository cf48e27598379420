"""The shapes of plan that partnerships bring, for the invented places Marlhaven and Osterbridge."""

from tests.samples.files import Rows, Wide, sheet_file, word_file

TRACKER_HEADER: list[str | Wide] = [
    "Recommendations",
    "Key actions",
    "Progress against target date",
    "Latest update September 2021",
]
TRACKER: Rows = [
    TRACKER_HEADER,
    [
        "1. Bystander campaign – Marlhaven should teach its residents what to say.",
        "Agree a slogan\nFind the money\nPrint the posters",
        "As available\nMay 2021",
        "Progress: A slogan was chosen in June.\nChallenge: Nobody has offered money.",
    ],
    [
        "2.Press – Ask the Marlhaven Herald to follow the reporting code.",
        "Write to the editor",
        "Annual updates from Jan 21",
        "The editor has replied.",
    ],
    [
        "3. Routine questions – Ask every patient, kindly.",
        "Train the nurses\nAudit the notes\nReport back",
        "Oct 2021\nOngoing\nComplete",
        "Progress: Two wards are trained. Challenges: Winter pressures.",
    ],
    [Wide("Learning from what we do", columns=4)],
    [
        "4. Joint tasking - Meet about the riskiest perpetrators.",
        "Hold a pilot\nWrite it up",
        "Complete\nOngoing\nOngoing",
        "Progress: The pilot ended.",
    ],
    TRACKER_HEADER,
    [
        "5. Tell ministers – Say what Marlhaven needs.",
        "Write a letter",
        "",
        "Challenge: The bill has stalled.",
    ],
]
"""Several key actions, dates and updates as paragraphs of one cell; 4 has two actions and three dates."""

OBJECTIVE_HEADER: list[str | Wide] = ["", "Objective", "Outcome", "Performance Measures", "Lead"]
ACTIVITY_HEADER: list[str | Wide] = ["", "Activity", "Outcome", "Progress / Barriers", "Lead"]
OBJECTIVES: Rows = [
    OBJECTIVE_HEADER,
    [
        "1",
        "One front door for everybody who needs help",
        "Shorter waits\nFewer lost calls",
        "No of calls\nOutcome of 2b\nVisitor book",
        "Ada Byron\nSafety Team",
    ],
    ACTIVITY_HEADER,
    ["a", "Rent a building", "A place to go", "Lease signed.\nCompleted", "AB"],
    ["b", "Open a helpline", "A number to ring", "Waits for the building", "Tom Reed VS / TBC"],
    OBJECTIVE_HEADER,
    ["2", "Know who is missing", "Fair access", "Equality data", "Cllr May Woods"],
    ACTIVITY_HEADER,
    [
        "a",
        "Study the figures",
        "Evidence",
        "Scoping completed by the analyst.\nTo be informed by outcome of 2b. "
        "Resumes when the analyst is back from maternity leave",
        "TBC",
    ],
    ["b", "Sample the case files", "", "Barrier- Nobody has time", "Osterbridge Police"],
]
"""Header rows repeated, changing level between objective and activity."""

ACTION_LOG: Rows = [
    ["Ref", "Action", "Owner", "By when", "RAG", "Update"],
    ["A1", "Publish the privacy notice", "Records Team", "31/03/2022", "Green", "Drafted"],
    ["A2", "Appoint a survivor adviser", "to be confirmed", "Q2 2022/23", "Red – no budget", ""],
    ["A3", "Close the old mailbox", "IT", "by end of June 2022", "Blue", "Done in May"],
]

STRATEGY: Rows = [
    ["Osterbridge strategy 2022-25", "", "", ""],
    ["", "", "", ""],
    ["Outcome", "Actions", "Lead", "Measure"],
    [
        Wide("Safer homes", rows=3),
        "Fit locks",
        "Osterbridge Housing",
        Wide("• Locks fitted\n• % satisfied", rows=3),
    ],
    ["", "Train caretakers", "Osterbridge Housing", ""],
    ["", "Review the lettings policy", "All partners", ""],
    [
        Wide("Braver bystanders", rows=2),
        "Run a campaign",
        "Safety board",
        Wide("• Number of pledges", rows=2),
    ],
    ["", "Train bar staff", "Pub Watch", ""],
]


def tracker_file() -> bytes:
    """A scrutiny tracker in Word."""
    return word_file("# Marlhaven inquiry: progress", TRACKER)


def objectives_file() -> bytes:
    """A plan of objectives and activities in Word, with priorities above its table."""
    return word_file(
        "# Osterbridge plan 2021/24",
        "# Priority One: Survivors",
        "To give survivors what they ask for.",
        "# Priority Two: Young people",
        OBJECTIVES,
        "Agreed by the board.",
    )


def strategy_file() -> bytes:
    """A strategy's actions in Excel, with outcomes and measures merged over their actions."""
    return sheet_file(STRATEGY, name="What we will do")
