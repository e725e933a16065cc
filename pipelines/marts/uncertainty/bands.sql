-- Bands: the uncertainty interval of each score and its rank from choices of method, in the cycle released.
--
-- One row per country and published score. The 90 % interval is from p05 to p95. It shows uncertainty from choices of method,
-- not measurement error, and a rank is shown only with its interval. A rank is a whole number: its interval is rounded outward.
-- The replications are those of marts.draws. tier_low and tier_high are the tiers of the limits of the interval; the tier is
-- uncertain if these differ, because another choice of method would give another tier. leaning states where the published score
-- is in an interval of a point or more: in its upper or lower third, with more than half of the replications on the other side;
-- else null. leaning_reason is scale if the score is in the same half of 0 to 100: there is more room on the other side.
-- Otherwise it is method: an excluded indicator or the imputation of missing answers shifts it to one side. Source:
-- pipelines/statistics/score_bands.yaml; pipelines/framework/<instrument>/uncertainty.yaml.
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
