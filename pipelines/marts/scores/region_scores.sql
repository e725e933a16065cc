-- Scores of regions, groups and the whole world, with "reporting of members" next to each.
--
-- One row per cycle, kind, region, level and element. Members are the invited countries. Figures are null if fewer countries
-- than the cycle's least group have a published score: such a mean would describe single countries. A country is in one region,
-- one subregion, and in every group it belongs to. Source: pipelines/reference/regions.csv, groups.csv.
with places as (
    select country, 'world' as kind, 'world' as region from input.countries
    union all
    select country, 'region' as kind, region from input.countries where region is not null
    union all
    select country, 'subregion' as kind, subregion from input.countries where subregion is not null
    union all
    select country, 'group' as kind, unnest(string_split(groups, ' ')) as region from input.countries where groups <> ''
),

placed as (
    select
        scores.cycle,
        places.kind,
        places.region,
        scores.level,
        scores.element,
        scores.status not in ('not_reported', 'under_review') as has_reported,
        scores.score
    from marts.scores as scores
    inner join places on scores.country = places.country
),

summed as (
    select
        cycle,
        kind,
        region,
        level,
        element,
        count(*) filter (where has_reported) as reporting,
        count(*) as members,
        count(score) as scored,
        avg(score) as mean,
        median(score) as median,
        min(score) as lowest,
        max(score) as highest
    from placed
    group by cycle, kind, region, level, element
)

select
    summed.cycle,
    summed.kind,
    summed.region,
    summed.level,
    summed.element,
    summed.reporting::integer as reporting,
    summed.members::integer as members,
    summed.scored::integer as scored,
    case when summed.scored >= cycles.least_group then summed.mean end as mean,
    case when summed.scored >= cycles.least_group then summed.median end as median,
    case when summed.scored >= cycles.least_group then summed.lowest end as lowest,
    case when summed.scored >= cycles.least_group then summed.highest end as highest
from summed
inner join input.cycles as cycles on summed.cycle = cycles.cycle
