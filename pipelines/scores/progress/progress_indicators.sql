-- Progress of indicators: both cycles' scores, recomputed on comparable items that have a value in both.
--
-- One row per cycle, earlier cycle, country that reported in both, and indicator with something to compare. The rule of a score
-- applies here too: there is none unless the threshold's share of the comparable items has a value in both. The bounds use 0
-- and 100 for each question without a value in both. Missing: score_from and score_to are null below the threshold.
with summed as (
    select
        cycle,
        from_cycle,
        country,
        indicator,
        count(*) as comparable,
        count(score_to) as in_both,
        sum(changed) as changed,
        sum(weight * score_from) / sum(weight) filter (where score_to is not null) as known_from,
        sum(weight * score_to) / sum(weight) filter (where score_to is not null) as known_to,
        sum(weight * case when score_from is null then 0 else score_from end) / sum(weight) as from_if_zero,
        sum(weight * case when score_from is null then 100 else score_from end) / sum(weight) as from_if_full,
        sum(weight * case when score_to is null then 0 else score_to end) / sum(weight) as to_if_zero,
        sum(weight * case when score_to is null then 100 else score_to end) / sum(weight) as to_if_full
    from scores.progress_items
    group by cycle, from_cycle, country, indicator
)

select
    summed.cycle,
    summed.from_cycle,
    summed.country,
    summed.indicator,
    summed.in_both > 0 and summed.in_both >= summed.comparable * cycles.coverage_threshold - 1e-9 as compares,
    summed.known_from,
    summed.known_to,
    case when compares then summed.known_from end as score_from,
    case when compares then summed.known_to end as score_to,
    summed.from_if_zero,
    summed.from_if_full,
    summed.to_if_zero,
    summed.to_if_full,
    summed.in_both::integer as questions,
    summed.changed::integer as changed
from summed
inner join input.cycles as cycles on summed.cycle = cycles.cycle
