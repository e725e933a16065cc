-- Element scores: indicators, pillars and dimensions in one table, each with its parent.
--
-- One row per cycle, reporting country and element. weight is the element's weight among the elements of its parent with a
-- known value for this country (they sum to 1), and contribution is its weight times its known mean. Both are null if nothing
-- is known of the element, if the parent has no published score, and for a dimension, which has no parent: dimensions are never
-- aggregated.
with elements as (
    select
        scores.cycle, scores.country, 'indicator' as level, scores.indicator as element, indicators.pillar as parent,
        indicators.weight, scores.status, scores.score, scores.known_mean, scores.if_missing_zero, scores.if_missing_full,
        scores.counted, scores.applicable, scores.asked, scores.not_applicable, scores.answers, scores.evidenced, scores.verified, parents.status = 'published' as enters
    from indicators.indicator_scores as scores
    inner join input.indicators as indicators on scores.indicator = indicators.indicator
    inner join scores.pillar_scores as parents
        on scores.cycle = parents.cycle and scores.country = parents.country and indicators.pillar = parents.pillar
    union all
    select
        scores.cycle, scores.country, 'pillar' as level, scores.pillar as element, pillars.dimension as parent,
        pillars.weight, scores.status, scores.score, scores.known_mean, scores.if_missing_zero, scores.if_missing_full,
        scores.counted, scores.applicable, scores.asked, scores.not_applicable, scores.answers, scores.evidenced, scores.verified, parents.status = 'published' as enters
    from scores.pillar_scores as scores
    inner join input.pillars as pillars on scores.pillar = pillars.pillar
    inner join scores.dimension_scores as parents
        on scores.cycle = parents.cycle and scores.country = parents.country and pillars.dimension = parents.dimension
    union all
    select
        scores.cycle, scores.country, 'dimension' as level, scores.dimension as element, null as parent,
        null as weight, scores.status, scores.score, scores.known_mean, scores.if_missing_zero, scores.if_missing_full,
        scores.counted, scores.applicable, scores.asked, scores.not_applicable, scores.answers, scores.evidenced, scores.verified, false as enters
    from scores.dimension_scores as scores
),

siblings as (
    select
        cycle,
        country,
        parent,
        sum(weight) as weight
    from elements
    where enters and known_mean is not null
    group by cycle, country, parent
)

select
    elements.cycle,
    elements.country,
    elements.level,
    elements.element,
    elements.parent,
    elements.status,
    elements.score,
    elements.if_missing_zero,
    elements.if_missing_full,
    elements.counted,
    elements.applicable,
    elements.asked,
    elements.not_applicable,
    elements.answers,
    elements.evidenced,
    elements.verified,
    case when elements.enters and elements.known_mean is not null then elements.weight / siblings.weight end as weight,
    case when elements.enters then elements.weight / siblings.weight * elements.known_mean end as contribution
from elements
left join siblings
    on elements.cycle = siblings.cycle and elements.country = siblings.country and elements.parent = siblings.parent
