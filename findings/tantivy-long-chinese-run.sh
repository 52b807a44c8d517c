#!/usr/bin/env bash
# Tantivy's default index drops every run of more than 13 Chinese characters: the clause is in the index and cannot be found.
#
# Who is hurt: whoever gives a Chinese archive to tantivy (or a tool on top of it) with the default tokenizer and tries a
# few short words: a heading of 6 characters is found, so the index seems to work. A run without punctuation is one token;
# a token of 40 bytes and more is thrown away, and a Chinese character has three. Short clauses stay, long ones vanish.
#
# Guess before the run: a text is found by the whole of one of its clauses.
# Seen with tantivy 0.27.0 (Python): 13 characters are found, 14 are not; nothing is said at indexing or asking.
# What to do: index words that a segmenter has cut, or register an n-gram tokenizer.
# Source: docs.rs, tantivy::tokenizer::RemoveLongFilter (a limit in bytes of UTF-8); the limit of the default by this run.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q --disable-pip-version-check install tantivy==0.27.0
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
import tantivy

schema = tantivy.SchemaBuilder().add_text_field("text", stored=True).build()
index = tantivy.Index(schema)
writer = index.writer()
clause = "全面推进城镇老旧小区改造工作落实"
lengths = (6, 13, 14, 16)
for length in lengths:
    writer.add_document(tantivy.Document(text=[clause[:length]]))
writer.commit()
index.reload()
searcher = index.searcher()
found = {n: len(searcher.search(index.parse_query(f'"{clause[:n]}"', ["text"]), 10).hits) for n in lengths}
print("characters in the clause, hits for the clause itself:", found)
assert found == {6: 1, 13: 1, 14: 0, 16: 0}, "long runs are kept now"
PYTHON
