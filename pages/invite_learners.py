"""The roster: who is invited, who has joined, and inviting more. Never how far anyone has come."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from course.access import Permit, Role, Viewer
from course.cohort import contact, invitations, posting, roster
from course.cohort.addresses import Remark
from course.cohort.invitations import Offer
from course.cohort.roster import RosterLine
from course.errors import GoldseamError
from course.study import record
from course.study.record import Record
from pages.ui import csv_box, errand, gate, layout, people, record_view, tab_state, wiring

MAIL_WAIT = 4.0  # seconds a click waits for its mail before the page goes on without it
ROLES = (Role.LEARNER, Role.INSTRUCTOR)

MAILED = (
    "A letter with their link goes to each. The links also stand below, under “Invitations nobody "
    "has accepted yet”."
)
BY_HAND = (
    "No letter goes out, because no mail is set up here: hand each their own link, which stands "
    "below, under “Invitations nobody has accepted yet”."
)


def draw() -> None:
    """The whole page."""
    viewer = gate.require(Permit.ACCOUNT)
    with layout.page("roster", width=860, gap="large"):
        layout.html(
            '<h1>Roster</h1><p class="gs-lead">Who is invited and who has joined. How far anyone '
            "has come is never shown here; a record is, once its learner has handed it in.</p>"
        )
        cohort_id = gate.chosen_cohort(viewer, Role.INSTRUCTOR)
        with wiring.reading() as work:
            card = contact.card(work, viewer, cohort_id)
        if card.is_complete:
            _invite(viewer, cohort_id)
        else:
            layout.note("gold", contact.INCOMPLETE)
        st.page_link(
            "change_cohort.py",
            label="Contact card and cohort settings",
            icon=":material/tune:",
            width="stretch",
        )
        with wiring.reading() as work:
            lines = roster.people(work, viewer, cohort_id)
            offers = invitations.offers(work, viewer, cohort_id)
            records = record.handed_in(work, viewer, cohort_id)
        _people(lines)
        _records(records)
        _offers(viewer, cohort_id, offers)
        _remove(viewer, cohort_id, lines)


def _invite(viewer: Viewer, cohort_id: str) -> None:
    sub = "One person a line. If any line can't be read, nobody is invited until it is mended."
    with layout.section("Invite people", sub), st.container(key="card_invite", gap="small"):
        unreachable = invitations.unreachable(wiring.installation().settings)
        if unreachable:
            layout.note("gold", unreachable)
        role = st.radio(
            "Invite them as", ROLES, format_func=people.PARTS.__getitem__, horizontal=True
        )
        with st.form("invite", border=False):
            text = st.text_area(
                "Names and addresses",
                key=tab_state.fresh_key("invite.paste"),
                height=140,
                placeholder="Ana Petrov <ana@example.org>\nBen Ode, ben@example.org",
            )
            if st.form_submit_button("Invite", type="primary"):
                _paste(viewer, cohort_id, text, role)
        said = st.container(gap="small")  # beside both buttons, so that a phone shows it too
        found = csv_box.csv_box(cohort_id, role.value)
        with said:
            kept = tab_state.take("roster.invited")
            if found is not None:
                _outcome(*found)
            elif isinstance(kept, invitations.Invited):
                _outcome(len(kept.ids), kept.problems, kept.notes)


def _paste(viewer: Viewer, cohort_id: str, text: str, role: Role) -> None:
    try:
        with wiring.writing() as work:
            done = invitations.invite(work, viewer, cohort_id, text, role.value)
    except GoldseamError as error:
        gate.say(error)
        return
    tab_state.leave("roster.invited", done)
    if done.problems:
        return  # what was pasted stays in the box, to be mended
    _post(cohort_id, done.ids)
    tab_state.clear("invite.paste")
    st.rerun()


def _post(cohort_id: str, ids: Sequence[str]) -> None:
    installation = wiring.installation()
    if ids and installation.settings.smtp_url:
        errand.beside(lambda: posting.deliver(installation, cohort_id, ids), MAIL_WAIT)


def _outcome(invited: int, problems: Sequence[Remark], notes: Sequence[Remark]) -> None:
    with st.container(key="quiet_outcome", gap="xsmall"):
        if problems:
            count = "1 line" if len(problems) == 1 else f"{len(problems)} lines"
            layout.html(people.remarks_html(f"Nobody was invited: {count} to mend.", problems))
            return
        how = "Nobody new" if invited == 0 else f"{invited} invited"
        layout.html(people.remarks_html(f"{how}.", notes))
        if invited:
            by_mail = wiring.installation().settings.smtp_url
            layout.html(f'<p class="gs-p gs-small">{MAILED if by_mail else BY_HAND}</p>')


def _people(lines: Sequence[RosterLine]) -> None:
    joined = sum(line.has_joined for line in lines)
    sub = f"{joined} joined, {len(lines) - joined} invited."
    with layout.section("Who is in", sub), st.container(key="card_roster"):
        layout.html(people.roster_html(lines))


def _records(records: Sequence[Record]) -> None:
    if records:
        folds = "".join(record_view.folded(one) for one in records)
        with layout.section("Records handed in", "Each learner's own choice, and all they gave."):
            layout.html(folds)


def _offers(viewer: Viewer, cohort_id: str, offers: Sequence[Offer]) -> None:
    said = tab_state.take("roster.offer")
    if isinstance(said, str):
        layout.note("tip", said)
    if not offers:
        return
    sub = "A link works until somebody joins by it. Hand each one to the person it is for, alone."
    with layout.section("Invitations nobody has accepted yet", sub):
        by_id = {offer.id: offer for offer in offers}
        chosen = st.selectbox(
            "Whose invitation",
            list(by_id),
            format_func=lambda i: people.named(by_id[i].name, by_id[i].email),
        )
        st.code(by_id[chosen].url, language=None, wrap_lines=True)
        with st.container(horizontal=True):
            has_mail = wiring.installation().settings.smtp_url is not None
            label = "Send it again with a new link" if has_mail else "Make a new link"
            if st.button(label):
                _renew(viewer, cohort_id, chosen)
            if st.button("Take it back"):
                _revoke(viewer, cohort_id, chosen)
        with st.expander("All links at once"):
            every = "\n".join(f"{people.named(o.name, o.email)}: {o.url}" for o in offers)
            st.code(every, language=None, wrap_lines=True)


def _renew(viewer: Viewer, cohort_id: str, invitation_id: str) -> None:
    try:
        with wiring.writing() as work:
            invitations.renew(work, viewer, cohort_id, invitation_id)
    except GoldseamError as error:
        gate.say(error)
        return
    _post(cohort_id, [invitation_id])
    tab_state.leave("roster.offer", "This is the new link. The earlier one opens nothing now.")
    st.rerun()


def _revoke(viewer: Viewer, cohort_id: str, invitation_id: str) -> None:
    try:
        with wiring.writing() as work:
            invitations.revoke(work, viewer, cohort_id, invitation_id)
    except GoldseamError as error:
        gate.say(error)
        return
    tab_state.leave("roster.offer", "The invitation is taken back. Its link opens nothing now.")
    st.rerun()


def _remove(viewer: Viewer, cohort_id: str, lines: Sequence[RosterLine]) -> None:
    joined = {(line.account_id or "", line.role): line for line in lines if line.has_joined}
    if len(joined) < 2:
        return
    with st.expander("Remove somebody from the cohort"), st.form("remove", border=False):
        chosen = st.selectbox(
            "Who",
            list(joined),
            format_func=lambda key: people.named(joined[key].name, joined[key].email),
            index=None,
            placeholder="Choose a person",
        )
        layout.html(
            '<p class="gs-small gs-muted gs-p">They can open nothing of this cohort from that '
            "moment. What a learner wrote stays sealed, and is theirs again if you invite them "
            "back and they join with the same account. Figures already counted stay.</p>"
        )
        sure = st.checkbox("Yes, remove this person")
        if st.form_submit_button("Remove") and chosen and sure:
            try:
                with wiring.writing() as work:
                    roster.remove(work, viewer, cohort_id, chosen[0], chosen[1].value)
            except GoldseamError as error:
                gate.say(error)
                return
            st.rerun()


draw()
