-- Quality report: checks of a cycle's data and of the construction.
--
-- One row per cycle and check of the data, with an empty element, in which value is a share of cases, or for contradictions
-- their number, with cases and of; and in the cycle released one per check of the construction, element and, for a pair, the
-- other element, with value as defined in src/statistics/construct/check.ts. verdict is "good"; "look" where the value is on the
-- wrong side of its threshold and asks for a judgement; "fail" where that is a defect of the construct; "information" if there
-- is no threshold; "not_computed" where the data allow no value. value is null if there is no case at all. Treaty checks apply
-- if the questionnaire asks about treaties.
with counts as (
    select cycle, 'reported' as "check", reported as cases, invited as of, coverage_threshold as threshold, true as more_is_better
    from marts.cycles
    union all
    select scores.cycle, 'answered', count(*) filter (where scores.standing = 'scored'),
        count(*) filter (where scores.standing <> 'left_out'), any_value(cycles.coverage_threshold), true
    from staging.item_scores as scores
    inner join input.cycles as cycles on scores.cycle = cycles.cycle
    group by scores.cycle
    union all
    select scores.cycle, 'published', count(*) filter (where scores.status = 'published'),
        count(*) filter (where scores.status <> 'not_applicable'), any_value(cycles.coverage_threshold), true
    from indicators.indicator_scores as scores
    inner join input.cycles as cycles on scores.cycle = cycles.cycle
    group by scores.cycle
    union all
    select scores.cycle, 'not_released', count(*) filter (where scores.state = 'not_released'), count(*), null, false
    from staging.item_scores as scores
    group by scores.cycle
    union all
    select scores.cycle, 'without_evidence', count(*) filter (where scores.evidence_state = 'self_reported'), count(*), null, false
    from staging.item_scores as scores
    inner join staging.scored_items as items on scores.cycle = items.cycle and scores.item = items.item
    -- Evidence is expected from level 2 of 4, which scores half: for what does not exist, or was not asked, there is none.
    where scores.standing = 'scored' and items.evidence_wanted and not scores.is_hidden and scores.score >= 50
    group by scores.cycle
    union all
    select cycles.cycle, 'contradictions', count(contradictions.country), count(*), 0, false
    from input.cycles as cycles
    left join marts.contradictions as contradictions on cycles.cycle = contradictions.cycle
    where cycles.cycle in (select cycle from input.treaty_questions)
    group by cycles.cycle
    union all
    select cycles.cycle, 'facts_to_confirm', count(*) filter (where not facts.confirmed), count(*), 0, false
    from input.cycles as cycles
    cross join input.treaty_facts as facts
    where cycles.is_current and cycles.cycle in (select cycle from input.treaty_questions)
    group by cycles.cycle
    union all
    select cycle, 'recomputed', sum(compared), sum(compared), 1, true
    from statistics.recomputed_scores
    group by cycle
    union all
    select cycle, 'replications', max(replications) - max(failed), max(replications), 1, true
    from statistics.score_bands
    group by cycle
)

select
    cycle,
    "check",
    case when "check" = 'contradictions' then cases else cases / nullif(of, 0) end as value,
    threshold,
    case
        when threshold is null or value is null then 'information'
        when (more_is_better and value >= threshold - 1e-9) or (not more_is_better and value <= threshold + 1e-9) then 'good'
        else 'look'
    end as verdict,
    cases::integer as cases,
    case when "check" <> 'contradictions' then of::integer end as of,
    case when "check" = 'contradictions' then cases::varchar else cases || '/' || of end as detail,
    '' as level,
    '' as element,
    '' as beside_level,
    '' as beside
from counts
union all
select
    cycle, "check", value, threshold, case verdict when 'pass' then 'good' else verdict end as verdict,
    null as cases, countries as of, null as detail, level, element, beside_level, beside
from statistics.construct_checks
