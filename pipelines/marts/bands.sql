-- Bands: how far the choices of method move each score and its rank, in the cycle released.
--
-- One row per country and published score. The band runs from p05 to p95: nine draws in ten lie within. It is sensitivity
-- to method, not measurement error, and a rank is shown with its band or not at all. A place is a whole number: the band of a
-- rank is rounded outward. The draws are those of marts.draws.
-- tier_low and tier_high are the tiers in which the ends of the band stand; the tier is uncertain where these differ, as another
-- choice of method would name another tier.
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
