"""The strategy as the workbook a policy officer keeps: outcome, actions, lead, measures, and no dates.

An outcome and its measures stand only on its first row, the measures as bulleted lines of one cell.
"""

import io

import xlsxwriter

from quorate.cli.demonstration.content import place
from quorate.domain.plans.facts import EntryKind


def marlhaven_strategy_xlsx() -> bytes:
    """Five outcomes, 22 actions and 16 measures on one sheet, under a title and an empty row."""
    plan = next(plan for plan in place("marlhaven").plans if plan.key == "strategy")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        sheet = book.add_worksheet("What we will do")
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 70)
        sheet.set_column(2, 3, 36)
        sheet.write(0, 0, plan.name)
        sheet.write_row(2, 0, ("Outcome", "Actions", "Lead", "Measure"), bold)
        row = 3
        for outcome in plan.of(EntryKind.OUTCOME):
            measures = "\n".join(f"• {measure.text}" for measure in outcome.measures)
            for n, action in enumerate(plan.children(outcome.key)):
                leads = "\n".join(lead.raw for lead in action.leads)
                first = (outcome.text, action.text, leads, measures)
                sheet.write_row(row, 0, first if n == 0 else ("", action.text, leads, ""), wrapped)
                row += 1
    return out.getvalue()
