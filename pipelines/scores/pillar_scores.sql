-- Pillar scores: the weighted mean of a pillar's indicators.
--
-- One row per cycle, reporting country and pillar. known_mean is the weighted mean of all known values of its indicators,
-- including those without a published score: no answer is excluded, so it is between the bounds. It is published as score if at
-- least the coverage threshold's share of the indicators that apply are published, and at least the answered threshold's share
-- of all questions asked have a value. The bounds are the means of the indicators' bounds. Source: method, "Missing".
with children as (
    select
        scores.cycle, scores.country, elements.pillar, scores.status, scores.known_mean, scores.if_missing_zero,
        scores.if_missing_full, scores.asked, scores.not_applicable, scores.answers, scores.evidenced, scores.verified,
        elements.weight,
        -- Weights only of what enters a denominator: elements that apply, and elements with a known value.
        case when scores.status <> 'not_applicable' then elements.weight end as full_weight,
        case when scores.known_mean is not null then elements.weight end as known_weight
    from indicators.indicator_scores as scores
    inner join input.indicators as elements on scores.indicator = elements.indicator
),

summed as (
    select
        cycle,
        country,
        pillar,
        count(full_weight) as applicable,
        count(*) filter (where status = 'published') as counted,
        sum(weight * known_mean) / sum(known_weight) as known_mean,
        sum(weight * if_missing_zero) / sum(full_weight) as if_missing_zero,
        sum(weight * if_missing_full) / sum(full_weight) as if_missing_full,
        sum(asked) as asked,
        sum(not_applicable) as not_applicable,
        sum(answers) as answers,
        sum(evidenced) as evidenced,
        sum(verified) as verified
    from children
    group by cycle, country, pillar
)

select
    summed.cycle,
    summed.country,
    summed.pillar,
    case
        when summed.applicable = 0 then 'not_applicable'
        when summed.counted = 0 or summed.counted < summed.applicable * cycles.coverage_threshold - 1e-9
            then 'below_threshold'
        when summed.answers < summed.asked * cycles.answered_threshold - 1e-9 then 'below_answered'
        else 'published'
    end as status,
    case when status = 'published' then summed.known_mean end as score,
    summed.known_mean,
    summed.if_missing_zero,
    summed.if_missing_full,
    summed.counted::integer as counted,
    summed.applicable::integer as applicable,
    summed.asked::integer as asked,
    summed.not_applicable::integer as not_applicable,
    summed.answers::integer as answers,
    summed.evidenced::integer as evidenced,
    summed.verified::integer as verified
from summed
inner join input.cycles as cycles on summed.cycle = cycles.cycle
