-- Bands: how far the choices of method move each score and its rank, in the cycle released.
--
-- One row per country and published score. The band runs from p05 to p95: nine draws in ten lie within. It is sensitivity
-- to method, not measurement error, and a rank is shown with its band or not at all. A place is a whole number: the band of a
-- rank is rounded outward. The draws are those of marts.draws.
-- tier_low and tier_high are the tiers in which the ends of the band stand; the tier is uncertain where these differ, as another
-- choice of method would name another tier.
-- leaning says where the published score lies in a band of a point or more: in its upper or lower third, with more than half of
-- the draws on the other side; else null. leaning_reason is scale where the score lies in the same half of 0 to 100: there is
-- more room on the other side. Otherwise it is method: what was left out, or stands for missing answers, moves it to one side.
-- Source: pipelines/statistics/score_bands.yaml; pipelines/framework/<instrument>/uncertainty.yaml.
with placed as (
    select
        bands.cycle,
        bands.country,
        bands.element,
        max(tiers.tier) filter (where tiers.from_score <= bands.p05 + 1e-9) as tier_low,
        max(tiers.tier) filter (where tiers.from_score <= bands.p95 + 1e-9) as tier_high
    from statistics.score_bands as bands
    inner join input.tiers as tiers on bands.cycle = tiers.cycle
    group by bands.cycle, bands.country, bands.element
),

leaning as (
    select
        cycle,
        country,
        element,
        case
            when score > median and 3 * (score - p05) > 2 * (p95 - p05) then 'upper'
            when score < median and 3 * (score - p05) < p95 - p05 then 'lower'
        end as side
    from statistics.score_bands
    where p95 - p05 >= 1
)

select
    bands.cycle,
    bands.country,
    bands.level,
    bands.element,
    bands.score,
    bands.median,
    bands.p05,
    bands.p95,
    placed.tier_low,
    placed.tier_high,
    placed.tier_low <> placed.tier_high as tier_uncertain,
    leaning.side as leaning,
    case
        when leaning.side = 'upper' and bands.score >= 50 then 'scale'
        when leaning.side = 'lower' and bands.score < 50 then 'scale'
        when leaning.side is not null then 'method'
    end as leaning_reason,
    bands.rank,
    bands.rank_median,
    bands.rank_p05,
    bands.rank_p95,
    bands.rank_p05 = bands.rank_p95 as one_place,
    bands.ranked,
    bands.replications,
    bands.failed,
    bands.without_score
from statistics.score_bands as bands
left join placed
    on bands.cycle = placed.cycle and bands.country = placed.country and bands.element = placed.element
left join leaning
    on bands.cycle = leaning.cycle and bands.country = leaning.country and bands.element = leaning.element
