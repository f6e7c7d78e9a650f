"""Which tests hold each of the design’s attackers, T0 to T14; ``make soak`` runs them large."""

from __future__ import annotations

ATTACKS = "tests/privacy/test_attacks.py"
PLANNER = "tests/privacy/test_planner.py"
READING = "tests/privacy/test_reading.py"
DOOR = "tests/privacy/test_release_door.py"
ROUNDS = "tests/privacy/test_live_rounds.py"
WALL = "tests/privacy/test_wall_batches.py"

HELD: dict[str, tuple[str, ...]] = {
    # The same attackers read a live board.
    "T0": (
        f"{ATTACKS}::test_every_attacker_reads_a_live_board",
        f"{ATTACKS}::test_waiting_for_five_answers_protects_few",
    ),
    # One learner rates, the others don't; with accomplices; beside all other ratings.
    "T1": (
        f"{ATTACKS}::test_one_persons_rating_stays_a_guess",
        f"{ATTACKS}::test_it_does_beside_every_other_rating_that_is_published",
    ),
    # Everyone else's rating is known.
    "T2": (f"{ATTACKS}::test_even_knowing_everyone_else_leaves_doubt",),
    # One learner's completion; with accomplices; beside everything else.
    "T3": (
        f"{ATTACKS}::test_one_persons_completion_stays_a_guess",
        f"{ATTACKS}::test_it_does_beside_everything_else_that_is_published",
        f"{ATTACKS}::test_who_does_everything_or_nothing_stays_a_guess",
    ),
    # Random courses: contributor sets differ by nobody or by a batch.
    "T4": (
        f"{PLANNER}::test_any_two_published_states_differ_by_a_batch_or_not_at_all",
        f"{PLANNER}::test_in_a_pool_too_and_of_nobody_twice",
        "tests/privacy/test_traces.py"
        "::test_whatever_happens_a_figure_changes_by_a_batch_of_people_or_not_at_all",
    ),
    # Reshuffled values: the same pattern and the same rows.
    "T5": (
        f"{PLANNER}::test_whether_a_figure_appears_never_depends_on_the_ratings",
        f"{READING}::test_the_csv_has_the_same_rows_before_and_after_figures_come",
    ),
    # All linear combinations of labels: nobody is isolated; and what they tell of a rating.
    "T6": (
        f"{PLANNER}::test_any_two_published_states_differ_by_a_batch_or_not_at_all",
        f"{ATTACKS}::test_it_does_beside_every_other_rating_that_is_published",
    ),
    # Unanimous values: clamps and caps.
    "T7": (
        f"{PLANNER}::test_no_label_lies_outside_its_clamp_or_cap",
        f"{PLANNER}::test_no_label_of_the_other_kinds_lies_outside_its_clamp_either",
        "tests/privacy/test_extremes.py::test_when_everybody_is_alike_figures_stop_at_their_clamps",
        "tests/privacy/test_extremes.py"
        "::test_of_sixty_who_are_alike_shares_stop_at_a_fifth_and_four_fifths",
    ),
    # A hundred reads within a tick.
    "T8": (f"{READING}::test_a_hundred_reads_within_a_tick_are_the_same_bytes",),
    # Any event between ticks.
    "T9": (f"{READING}::test_no_event_between_ticks_changes_a_byte",),
    # A released learner is erased.
    "T10": (
        "tests/course/test_erasing.py::test_what_was_published_stays_and_still_counts_as_many",
        "tests/course/test_erasing.py::test_erasing_leaves_no_row_of_the_person",
        "tests/privacy/test_pools.py"
        "::test_an_erased_learner_of_a_pool_leaves_its_figures_as_they_are",
    ),
    # Late and staff accounts contribute.
    "T11": (
        "tests/privacy/test_counting.py"
        "::test_staff_and_late_joiners_are_not_counted_and_leave_no_row",
        "tests/privacy/test_pools.py::test_whoever_instructs_one_of_them_is_counted_in_none",
    ),
    # Polls in a live room: too few votes, watched vote by vote, a second reveal, shared texts.
    "T12": (
        f"{ROUNDS}::test_a_poll_with_too_few_votes_tells_nothing",
        f"{ROUNDS}::test_a_poll_watched_vote_by_vote_tells_only_when_enough_have_voted",
        f"{ROUNDS}::test_a_second_reveal_and_a_second_vote_are_refused",
        f"{ROUNDS}::test_the_queue_looks_the_same_for_no_text_and_for_thirty",
        f"{WALL}::test_five_people_wait_and_the_sixth_lets_all_six_out",
    ),
    # As the instructor's login or file handle.
    "T13": (
        f"{DOOR}::test_every_raw_table_is_refused",
        f"{DOOR}::test_nothing_is_written_through_the_door",
        f"{DOOR}::test_sqlite_refuses_every_other_way_to_something_else",
        f"{DOOR}::test_the_login_cannot_become_anyone_else_nor_count_what_tables_do",
        "tests/privacy/test_release_counters.py"
        "::test_no_counter_of_a_raw_table_is_open_to_the_login",
    ),
    # Names, ids and texts in logs, tracebacks and the release store.
    "T14": (
        "tests/pages/test_canaries.py::test_200_texts_reach_nobody_else_and_no_log",
        "tests/privacy/test_extremes.py::test_nothing_of_anybody_is_in_the_release_store_or_a_log",
    ),
}


def files() -> list[str]:
    """Every file that holds one of them."""
    return sorted({test.partition("::")[0] for tests in HELD.values() for test in tests})
