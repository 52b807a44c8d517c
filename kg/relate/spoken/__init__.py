"""Who is spoken of: the subjects that clauses name, those that they leave out, and the step from clause to clause."""
