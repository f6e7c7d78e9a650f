"""A whole workshop from the first command to the last, with everything that is done in it."""

from __future__ import annotations

from course.installation import Installation
from tests import rooms


def test_a_workshop_of_every_kind_runs_from_start_to_end(installation: Installation) -> None:
    room = rooms.room(installation, people=12)
    room.do("start")
    assert room.scene(room.tokens[0])["activity"]["body"] == {"paragraphs": ["Read this."]}
    room.do("next", "open")
    room.answers([{"choice": "ask"}] * 7 + [{"choice": "sorry"}] * 5)
    room.do("close")
    assert room.result() is None
    room.do("reveal")
    assert [(bar["id"], bar["share"]) for bar in room.result()["bars"]] == [
        ("leave", "few or none"),
        ("ask", "more than half"),
        ("name", "few or none"),
        ("sorry", "some"),
    ]
    room.do("next", "open")
    room.answers([{"choice": "stay"}] * 12)
    room.do("further", "further")
    room.answers([{"choice": "go"}] * 4, part=2)
    room.do("close", "reveal")
    assert [(one["id"], one["to"]) for one in room.result()["shift"]] == [
        ("stay", "fewer"),
        ("go", "more"),
    ]
