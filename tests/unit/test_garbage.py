import gc

import pytest
from unit.briefs import small_brief

from briefgen.errors import TemplateError
from briefgen.garbage import seldom_collected
from briefgen.render import render


def test_garbage_is_collected_seldom_while_a_note_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    before, usual, inside = gc.get_threshold(), (700, 10, 10), []

    def watched(*_: object) -> None:
        inside.append(gc.get_threshold())
        raise TemplateError("stop here")

    monkeypatch.setattr("briefgen.render.write_html", watched)
    gc.set_threshold(*usual)
    try:
        with pytest.raises(TemplateError):
            render(small_brief("It rained."), ("html",))
        assert inside[0][0] > 100 * usual[0]
        assert gc.get_threshold() == usual
    finally:
        gc.set_threshold(*before)


def test_collection_that_was_switched_off_stays_so() -> None:
    gc.disable()
    try:
        with seldom_collected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
