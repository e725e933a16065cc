-- Flags: cases in which one indicator is high and the indicator that must accompany it is low.
--
-- One row per cycle, country and flag raised. Uses published scores only: if one is missing, there is no flag. Source:
-- pipelines/framework/<instrument>/flags.csv; method, "Safeguards are next to powers".
select
    scores.cycle,
    scores.country,
    flags.flag,
    flags.indicator,
    scores.score as indicator_score,
    flags.beside,
    others.score as beside_score,
    format(
        '{} {:.1f}, {} {:.1f}',
        flags.indicator, floor(scores.score * 10 + 1e-8) / 10, flags.beside, floor(others.score * 10 + 1e-8) / 10
    ) as detail
from input.flags as flags
inner join marts.scores as scores
    on flags.indicator = scores.element and scores.level = 'indicator'
inner join marts.scores as others
    on flags.beside = others.element
    and others.level = 'indicator'
    and scores.cycle = others.cycle
    and scores.country = others.country
where scores.score >= flags.at_least - 1e-9 and others.score < flags.under - 1e-9
