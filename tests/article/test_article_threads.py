"""Pages that many threads read at once, as the web server does."""

from concurrent.futures import ThreadPoolExecutor

from test_bad_pages import cleaned, markup

N_PAGES = 24


def test_pages_read_at_once_give_what_they_give_one_by_one() -> None:
    pages = [
        markup(
            date=f"<time datetime='2017-10-{day:02}'>{day} October 2017</time>", below=f"<p>More news of {day}</p>" * (5 * day)
        )
        for day in range(1, N_PAGES + 1)
    ]
    alone = [cleaned(page) for page in pages]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(cleaned, pages)) == alone
