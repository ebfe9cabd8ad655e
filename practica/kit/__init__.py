"""The ground floor: access, models, markup, jobs and interface parts; no word of the domain in here."""
