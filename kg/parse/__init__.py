"""Documents to units: words of the text and known names, in which the later steps look for what is said."""
