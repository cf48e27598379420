"""The words every rule speaks in: ids, refusals, waivers and outcomes."""
