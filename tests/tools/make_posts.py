"""Write a site of many short posts: what lists, numbers of pages and neighbours are tried on.

The same number and seed give the same files, byte for byte::

    python tests/tools/make_posts.py 1040 folder
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

CONF = """\
extensions = ["sphinx_paperreview"]
html_theme = "sphinx_paperreview"
html_baseurl = "https://example.org/"
html_copy_source = False
paperreview_feeds = False
language = "ko"
"""
WORDS = ("모델", "학습", "추론", "정렬", "증류", "attention", "diffusion", "agent", "reward")
FIRST_DAY = date(2023, 1, 1)


def write_posts(folder: Path, count: int, *, seed: int = 1) -> list[tuple[str, date]]:
    """Write a site of *count* posts in one category; return their names and days, newest first.

    Several posts share a day, so that their order hangs on their names.
    """
    chance = random.Random(seed)
    (folder / "ai/review").mkdir(parents=True)
    (folder / "conf.py").write_text(CONF, "utf-8")
    (folder / "index.md").write_text("# 최근 글\n", "utf-8")
    posts = []
    for number in range(1, count + 1):
        day = FIRST_DAY + timedelta(days=chance.randrange(count))
        title = f"{' '.join(chance.sample(WORDS, 3))} {number}"
        name = f"ai/review/post-{number:05}"
        text = f"---\ntitle: {title}\ndate: {day}\n---\n\n글 {number}의 **본문(text)**입니다.\n"
        (folder / f"{name}.md").write_text(text, "utf-8")
        posts.append((name, day))
    return sorted(posts, key=lambda post: (post[1], post[0]), reverse=True)


if __name__ == "__main__":
    write_posts(Path(sys.argv[2]), int(sys.argv[1]))
