"""A corpus on disk: many documents, read in parallel into tables that other tools read too, and asked where they lie.

A store is a folder. `parts/part=ID/` hold what was read, a part of the input each, as Parquet; a part is written whole
or not at all and never changed. `corpus.json` says which parts count and which version of the tool and of the
vocabularies read them, `state/` what the corpus consists of. A change is another part and another `corpus.json`, which
takes the place of the old one in one step: whoever reads sees the store as it was before, or as it is after. Where
little changed, tables of the whole are made of those before, with the bytes that they have when made anew.
"""
