"""The grammar of growth claims in English: each number with the verb, the preposition and the noun before it."""
