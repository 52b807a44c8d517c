"""What the vocabularies say beyond names: where corpora attest them, and what became of bodies."""
