"""What somebody must be for something to be allowed."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A person's part in a cohort."""

    INSTRUCTOR = "instructor"
    LEARNER = "learner"


class Permit(StrEnum):
    """What someone must be for an operation to run."""

    ANYONE = "anyone"  # no sign-in needed
    ACCOUNT = "account"  # any signed-in account, for its own things
    OWNER = "owner"  # the installation's owner
    MAKER = "maker"  # whoever may make cohorts: owners, and those they granted it
    TEACHER = "teacher"  # an instructor of any cohort, or whoever may make cohorts
    INSTRUCTOR = "instructor"  # an instructor of the cohort named by ``cohort_id``
    LEARNER = "learner"  # a learner of the cohort named by ``cohort_id``
    MEMBER = "member"  # an instructor or learner of the cohort named by ``cohort_id``
    HOST = "host"  # a host of the workshop's run named by ``run_id``, who still teaches
