-- Scores and needs of countries, regions and groups in one structure, so that they can be compared.
--
-- One row per cycle, place, level and element. figure is the published score of a country, or the mean of the published scores
-- of a region or group; at the level area it is the need, for which higher is worse. low and high are its 90 % uncertainty
-- interval, in the cycle released only; null if there is none. figure is null unless status is published: too_few if a region
-- or group has fewer countries with a figure than the cycle's least group, else what marts.scores and marts.needs state.
-- counted is the number of countries in the figure. Source: marts.scores, marts.bands, marts.region_scores, marts.needs,
-- marts.region_needs; pipelines/statistics/region_bands.yaml.
select
    scores.cycle,
    scores.country as place,
    'country' as kind,
    scores.level,
    scores.element,
    scores.score as figure,
    bands.p05 as low,
    bands.p95 as high,
    scores.status,
    (scores.score is not null)::integer as counted
from marts.scores as scores
left join marts.bands as bands
    on scores.cycle = bands.cycle and scores.country = bands.country and scores.element = bands.element
union all
select
    scores.cycle,
    scores.region,
    scores.kind,
    scores.level,
    scores.element,
    scores.mean,
    case when scores.mean is not null then bands.p05 end,
    case when scores.mean is not null then bands.p95 end,
    case when scores.mean is not null then 'published' when scores.reporting = 0 then 'not_reported' else 'too_few' end,
    scores.scored
from marts.region_scores as scores
left join statistics.region_bands as bands
    on
        scores.cycle = bands.cycle
        and scores.kind = bands.kind
        and scores.region = bands.region
        and scores.element = bands.element
union all
select
    needs.cycle,
    needs.country,
    'country',
    'area',
    needs.area,
    needs.need,
    needs.need_p05,
    needs.need_p95,
    case when needs.need is not null then 'published' else needs.need_status end,
    (needs.need is not null)::integer
from marts.needs as needs
union all
select
    needs.cycle,
    needs.region,
    needs.kind,
    'area',
    needs.area,
    needs.mean_need,
    null,
    null,
    case when needs.mean_need is not null then 'published' else 'too_few' end,
    needs.stated
from marts.region_needs as needs
