-- Compared answers: the score of a country's comparable answers at the baseline and now.
--
-- One row per country that reported in both, indicator and item (or group of items of which the best counts), in the cycle
-- released and its baseline. Both scores use the scale of the later cycle. contribution is that of the item to the change of
-- its indicator: its share of the compared weight, times the difference. Missing: the scores are null unless there is one in
-- both cycles; contribution also if too little of the indicator can be compared. If the country allows an answer of either
-- cycle in scores without listing it, listed is false and all of these are null. Source: method, "Progress".
with listings as (
    select
        sources.cycle,
        sources.from_cycle,
        links.indicator,
        coalesce(links.combine, links.item) as item,
        later.country,
        -- An item without a row is blank, and a blank may be listed.
        bool_and(coalesce(later.listed, true) and coalesce(earlier.listed, true)) as listed
    from staging.item_sources as sources
    inner join staging.comparisons as comparisons
        on sources.cycle = comparisons.cycle and sources.from_cycle = comparisons.from_cycle and comparisons.is_baseline
    inner join input.cycles as cycles on sources.cycle = cycles.cycle and cycles.is_current
    inner join staging.indicator_items as links on sources.cycle = links.cycle and sources.item = links.item
    inner join input.answers as later on sources.cycle = later.cycle and sources.item = later.item
    inner join input.answers as earlier
        on sources.from_cycle = earlier.cycle and sources.from_item = earlier.item and later.country = earlier.country
    group by sources.cycle, sources.from_cycle, links.indicator, coalesce(links.combine, links.item), later.country
),

totals as (
    select
        cycle,
        from_cycle,
        country,
        indicator,
        sum(weight) as weight
    from scores.progress_items
    where score_to is not null
    group by cycle, from_cycle, country, indicator
)

select
    compared.cycle,
    compared.from_cycle,
    compared.country,
    compared.indicator,
    compared.unit as item,
    listings.listed,
    case when listings.listed then compared.score_from end as score_from,
    case when listings.listed then compared.score_to end as score_to,
    case when listings.listed and indicators.compares and compared.score_to is not null
        then compared.weight / totals.weight end as weight_in_indicator,
    case when listings.listed and indicators.compares
        then compared.weight / totals.weight * (compared.score_to - compared.score_from) end as contribution
from scores.progress_items as compared
inner join listings
    on compared.cycle = listings.cycle
    and compared.from_cycle = listings.from_cycle
    and compared.country = listings.country
    and compared.indicator = listings.indicator
    and compared.unit = listings.item
inner join scores.progress_indicators as indicators
    on compared.cycle = indicators.cycle
    and compared.from_cycle = indicators.from_cycle
    and compared.country = indicators.country
    and compared.indicator = indicators.indicator
left join totals
    on compared.cycle = totals.cycle
    and compared.from_cycle = totals.from_cycle
    and compared.country = totals.country
    and compared.indicator = totals.indicator
