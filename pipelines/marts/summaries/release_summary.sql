-- Release summary: results over all countries, for the sentences at the top of the home page.
--
-- One row per statement and element of the current cycle; elements that share a value are side by side.
-- highest, lowest  pillars with the highest and the lowest median of all countries; no lowest where all medians are equal, and
--                  neither where there are too few scores for a median
-- unmet            areas whose need is unmet in the most countries; none if no need is known to be unmet
-- compared         how many countries have a pillar that can be compared with the baseline
-- rising, falling  how many of them rise, or fall, clearly in at least one pillar, as their summary says
-- Source: method, "Summary sentences".
with rules as (
    select cycle from input.cycles
    where is_current
),

medians as (
    select
        places.cycle, places.element, places.median, max(places.median) over (partition by places.cycle) as top,
        min(places.median) over (partition by places.cycle) as bottom
    from marts.region_scores as places
    inner join rules on places.cycle = rules.cycle
    where places.kind = 'world' and places.level = 'pillar' and places.median is not null
),

unmet as (
    select
        areas.cycle, areas.area, areas.unmet_countries,
        max(areas.unmet_countries) over (partition by areas.cycle) as most
    from marts.need_areas as areas
    inner join rules on areas.cycle = rules.cycle
),

compared as (
    select distinct progress.country
    from marts.progress as progress
    inner join rules on progress.to_cycle = rules.cycle
    where progress.level = 'pillar' and progress.is_baseline and progress.change is not null
),

moved as (
    select
        count(distinct country) filter (where statement = 'rise') as rising,
        count(distinct country) filter (where statement = 'fall') as falling
    from marts.country_summary
    where country in (select country from compared)
),

statements as (
    select cycle, 'highest' as statement, 'pillar' as kind, element, median, null as countries
    from medians
    where median >= top - 1e-9
    union all
    select cycle, 'lowest' as statement, 'pillar' as kind, element, median, null as countries
    from medians
    where median <= bottom + 1e-9 and top - bottom > 1e-9
    union all
    select cycle, 'unmet' as statement, 'area' as kind, area as element, null as median, unmet_countries as countries
    from unmet
    where unmet_countries = most and most > 0
    union all
    select cycle, 'compared' as statement, 'all' as kind, 'all' as element, null as median, (select count(*) from compared) as countries
    from rules
    union all
    select cycle, 'rising' as statement, 'all' as kind, 'all' as element, null as median, (select rising from moved) as countries
    from rules
    union all
    select cycle, 'falling' as statement, 'all' as kind, 'all' as element, null as median, (select falling from moved) as countries
    from rules
)

select cycle, statement, kind, element, median, countries::integer as countries
from statements
