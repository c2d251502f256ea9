"""The picture of a slip on the screen: the one drawing that paper uses too."""

from flask import Flask, render_template_string

from kiosk.domain.pictures import PICTURES

SHOWN = "{% from 'macros/pictures.html' import picture %}{{ picture(name, 64) }}"


def test_the_screen_draws_what_paper_draws(public_app: Flask) -> None:
    with public_app.test_request_context("/"):
        for name, drawing in PICTURES.items():
            shown = render_template_string(SHOWN, name=name)
            assert f'd="{drawing}"' in shown
            assert 'aria-hidden="true"' in shown
