-- Progress of pillars: the weighted means of all known values of their indicators in both cycles, on comparable items.
--
-- One row per cycle, earlier cycle, country that reported in both, and pillar with something to compare. There is no score
-- unless the threshold's share of its indicators that have something to compare can be compared. Known values of the others
-- enter too. The bounds use 0 and 100 for each question without a value in both. Missing: score_from and score_to are null
-- below the threshold.
with summed as (
    select
        progress.cycle,
        progress.from_cycle,
        progress.country,
        elements.pillar,
        count(*) as comparable,
        count(*) filter (where progress.compares) as in_both,
        sum(elements.weight * progress.known_from) / sum(elements.weight) filter (where progress.known_to is not null)
            as known_from,
        sum(elements.weight * progress.known_to) / sum(elements.weight) filter (where progress.known_to is not null)
            as known_to,
        sum(elements.weight * progress.from_if_zero) / sum(elements.weight) as from_if_zero,
        sum(elements.weight * progress.from_if_full) / sum(elements.weight) as from_if_full,
        sum(elements.weight * progress.to_if_zero) / sum(elements.weight) as to_if_zero,
        sum(elements.weight * progress.to_if_full) / sum(elements.weight) as to_if_full,
        sum(progress.questions) as questions,
        sum(progress.changed) as changed
    from scores.progress_indicators as progress
    inner join input.indicators as elements on progress.indicator = elements.indicator
    group by progress.cycle, progress.from_cycle, progress.country, elements.pillar
)

select
    summed.cycle,
    summed.from_cycle,
    summed.country,
    summed.pillar,
    summed.in_both > 0 and summed.in_both >= summed.comparable * cycles.coverage_threshold - 1e-9 as compares,
    summed.known_from,
    summed.known_to,
    case when compares then summed.known_from end as score_from,
    case when compares then summed.known_to end as score_to,
    summed.from_if_zero,
    summed.from_if_full,
    summed.to_if_zero,
    summed.to_if_full,
    summed.questions::integer as questions,
    summed.changed::integer as changed
from summed
inner join input.cycles as cycles on summed.cycle = cycles.cycle
