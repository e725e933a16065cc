-- Pillar scores: the weighted mean of a pillar's indicator scores.
--
-- One row per cycle, reporting country and pillar. A score is published where at least the threshold's share of the
-- indicators that apply are published; below it score is null. The bounds are the means of the indicators' bounds,
-- those without a published score included: what the pillar would be if every missing answer were 0 and were 100.
-- Source: method, "Missing".
with children as (
    select
        scores.cycle, scores.country, elements.pillar, scores.score, scores.if_missing_zero, scores.if_missing_full,
        elements.weight,
        -- Weights only where they enter a denominator: what applies, and what has a published score.
        case when scores.status <> 'not_applicable' then elements.weight end as full_weight,
        case when scores.score is not null then elements.weight end as scored_weight,
        case when scores.score is not null then scores.answers end as answers,
        case when scores.score is not null then scores.evidenced end as evidenced,
        case when scores.score is not null then scores.verified end as verified
    from indicators.indicator_scores as scores
    inner join input.indicators as elements on scores.indicator = elements.indicator
),

summed as (
    select
        cycle,
        country,
        pillar,
        count(full_weight) as applicable,
        count(score) as counted,
        sum(weight * score) / sum(scored_weight) as mean,
        sum(weight * if_missing_zero) / sum(full_weight) as if_missing_zero,
        sum(weight * if_missing_full) / sum(full_weight) as if_missing_full,
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
        when summed.counted > 0 and summed.counted >= summed.applicable * cycles.coverage_threshold - 1e-9
            then 'published'
        else 'below_threshold'
    end as status,
    case when status = 'published' then summed.mean end as score,
    summed.if_missing_zero,
    summed.if_missing_full,
    summed.counted::integer as counted,
    summed.applicable::integer as applicable,
    -- Behind no published indicator stands no answer: zero is the count.
    coalesce(summed.answers, 0)::integer as answers,
    coalesce(summed.evidenced, 0)::integer as evidenced,
    coalesce(summed.verified, 0)::integer as verified
from summed
inner join input.cycles as cycles on summed.cycle = cycles.cycle
