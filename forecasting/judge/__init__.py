"""From a dossier and a scenario to findings: evidence, checks, plans, odds, and the assessment that holds them."""
