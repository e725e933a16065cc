-- Needs under other targets and priorities, compared with the published need.
--
-- One row per variant, reporting country and area, in the cycle released. need is computed as in marts.needs, with the
-- variant's target and factors; if the priority does not count, it is the gap alone, on a scale of 0 to 100. Null without a
-- score, and without a stated priority if the priority counts. difference is that to the published need. Source:
-- pipelines/framework/<instrument>/cycles.yaml, need.variants.
with varied as (
    select
        variants.cycle,
        variants.variant,
        scores.country,
        scores.area,
        variants.target,
        variants.priority_counts,
        case
            -- greatest() would make a missing score a gap of zero.
            when scores.mean_score is not null
                then 100 * greatest(0, variants.target - scores.mean_score) / variants.target
                    * case when variants.priority_counts then factors.factor else 1 end
        end as need,
        needs.need as published
    from input.need_variants as variants
    inner join input.cycles as cycles on variants.cycle = cycles.cycle and cycles.is_current
    inner join scores.area_scores as scores on variants.cycle = scores.cycle
    inner join marts.needs as needs
        on scores.cycle = needs.cycle and scores.country = needs.country and scores.area = needs.area
    left join input.need_variant_factors as factors
        on variants.cycle = factors.cycle
        and variants.variant = factors.variant
        and needs.priority::varchar = factors.choice
)

select
    cycle,
    variant,
    country,
    area,
    target,
    priority_counts,
    need,
    need - published as difference
from varied
