-- Raised answers: countries with a higher answer to a question than in the previous cycle.
--
-- One row per country and item whose answer scores higher in the cycle released than in the previous one, both on the current
-- scale (crosswalk: same or recoded). Only if both answers are listed and were asked: an answer that was hidden then is not a
-- step of the country. Source: questionnaires/<instrument>/<version>/crosswalk.csv.
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
