-- Progress of dimensions: the weighted means of their pillars' scores in both cycles, on what can be compared.
--
-- One row per cycle, earlier cycle, country that reported in both, and dimension with something to compare. There is no
-- score unless the threshold's share of its pillars that have something to compare can be compared.
-- Missing: score_from and score_to are null below the threshold; questions and changed count those of the pillars
-- that enter.
with children as (
    select
        progress.cycle,
        progress.from_cycle,
        progress.country,
        elements.dimension,
        case when progress.compares then elements.weight end as weight,
        progress.compares,
        progress.score_from,
        progress.score_to,
        case when progress.compares then progress.questions else 0 end as questions,
        case when progress.compares then progress.changed else 0 end as changed
    from scores.progress_pillars as progress
    inner join input.pillars as elements on progress.pillar = elements.pillar
),

summed as (
    select
        cycle,
        from_cycle,
        country,
        dimension,
        count(*) as comparable,
        count(*) filter (where compares) as in_both,
        sum(weight * score_from) / sum(weight) as mean_from,
        sum(weight * score_to) / sum(weight) as mean_to,
        sum(questions) as questions,
        sum(changed) as changed
    from children
    group by cycle, from_cycle, country, dimension
)

select
    summed.cycle,
    summed.from_cycle,
    summed.country,
    summed.dimension,
    summed.in_both > 0 and summed.in_both >= summed.comparable * cycles.coverage_threshold - 1e-9 as compares,
    case when compares then summed.mean_from end as score_from,
    case when compares then summed.mean_to end as score_to,
    summed.questions::integer as questions,
    summed.changed::integer as changed
from summed
inner join input.cycles as cycles on summed.cycle = cycles.cycle
