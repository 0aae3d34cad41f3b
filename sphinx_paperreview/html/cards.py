"""Social cards: a picture for each post that has none, drawn only where it is new."""

from __future__ import annotations

import filecmp
import shutil
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.parallel import ParallelTasks, make_chunks, parallel_available

from sphinx_paperreview.core.cards import build_card, find_card_file
from sphinx_paperreview.core.fonts import FontError
from sphinx_paperreview.core.records import digest
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.html.addresses import find_early
from sphinx_paperreview.html.context import strip_tags
from sphinx_paperreview.html.listings import find_extra_files
from sphinx_paperreview.html.neighbours import OPENGRAPH, has_neighbour
from sphinx_paperreview.links import is_page_builder
from sphinx_paperreview.settings import read_settings
from sphinx_paperreview.site import find_picture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_paperreview.core.cards import CardView
    from sphinx_paperreview.html.card_drawing import CardPen

logger = logging.getLogger(__name__)

_PILLOW = "PIL"
#: Ends the name of a card that lacks a letter: it is drawn each time, to say so each time.
_LACKING = "-lacking.png"
#: Cards that are worth a process of their own.
_MANY = 20


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Have all cards in the cache before pages that name them are compared."""
    domain = find_domain(env)
    domain.cards = {}
    if not wants_cards(app):
        return
    cards = list_cards(app)
    pens = find_pens(app, {card.languages for card in cards.values()})
    if not pens:
        return
    folder = find_cache(app)
    folder.mkdir(parents=True, exist_ok=True)
    names = name_cards(cards, pens)
    # Equal cards are one file in the cache.
    new = {name: doc for doc, name in names.items() if not (folder / name).is_file()}
    lacking = draw_all(app, sorted(new), partial(draw_some, cards, new, pens, folder))
    for docname, name in names.items():
        letters = lacking.get(name, ())
        if letters:
            words = ", ".join(f"{letter!r} (U+{ord(letter[0]):04X})" for letter in letters)
            message = f"no font of social cards has {words}: name one in paperreview_card_fonts"
            report(Problem.GLYPH, message, docname)
    names = {doc: find_name(name, lacking.get(name, ())) for doc, name in names.items()}
    domain.cards = {doc: name for doc, name in names.items() if (folder / name).is_file()}
    kept = set(domain.cards.values())
    for path in sorted(folder.iterdir()):
        if path.name not in kept:
            path.unlink()


def wants_cards(app: Sphinx) -> bool:
    """Return whether cards are drawn: asked for, possible, and nobody else's business."""
    if not read_settings(app.config).social_cards or not is_page_builder(app.builder):
        return False
    if find_spec(_PILLOW) is None:
        message = (
            "paperreview_social_cards needs Pillow: pip install 'sphinx-paperreview[cards]'; "
            "no social cards are drawn"
        )
        report(Problem.CONFIG, message)
        return False
    # Pages name their pictures by absolute addresses only.
    return bool(app.config.html_baseurl) and not has_neighbour(app, OPENGRAPH)


def list_cards(app: Sphinx) -> dict[str, CardView]:
    """Return what is to be drawn for posts that have no picture of their own."""
    reviews = find_domain(app.env).library.reviews
    early, site = find_early(app, reviews), strip_tags(app.config.html_title)
    return {
        docname: build_card(review, site, app.config.language)
        for docname, review in sorted(reviews.items())
        if docname not in early and not find_picture(app, review.thumbnail)
    }


def find_pens(
    app: Sphinx, wanted: set[tuple[str, ...]]
) -> dict[tuple[str, ...], tuple[CardPen, str]]:
    """Return what cards are drawn with and its name, by their languages; none without fonts."""
    from sphinx_paperreview.html.card_drawing import build_pen, identify
    from sphinx_paperreview.html.card_fonts import find_font_files, find_system_fonts, read_faces

    fonts: list[str] = []
    for name in read_settings(app.config).card_fonts:
        path = str(Path(app.confdir, name))
        try:
            read_faces(path)
            fonts.append(path)
        except FontError as error:
            message = f"paperreview_card_fonts: {name!r} {error}; the others are used"
            report(Problem.CONFIG, message)
    known = {} if fonts else find_font_files()
    pens = {}
    for languages in sorted(wanted):
        paths = fonts or find_system_fonts(languages, known)
        if not paths:
            message = "no font for social cards: name a font file in paperreview_card_fonts"
            report(Problem.CONFIG, message)
            return {}
        pen = build_pen(paths, languages)
        pens[languages] = pen, identify(pen)
    return pens


def name_cards(
    cards: Mapping[str, CardView], pens: Mapping[tuple[str, ...], tuple[CardPen, str]]
) -> dict[str, str]:
    """Return the files of cards in the cache, named by all that they are made of."""
    return {
        docname: f"{digest((pens[card.languages][1], card))}.png" for docname, card in cards.items()
    }


def find_name(name: str, letters: tuple[str, ...]) -> str:
    """Return the file of a card in the cache, by whether it lacks letters."""
    return name.replace(".png", _LACKING) if letters else name


def draw_all(
    app: Sphinx, names: Sequence[str], draw: partial[dict[str, tuple[str, ...]]]
) -> dict[str, tuple[str, ...]]:
    """Draw cards, in several processes where the build has them; return letters that lack."""
    if not names:
        return {}
    logger.info("drawing social cards: %d", len(names))
    if not parallel_available or app.parallel < 2 or len(names) < _MANY:  # noqa: PLR2004
        return draw(names)
    found: dict[str, tuple[str, ...]] = {}
    tasks = ParallelTasks(app.parallel)
    for chunk in make_chunks(names, app.parallel, maxbatch=len(names)):
        tasks.add_task(draw, chunk, lambda _, result: found.update(result))
    tasks.join()
    return found


def draw_some(
    cards: Mapping[str, CardView],
    docnames: Mapping[str, str],
    pens: Mapping[tuple[str, ...], tuple[CardPen, str]],
    folder: Path,
    names: Sequence[str],
) -> dict[str, tuple[str, ...]]:
    """Draw cards into the cache, and return the letters that no font has, by card."""
    from sphinx_paperreview.html.card_drawing import draw_card, fit_card

    lacking = {}
    for name in names:
        view = cards[docnames[name]]
        pen, _ = pens[view.languages]
        card, lacking[name] = fit_card(view, pen)
        # A post whose title nobody could read has no card.
        if card.title:
            path = folder / find_name(name, lacking[name])
            # A build that is stopped leaves no half of a picture.
            part = path.with_suffix(".part")
            part.write_bytes(draw_card(card, pen))
            part.replace(path)
    return lacking


def on_paperreview_files(app: Sphinx) -> set[str]:
    """Put the cards into the site, and return their names."""
    domain = find_domain(app.env)
    files = {find_card_file(docname): name for docname, name in domain.cards.items()}
    taken = find_extra_files(app) if files else set()
    for name in files.keys() - taken:
        source, path = find_cache(app) / files[name], Path(app.outdir, name)
        if not path.is_file() or not filecmp.cmp(source, path):
            path.parent.mkdir(parents=True, exist_ok=True)
            # With its time, so that the next build need not look into it.
            shutil.copy2(source, path)
    return files.keys() - taken


def find_cache(app: Sphinx) -> Path:
    """Return the folder that keeps cards between builds."""
    return Path(app.doctreedir, "paperreview-cache", "cards")


def setup(app: Sphinx) -> None:
    """Draw when the library stands, before pages are compared with what they were."""
    app.connect("env-updated", on_env_updated, priority=550)
    app.connect("paperreview-files", on_paperreview_files)
