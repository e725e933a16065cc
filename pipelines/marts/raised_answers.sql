-- Raised answers: which countries answered a question higher than in the cycle before.
--
-- One row per country and item whose answer is worth more in the cycle released than in the cycle just before it, both
-- read on the scale of today (crosswalk: same or recoded). Only where both answers are listed and were asked: an answer that was
-- hidden then is no step that the country made.
-- Source: questionnaires/<instrument>/<version>/crosswalk.csv.
select
    sources.cycle,
    sources.from_cycle,
    later.country,
    sources.item,
    before.score as score_from,
    scores.score as score_to
from staging.item_sources as sources
inner join staging.comparisons as comparisons
    on sources.cycle = comparisons.cycle and sources.from_cycle = comparisons.from_cycle and comparisons.is_previous
inner join input.cycles as cycles on sources.cycle = cycles.cycle and cycles.is_current
inner join input.answers as later on sources.cycle = later.cycle and sources.item = later.item
inner join input.answers as earlier
    on sources.from_cycle = earlier.cycle and sources.from_item = earlier.item and later.country = earlier.country
inner join staging.item_scores as scores
    on later.cycle = scores.cycle and later.country = scores.country and later.item = scores.item
inner join staging.compared_scores as before
    on
        sources.cycle = before.cycle
        and sources.from_cycle = before.from_cycle
        and later.country = before.country
        and sources.item = before.item
where
    later.listed
    and earlier.listed
    and later.hidden_as is null
    and earlier.hidden_as is null
    and scores.score > before.score + 1e-9
