"""News pages of ten layouts, invented: what stands in their articles, and the furniture around it. Not for: real sites."""

from dataclasses import dataclass

_HEAD = (
    "<!doctype html><html lang=en><head><title>{title} - The Salt Coast Ledger</title>"
    '<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Salt Coast Ledger">'
    '<meta property="og:type" content="article">{more}</head><body>'
    '<header class="site-header"><a href="/">The Salt Coast Ledger</a><nav class="main-nav"><ul>'
    '<li><a href="/w">World</a></li><li><a href="/c">Coast</a></li><li><a href="/s">Sport</a></li></ul></nav></header>'
)
_FOOT = (
    '<aside class="sidebar related"><h3>Most read</h3><ul><li><a href="/1">Ferry strike enters ninth day</a></li>'
    '<li><a href="/2">Bridge to Isla Verde to reopen in June</a></li>'
    '<li><a href="/3">Harbour board elects new chair</a></li></ul></aside>'
    '<section class="newsletter"><p>Sign up for our newsletter and get the news of the coast every morning.</p></section>'
    '<footer class="site-footer"><p>© 2021 The Salt Coast Ledger. All rights reserved.</p>'
    '<ul><li><a href="/p">Privacy</a></li><li><a href="/t">Terms of use</a></li></ul></footer></body></html>'
)


@dataclass(frozen=True, slots=True)
class MadePage:
    """Hold a page, the lines that its article must hold in this order, and words that must not be in it."""

    name: str
    markup: str
    lines: tuple[str, ...]
    furniture: tuple[str, ...] = ("Ferry strike enters ninth day", "Sign up for our newsletter", "All rights reserved")


def _page(title: str, body: str, more: str = "") -> str:
    return _HEAD.format(title=title, more=more) + body + _FOOT


def _paragraphs(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


_STORY = (
    "Three people were wounded when a grenade was thrown at the office of a ferry company in Port Ellis on Friday, police said.",
    "The attacker fled on a motorcycle, according to a clerk who saw him. No group has said that it was behind the attack.",
    "“We had received telephone calls asking for money,” the owner of the company, Tomas Brandt, told reporters at the gate.",
    "Two of the wounded were dock workers and the third was a boy who sold tea, the police chief, Ana Ruiz, said.",
    "Port Ellis has seen four such attacks since March, all of them on companies that run boats to Isla Verde.",
)
_TITLE = "Grenade thrown at ferry office in Port Ellis wounds three"
_BRIEF = "Two men on a motorcycle shot dead a customs officer outside his home in Port Ellis late on Monday, police said."
_PARTS = (
    "Here is what is known of the attacks on ferry companies of the Salt Coast, and what police have said about each.",
    "1. The office in Port Ellis",
    "A grenade was thrown at the office on Friday. Three people were wounded, and the attacker has not been found so far.",
    "2. The boat at Isla Verde",
    "A boat was set on fire at its berth in April. Nobody was on board, and two boys were held for a night and let go.",
)
_ROWS = (("Place", "Wounded", "Month"), ("Port Ellis", "3", "May"), ("Isla Verde", "0", "April"), ("Cape Sorrow", "1", "March"))
_TALK = (
    "The Ledger spoke with Tomas Brandt, whose ferry office was attacked on Friday, about the calls that came before.",
    "Who called you, and what did they ask for?",
    "A man with a calm voice. He asked for two thousand a month, and he knew at what hour my daughter leaves her school.",
    "Did you go to the police with that?",
    "I did, twice. They wrote it down and told me to change the number of my telephone, which I have had for twenty years.",
)
_STAMPS = ("14:05", "13:20", "12:40")
_UPDATES = (
    "Police say that a second man has been held in the hills behind Port Ellis, and that he was carrying a pistol.",
    "The hospital says that the boy who was hurt is out of danger and that he may go home in the course of the week.",
    "A grenade has been thrown at the office of a ferry company in Port Ellis. Three people are said to be wounded.",
)
_EMBEDDED = "I saw him throw something and ride off, he did not even look round. Everybody was on the floor."


def _rows() -> str:
    return "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _ROWS)


def made_pages() -> tuple[MadePage, ...]:
    """Return the ten pages."""
    article = f'<main><article class="story"><h1>{_TITLE}</h1><p class="byline">By Ines Okoro</p>%s</article></main>'
    questions = "".join(f"<p><strong>{line}</strong></p>" if line.endswith("?") else f"<p>{line}</p>" for line in _TALK)
    live = "".join(
        f'<div class="live-post"><time>{stamp}</time><div class="post-body"><p>{line}</p></div></div>'
        for stamp, line in zip(_STAMPS, _UPDATES, strict=True)
    )
    pictures = "".join(
        f'<figure><img src="{n}.jpg"><figcaption>Photo {n}: the gate. Ledger/M. Silva</figcaption></figure><p>{line}</p>'
        for n, line in enumerate(_STORY)
    )
    listed = "".join(f"<h2>{line}</h2>" if line[0].isdigit() else f"<p>{line}</p>" for line in _PARTS)
    comments = (
        '<div id="comments"><h3>2 comments</h3><div class="comment"><p>This town was quiet once, what a shame.</p></div></div>'
    )
    old = (
        "<table width=900><tr><td><a href=/>Home</a><br><a href=/n>News</a><br><a href=/s>Sport</a></td><td><font size=2>"
        + "<br><br>".join(_STORY)
        + "</font></td></tr></table>"
    )
    quote = f'<blockquote class="pull"><p>{_EMBEDDED}</p></blockquote>'
    amp = _page(_TITLE, "<amp-sidebar><ul><li><a href=/w>World</a></li></ul></amp-sidebar>" + article % _paragraphs(_STORY))
    quoted = article % (_paragraphs(_STORY[:3]) + quote + _paragraphs(_STORY[3:]))
    return (
        MadePage("plain story", _page(_TITLE, article % _paragraphs(_STORY) + comments), _STORY, ("quiet once", "Sign up")),
        MadePage("list article", _page("The ferry attacks", article % listed), _PARTS),
        MadePage(
            "table",
            _page(_TITLE, article % (_paragraphs(_STORY) + f"<table>{_rows()}</table>")),
            (*_STORY, "Port Ellis | 3 | May", "Cape Sorrow | 1 | March"),
        ),
        MadePage("interview", _page("“They knew the hour”", article % questions), _TALK),
        MadePage("live blog", _page(_TITLE, f'<main class="live-blog"><h1>{_TITLE}</h1>{live}</main>'), _UPDATES),
        MadePage("gallery", _page(_TITLE, article % pictures), _STORY, ("Ledger/M. Silva", "Sign up for our newsletter")),
        MadePage("amp", amp.replace("<html lang=en>", "<html amp lang=en>"), _STORY),
        MadePage("brief", _page("Customs officer shot dead", article % f"<p>{_BRIEF}</p>"), (_BRIEF,)),
        MadePage("quotes", _page(_TITLE, quoted), (_STORY[2], _EMBEDDED, _STORY[4])),
        MadePage("old layout", "<html><body>" + old + "</body></html>", _STORY, ()),
    )  # fmt: skip
