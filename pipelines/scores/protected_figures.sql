-- Protected figures: the indicators, pillars, dimensions and areas of need that unlisted answers affect, and how.
--
-- One row per cycle, reporting country and element. protection is "rounded" if answers count in it with the rounded mean of a
-- group, else "withheld" if answers count as not released, because they would reveal a protected one. Missing: an element
-- without protected answers has no row. Source: method, "Answers that are not listed".
with items as (
    select distinct
        answers.cycle,
        answers.country,
        links.indicator,
        answers.protection = 'rounded' as is_rounded
    from input.answers as answers
    inner join staging.indicator_items as links
        on answers.cycle = links.cycle and answers.item = links.item
    where answers.protection <> 'none'
),

placed as (
    select items.cycle, items.country, items.indicator as element, items.is_rounded
    from items
    union all
    select items.cycle, items.country, indicators.pillar as element, items.is_rounded
    from items
    inner join input.indicators as indicators on items.indicator = indicators.indicator
    union all
    select items.cycle, items.country, pillars.dimension as element, items.is_rounded
    from items
    inner join input.indicators as indicators on items.indicator = indicators.indicator
    inner join input.pillars as pillars on indicators.pillar = pillars.pillar
    union all
    select answers.cycle, answers.country, links.area as element, answers.protection = 'rounded' as is_rounded
    from input.answers as answers
    inner join staging.scored_items as scored on answers.cycle = scored.cycle and answers.item = scored.item
    inner join input.area_questions as links on scored.question = links.question
    where answers.protection <> 'none'
)

select
    cycle,
    country,
    element,
    case when bool_or(is_rounded) then 'rounded' else 'withheld' end as protection
from placed
group by cycle, country, element
order by cycle, country, element
