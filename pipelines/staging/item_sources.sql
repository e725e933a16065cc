-- Item sources: where the answer to an item is found in the earlier cycles that its own is compared with.
--
-- One row per cycle, earlier cycle and item. The crosswalk says which question it was there; an item whose question is
-- new, or has changed its meaning, has no row there, nor one that was not open to the edition then.
-- recode turns a choice of the earlier list into one of the list of today; null where nothing is recoded.
-- Source: questionnaires/<instrument>/<version>/crosswalk.csv.
with crossed as (
    select
        items.cycle,
        crosswalk.from_cycle,
        items.item,
        crosswalk.from_question || substr(items.item, length(items.question) + 1) as from_item,
        string_split(nullif(crosswalk.recode, ''), '|') as recodings
    from staging.scored_items as items
    inner join staging.comparisons as comparisons on items.cycle = comparisons.cycle
    inner join input.crosswalk as crosswalk
        on items.cycle = crosswalk.cycle
        and items.question = crosswalk.question
        and comparisons.from_cycle = crosswalk.from_cycle
    inner join input.questions as earlier
        on crosswalk.from_cycle = earlier.cycle
        and crosswalk.from_question = earlier.question
        and earlier.in_edition
)

select
    cycle,
    from_cycle,
    item,
    from_item,
    map_from_entries([(split_part(pair, '=', 1), split_part(pair, '=', 2)) for pair in recodings]) as recode
from crossed
