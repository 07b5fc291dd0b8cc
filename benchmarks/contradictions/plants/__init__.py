"""All contradictions: functions that yield the places where each can be planted."""

from __future__ import annotations

from benchmarks.contradictions.planting import Plant
from benchmarks.contradictions.plants import (
    account,
    cards_and_rows,
    fields,
    indicators,
    money,
    rates,
    rounds,
)

PLANTS: tuple[Plant, ...] = (
    rounds.round_left_out_of_a_card,
    rounds.round_added_to_a_card,
    rounds.year_left_out_of_a_round,
    rounds.cross_removed_from_a_row,
    rounds.cross_added_to_a_row,
    money.amount_changed_in_a_call_table,
    money.amount_changed_in_the_funding_table,
    money.total_without_parts,
    money.operating_support_above_its_share,
    cards_and_rows.row_removed,
    cards_and_rows.card_removed,
    cards_and_rows.code_changed_in_a_row,
    cards_and_rows.title_changed_in_a_row,
    cards_and_rows.title_changed_over_a_card,
    cards_and_rows.title_changed_over_a_chapter,
    cards_and_rows.measure_renumbered,
    cards_and_rows.code_used_twice,
    indicators.indicator_misprinted,
    indicators.indicator_of_another_objective,
    indicators.indicators_denied,
    indicators.output_left_out,
    indicators.total_indicator_left_out,
    rates.rate_too_high,
    rates.raised_rate_too_high,
    rates.condition_of_no_listed_action,
    rates.rate_of_no_custom,
    rates.specific_action_raised,
    rates.listed_action_not_raised,
    rates.activity_in_two_cards,
    fields.start_emptied,
    fields.field_emptied,
    fields.label_unknown,
    fields.cell_with_words,
    account.date_not_filled_in,
    account.code_misprinted_in_the_progress,
    account.measure_in_both_states,
    account.total_changed_in_the_progress,
)
