"""Other names of countries and of their people, for finding which country a text speaks of. Not for: places on a map.

Regular adjectives ("Kenyan", "Tajik") are built from the country's name; only what the rules cannot build stands here.
"""

# ISO-like code of `national_days.json` (GB stands as UK) to names and adjectives that no rule builds. Our choice.
IRREGULAR: dict[str, str] = {
    "AE": "Emirati|UAE|Emirates",
    "AF": "Afghan",
    "AR": "Argentine|Argentinian",
    "BA": "Bosnia|Bosnian",
    "BB": "Barbadian|Bajan",
    "BE": "Belgian",
    "BD": "Bangladeshi",
    "BF": "Burkinabe|Burkinabè",
    "BS": "Bahamas|Bahamian",
    "BW": "Motswana|Batswana",
    "BY": "Belarusian|Belarussian",
    "CD": "Congolese|Democratic Republic of the Congo|Democratic Republic of Congo|DR Congo",
    "CF": "Central African",
    "CG": "Republic of the Congo|Republic of Congo|Congo-Brazzaville",
    "CH": "Swiss",
    "CI": "Ivory Coast|Cote d'Ivoire|Ivorian|Ivoirian",
    "CN": "Chinese|People's Republic",
    "CV": "Cape Verde|Cape Verdean|Cabo Verdean",
    "CY": "Cypriot",
    "CZ": "Czech|Czech Republic",
    "DJ": "Djiboutian",
    "DK": "Danish|Dane|Danes",
    "DO": "Dominican Republic",
    "ES": "Spanish",
    "SZ": "Swaziland|Swazi",
    "FI": "Finnish|Finn|Finns",
    "FM": "Micronesia|Micronesian",
    "FR": "French",
    "GH": "Ghanaian",
    "GL": "Greenlandic",
    "GM": "Gambia|Gambian",
    "GR": "Greek|Hellenic",
    "HK": "Hongkong",
    "HU": "Hungarian",
    "IE": "Irish",
    "IQ": "Iraqi",
    "IS": "Icelandic",
    "KE": "Kenyan",
    "KG": "Kyrgyz|Kirghiz",
    "KN": "St Kitts and Nevis|St. Kitts and Nevis|Kittitian",
    "KP": "DPRK|North Korean",
    "KR": "South Korean",
    "KW": "Kuwaiti",
    "LA": "Lao|Laotian",
    "LB": "Lebanese",
    "LC": "St Lucia|St. Lucia|St Lucian|St. Lucian",
    "LS": "Basotho",
    "LU": "Luxembourgish",
    "ME": "Montenegrin",
    "MG": "Malagasy",
    "MK": "Macedonia|Macedonian",
    "MM": "Myanmar|Burmese",
    "MV": "Maldivian",
    "MZ": "Mozambican",
    "NE": "Nigerien",
    "NL": "Dutch|Holland",
    "NO": "Norwegian",
    "NZ": "Kiwi",
    "PE": "Peruvian",
    "PH": "Filipino|Filipina|Filipinos|Philippine",
    "PL": "Polish|Pole|Poles",
    "PT": "Portuguese",
    "PY": "Paraguayan",
    "SE": "Swedish|Swede|Swedes",
    "SA": "Saudi",
    "SB": "Solomon Islander",
    "SC": "Seychellois",
    "SD": "Sudanese",
    "SK": "Slovak",
    "SN": "Senegalese",
    "ST": "São Tomé and Príncipe|Sao Tomean",
    "TD": "Chadian",
    "TH": "Thai",
    "TL": "East Timor|Timor Leste|Timorese",
    "TR": "Turkish|Türkiye|Turkiye",
    "TT": "Trinidad|Trinidadian",
    "UA": "Ukrainian",
    "UK": "Britain|Great Britain|British",
    "US": "United States of America|U.S.|USA|America|American",
    "VC": "St Vincent and the Grenadines|St. Vincent and the Grenadines|Vincentian",
    "VN": "Viet Nam|Vietnamese",
    "XK": "Kosovan|Kosovar",
    "YE": "Yemeni",
    "ZA": "South African",
}

# Codes whose name takes no built adjective: it would be another country's ("Niger" + "ian") or a common word.
NO_ADJECTIVE = frozenset({"NE", "GG", "JE", "IM", "TD", "MC", "DM", "PN", "GU", "VA"})

_ENDINGS = (
    ("istan", ("", "i", "istani")),
    ("stan", ("",)),
    ("ia", ("ian",)),
    ("a", ("an", "ian", "ese")),
    ("e", ("an", "ian", "ean")),
    ("o", ("an", "oan", "olese", "ian")),
    ("y", ("ian", "i")),
    ("", ("i", "an", "ian", "ese", "ish")),
)


def adjectives(country: str) -> tuple[str, ...]:
    """Build the adjectives that a country's name may give, right and wrong ones alike ("Malian", "Maliese").

    The wrong ones do no harm: nobody writes them.
    """
    for ending, replacements in _ENDINGS:
        if country.endswith(ending):
            stem = country[: len(country) - len(ending)]
            return tuple(stem + replacement for replacement in replacements if len(stem + replacement) > 3)
    return ()
