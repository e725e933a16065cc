-- Progress of pillars: the weighted means of their indicators' scores in both cycles, on what can be compared.
--
-- One row per cycle, earlier cycle, country that reported in both, and pillar with something to compare. There is no
-- score unless the threshold's share of its indicators that have something to compare can be compared.
-- Missing: score_from and score_to are null below the threshold; questions and changed count those of the indicators
-- that enter.
with children as (
    select
        progress.cycle,
        progress.from_cycle,
        progress.country,
        elements.pillar,
        case when progress.compares then elements.weight end as weight,
        progress.compares,
        progress.score_from,
        progress.score_to,
        case when progress.compares then progress.questions else 0 end as questions,
        case when progress.compares then progress.changed else 0 end as changed
    from scores.progress_indicators as progress
    inner join input.indicators as elements on progress.indicator = elements.indicator
),

summed as (
    select
        cycle,
        from_cycle,
        country,
        pillar,
        count(*) as comparable,
        count(*) filter (where compares) as in_both,
        sum(weight * score_from) / sum(weight) as mean_from,
        sum(weight * score_to) / sum(weight) as mean_to,
        sum(questions) as questions,
        sum(changed) as changed
    from children
    group by cycle, from_cycle, country, pillar
)

select
    summed.cycle,
    summed.from_cycle,
    summed.country,
    summed.pillar,
    summed.in_both > 0 and summed.in_both >= summed.comparable * cycles.coverage_threshold - 1e-9 as compares,
    case when compares then summed.mean_from end as score_from,
    case when compares then summed.mean_to end as score_to,
    summed.questions::integer as questions,
    summed.changed::integer as changed
from summed
inner join input.cycles as cycles on summed.cycle = cycles.cycle
