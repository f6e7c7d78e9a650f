"""What learners write and do, by pid alone. No row here leads to a name, and none carries a time.

Keys are random and the tables keep no insertion order; the time of a text is inside its seal.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import UNORDERED, Base, random_id


class Enrolment(Base):
    """A pid, minted with others in a shuffled batch when the cohort was made, and its wrapped key.

    Nothing in this row changes when somebody is given the pid.
    """

    __tablename__ = "enrolment"
    __table_args__ = UNORDERED
    pid: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    key_wrapped: Mapped[str] = mapped_column(String(200))


class Uncounted(Base):
    """A pid that counts in no figure of its cohort: its holder brought writing from another one."""

    __tablename__ = "uncounted"
    __table_args__ = UNORDERED
    pid: Mapped[str] = mapped_column(
        ForeignKey("enrolment.pid", ondelete="CASCADE"), primary_key=True
    )


class Roster(Base):
    """The pids that count in a cohort's releases, fixed at the freeze; in a pool's, by cohort."""

    __tablename__ = "roster"
    __table_args__ = UNORDERED
    cohort_id: Mapped[str] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True
    )
    pid: Mapped[str] = mapped_column(String(32), primary_key=True)


class EditionRow(Base):
    """A lesson as it read when it was first loaded: its canonical form and that form's hash."""

    __tablename__ = "edition"
    __table_args__ = UNORDERED
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(80), index=True)
    canonical: Mapped[str] = mapped_column(Text)


class Draft(Base):
    """The unfinished text of one writing box. A lower revision never replaces a higher one.

    ``box`` is ``<lesson id>/<exercise id>`` with an optional ``/<part>``.
    """

    __tablename__ = "draft"
    __table_args__ = UNORDERED
    pid: Mapped[str] = mapped_column(
        ForeignKey("enrolment.pid", ondelete="CASCADE"), primary_key=True
    )
    box: Mapped[str] = mapped_column(String(250), primary_key=True)
    revision: Mapped[int]
    sealed: Mapped[str] = mapped_column(Text)


class Attempt(Base):
    """One submitted answer; revising makes the next number, and the earlier one stays.

    ``sealed`` opens to JSON: ``{"at": ISO time, ...the answer's own fields}``.
    ``submission_key`` is made when the box is drawn, so that a retry stores nothing new.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("pid", "submission_key", name="uq_attempt_submission"),
        UniqueConstraint("pid", "lesson_id", "exercise_id", "number", name="uq_attempt_number"),
        UNORDERED,
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    pid: Mapped[str] = mapped_column(ForeignKey("enrolment.pid", ondelete="CASCADE"), index=True)
    lesson_id: Mapped[str] = mapped_column(String(80))
    exercise_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    edition: Mapped[str] = mapped_column(String(64))
    submission_key: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[str] = mapped_column(Text)


class ReplyRating(Base):
    """How a learner rated one attempt at a reply: ``first`` before comparing, ``again`` after it.

    ``sealed`` opens to ``{"at": ISO time, "ratings": {skill: 1-5}, "words": {skill: own words}}``.
    """

    __tablename__ = "reply_rating"
    __table_args__ = UNORDERED
    pid: Mapped[str] = mapped_column(
        ForeignKey("enrolment.pid", ondelete="CASCADE"), primary_key=True
    )
    lesson_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    exercise_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    moment: Mapped[str] = mapped_column(String(8), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)


class ReturnItem(Base):
    """Something that comes back for practice: the exercise's address, and when, inside the seal.

    ``sealed`` opens to what ``course.study.schedule`` writes.
    """

    __tablename__ = "return_item"
    __table_args__ = UNORDERED
    pid: Mapped[str] = mapped_column(
        ForeignKey("enrolment.pid", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(170), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)


class Sheet(Base):
    """One page of a learner's own making, such as their next steps, sealed."""

    __tablename__ = "sheet"
    __table_args__ = UNORDERED
    pid: Mapped[str] = mapped_column(
        ForeignKey("enrolment.pid", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)


class UnderWay(Base):
    """What a learner is in the middle of at an exercise, before they hand it in, sealed.

    ``place`` is ``<lesson id>/<exercise id>``; ``sealed`` opens to what
    ``course.study.under_way`` writes.
    """

    __tablename__ = "under_way"
    __table_args__ = UNORDERED
    pid: Mapped[str] = mapped_column(
        ForeignKey("enrolment.pid", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[str] = mapped_column(String(170), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)


class StepDone(Base):
    """A step whose required exercises are done (or that had none and was passed)."""

    __tablename__ = "step_done"
    __table_args__ = UNORDERED
    pid: Mapped[str] = mapped_column(
        ForeignKey("enrolment.pid", ondelete="CASCADE"), primary_key=True
    )
    lesson_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    step_id: Mapped[str] = mapped_column(String(80), primary_key=True)


class Position(Base):
    """The step at which a learner last was, in each lesson."""

    __tablename__ = "position"
    __table_args__ = UNORDERED
    pid: Mapped[str] = mapped_column(
        ForeignKey("enrolment.pid", ondelete="CASCADE"), primary_key=True
    )
    lesson_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    step_id: Mapped[str] = mapped_column(String(80))


class Contribution(Base):
    """One learner's value in one channel, waiting for a tick.

    ``channel`` is ``<wave>/<kind>/<item>``, for example ``before/rating/notice`` or
    ``during/completion/<lesson id>``. ``due_on`` is the first tick date on or after the day it was
    made, so that it carries no finer time. A released value never changes.
    """

    __tablename__ = "contribution"
    __table_args__ = UNORDERED
    cohort_id: Mapped[str] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True
    )
    channel: Mapped[str] = mapped_column(String(200), primary_key=True)
    pid: Mapped[str] = mapped_column(
        ForeignKey("enrolment.pid", ondelete="CASCADE"), primary_key=True
    )
    value: Mapped[int]
    due_on: Mapped[date]


class Released(Base):
    """A roster learner whose contribution is behind a channel's published state (the set U).

    Only of figures that may grow again. In a pool ``cohort_id`` is that of the pool. It is no
    foreign key: a tick would look its one cohort up again for every person it notes, and cohorts
    are never removed.
    """

    __tablename__ = "released"
    __table_args__ = UNORDERED
    cohort_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(200), primary_key=True)
    pid: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int]
    seq: Mapped[int]


class TickDone(Base):
    """A channel's tick that has been decided: its coin is stored and is never tossed again.

    ``seq`` and ``label`` are set when the tick published; ``label`` is the finished text. As with
    :class:`Released`, ``cohort_id`` is no foreign key.
    """

    __tablename__ = "tick_done"
    __table_args__ = UNORDERED
    cohort_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(200), primary_key=True)
    tick_on: Mapped[date] = mapped_column(primary_key=True)
    coin_waits: Mapped[bool | None]
    seq: Mapped[int | None]
    label: Mapped[str | None] = mapped_column(String(200))
    group_label: Mapped[str | None] = mapped_column(String(12))
