"""My account: my name, where I am signed in, ways back in, and signing out."""

from __future__ import annotations

import streamlit as st

from course.access import Permit, Viewer
from course.errors import GoldseamError
from course.signing import account, coming_back, devices, sign_ins
from course.signing.account import AboutMe
from course.signing.sign_ins import SignInView
from pages.ui import account_choices, gate, layout, left_certificates, qr, wiring
from pages.ui.notice import NOT_YOU


def draw() -> None:
    """The whole page."""
    viewer = gate.require(Permit.ACCOUNT)
    with wiring.reading() as work:
        me = account.about_me(work, viewer)
        mine = sign_ins.mine(work, viewer)
    with layout.page("account", width=740, gap="large"):
        st.title("Account")
        if me.notice:
            _notice(viewer, me.notice)
        if not viewer.belongs and not viewer.may_make_cohorts:
            layout.note(
                "tip",
                "You don't belong to a cohort yet. Ask whoever runs yours for an invitation, and "
                "open its link in this browser.",
            )
        _about(viewer, me)
        account_choices.draw(viewer)
        _phrase(viewer, me)
        _device(viewer)
        _signed_in(viewer, mine)
        left_certificates.draw(viewer)


def _notice(viewer: Viewer, notice: str) -> None:
    with st.container(gap="small"):
        layout.note("gold", f"{notice} {NOT_YOU}")
        if st.button("I have read this"):
            with wiring.writing() as work:
                account.dismiss_notice(work, viewer)
            st.rerun()


def _about(viewer: Viewer, me: AboutMe) -> None:
    with layout.section("You"), st.form("about", border=False):
        name = st.text_input("Your name", me.name, max_chars=200)
        email = st.text_input(
            "Your email",
            me.email or "",
            max_chars=320,
            help="With it and your recovery phrase you can come back by yourself.",
        )
        mail_links = False
        if wiring.installation().settings.smtp_url:
            mail_links = st.checkbox(
                "Links to come back may be mailed to this address",
                me.mail_links,
                help="Turn this on only if nobody but you reads that mailbox.",
            )
        if st.form_submit_button("Save"):
            try:
                with wiring.writing() as work:
                    account.change(work, viewer, name, email, mail_links=mail_links)
                layout.note("tip", "Saved.")
            except GoldseamError as error:
                gate.say(error)


def _phrase(viewer: Viewer, me: AboutMe) -> None:
    sub = (
        "Six words that, with your email, let you back in. A new phrase takes the old one's place."
        if me.has_phrase
        else "Six words that, with your email, let you back in. You have none yet."
    )
    with layout.section("Recovery phrase", sub):
        if st.button("Make a new phrase"):
            with wiring.writing() as work:
                words = coming_back.new_phrase(work, viewer)
            st.code(words, language=None, wrap_lines=True)
            layout.note("gold", "Shown this once. Write the words down where only you look.")
            if me.email is None:
                layout.note("tip", "They work together with an email. Add one above.")


def _device(viewer: Viewer) -> None:
    with layout.section("Another device", "A link or QR code that signs you in there, once."):
        if st.button("Make a link for another device"):
            with wiring.writing() as work:
                made = devices.make_link(work, viewer)
            layout.html(f'<div class="gs-qrbox" style="max-width:15rem">{qr.image(made.url)}</div>')
            st.code(made.url, language=None, wrap_lines=True)
            text = f"It works once, for {made.minutes} minutes. Show it to nobody."
            if wiring.installation().settings.is_loopback:
                text += " This installation's address opens on this machine only."
            layout.note("gold", text)


def _signed_in(viewer: Viewer, mine: tuple[SignInView, ...]) -> None:
    with layout.section("Signed in", "No times are kept, only the way in."):
        for row in mine:
            with st.container(horizontal=True, vertical_alignment="center"):
                where = "This browser" if row.is_this_one else "Another browser"
                layout.html(f'<p class="gs-p">{where}, signed in {row.way}</p>')
                if not row.is_this_one:
                    st.button(
                        "Sign it out", key=f"end_{row.id}", on_click=_end, args=(viewer, row.id)
                    )
        layout.html('<p class="gs-p"><a href="/sign-out">Sign out here, or everywhere</a></p>')
    with layout.section(
        "My data", "Everything that is held about you, to see, take along or erase."
    ):
        layout.html('<p class="gs-p"><a href="/my-data">Open My data</a></p>')


def _end(viewer: Viewer, sign_in_id: str) -> None:
    try:
        with wiring.writing() as work:
            sign_ins.end(work, viewer, sign_in_id)
    except GoldseamError:
        return  # it was signed out already, which is what was asked


draw()
