"""Turtle to words: the records of the ontology, how they are loaded, and the lexicon that looks them up."""
