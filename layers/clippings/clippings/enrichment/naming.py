"""Word lists by which the kind of an entity is recognized."""

from __future__ import annotations

from clippings.languages.word_lists import all_words

#: Offices and forms of address before a person's name, lower-cased, without a full stop.
TITLES = frozenset(all_words("entities", "titles"))
#: Endings of German and Scandinavian compounds that are titles: "US-Präsident", "Außenministerin".
TITLE_ENDS = all_words("entities", "title_ends")

#: Words in the names of organizations, in lower case.
ORGANISATION_WORDS = frozenset(all_words("entities", "organisation_words"))
#: Endings of German compounds that name organizations: "Notenbank", "Sprenggesellschaft".
ORGANISATION_ENDS = all_words("entities", "organisation_ends")

#: Organizations in the news that are known by a bare name.
KNOWN_ORGANISATIONS = frozenset(all_words("entities", "known_organisations"))
#: Words in capitals that are not organizations.
NO_ORGANISATION = frozenset(all_words("entities", "no_organisations"))
#: Small words within a name.
PERSON_LINKS = frozenset(all_words("entities", "person_links"))
ORGANISATION_LINKS = frozenset(all_words("entities", "organisation_links"))

#: Prepositions of place.
LOCATIVES = frozenset(all_words("entities", "locatives"))
#: Verbs of saying next to a name, lower-cased.
SPEECH = frozenset(all_words("entities", "speech"))

#: Countries by their initials.
LAND_INITIALS = frozenset(all_words("entities", "land_initials"))
#: Regions and districts that are not in the gazetteer's sources.
REGIONS = frozenset(all_words("entities", "regions"))
#: Words before a place: "die Hauptstadt Lima".
PLACE_WORDS = frozenset(all_words("entities", "place_words"))

#: Last words of phrases that are not names of people.
NO_PERSON_ENDS = frozenset(all_words("entities", "no_person_ends"))
