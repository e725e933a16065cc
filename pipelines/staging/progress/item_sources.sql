-- Item sources: the corresponding item in the earlier cycles with which a cycle is compared.
--
-- One row per cycle, earlier cycle and item. The crosswalk gives the earlier question; an item whose question is new, or has
-- changed its meaning, has no row, nor one that was not in the edition then. recode maps a choice of the earlier list to the
-- current list; null if nothing is recoded. Source: questionnaires/<instrument>/<version>/crosswalk.csv.
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
