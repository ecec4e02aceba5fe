"""The pages of lost-weapon notices and hits."""

from node.console.notices import hit_acts, notice_acts
from node.console.notices.hit import hit_page
from node.console.notices.listing import hits_page, notices_page
from node.console.notices.notice import notice_page
from node.console.page import ConsoleRoom, Page

ROOM = ConsoleRoom(
    package="node.console.notices",
    pages=(
        Page(path="/notices", name="notices", show=notices_page, section="notices"),
        Page(path="/hits", name="hits", show=hits_page, section="hits"),
        *notice_acts.PAGES,
        *hit_acts.PAGES,
        Page(path="/notices/{notice_id}", name="notice", show=notice_page, section="notices"),
        Page(path="/hits/{hit_id}", name="hit", show=hit_page, section="hits"),
    ),
)
