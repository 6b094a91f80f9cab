"""The grammar of growth claims in Chinese: clauses read from left to right, each number with the words around it."""
