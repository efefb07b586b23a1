"""The words of each language for the rules: one TOML file per language, compiled for fast loading.

``<code>.toml`` is the source, by BCP 47 code; ``any.toml`` has the words that every language borrows, such as the names
of agencies. ``tools/compile_languages.py`` checks the files and writes ``compiled/<subject>.json``, which is what the
package reads: a process that only cuts articles loads no stop words, and none parses TOML.
"""
