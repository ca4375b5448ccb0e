"""Name the language of a text. Not for: reading it.

English and seven neighbours are told by their function words in a few microseconds; only a text that shows none of them
costs py3langid's model, which needs 0.5 s and 100 MB to load (measured) and so is loaded when it is first wanted.
"""

import functools
import re
from typing import Any

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = {
    "en": """the of and to in that is was for on with he said as his by at it has have had from be were are not they their but who
        which this would will been she an after about more than or its into over could when there where what we you i our""",
    "de": """der die das und den von zu mit ist im für auf ein eine nicht es sich dem des auch als wird aus bei er sie
        hat dass nach
        einer um noch werden""",
    "fr": """les des et du est dans qui une pour sur pas au plus par ce sont avec il elle ont aux cette mais été nous
        leur deux""",
    "es": """el los del las se una por con su al lo como más pero sus fue este ha que también sobre entre cuando muy
        hasta desde""",
    "it": """il che di per è una non si della con gli da sono alla del dei nel le anche come più ha questo ma delle
        nella stato""",
    "pt": """que do da em um para com não uma os na se por mais dos foi ao das à seu sua ou quando muito já também pelo pela""",
    "nl": """het een dat op te zijn voor met die niet aan er om ook als bij door maar naar heeft hij werd wordt uit nog worden""",
    "sv": """och att det som på är av för med den till inte har ett om men var jag från vi så kan när efter vid""",
}
_SHARE_NEEDED, _LEAD_NEEDED = 0.18, 1.6
_FEWEST = 8
_MAX_CHARS = 20_000


@functools.cache
def _sets() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _by_function_words(words: list[str]) -> str | None:
    shares = sorted(((sum(word in known for word in words) / len(words), code) for code, known in _sets().items()), reverse=True)
    (best, code), (second, _) = shares[0], shares[1]
    return code if best >= _SHARE_NEEDED and best >= _LEAD_NEEDED * second else None


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, None when it is too short or too mixed to tell.

    Only the first 20,000 characters count. Source: shares chosen on the training captures; py3langid (Lui & Baldwin 2012).
    """
    head = text[:_MAX_CHARS]
    words = [word.lower() for word in _WORD.findall(head)]
    if len(words) < _FEWEST:
        return None
    code = _by_function_words(words)
    if code is None:
        found, score = _identifier().classify(head)
        code = str(found)[:2] if score >= 0.5 and len(str(found)) == 2 else None
    return code
