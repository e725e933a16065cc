-- Progress: the change of each score since an earlier cycle, on comparable questions answered in both.
--
-- One row per country that reported in the later cycle, element, and pair of cycles: with the baseline, from which progress is
-- measured, and with the cycle before. pace = points per year achieved divided by points per year required from the earlier
-- cycle to reach the target in the target year; null if nothing more was required, or no target is set. published_change is
-- that of the scores as each cycle published them. It is the sum of change, on comparable questions, and method_change, from
-- questions asked, scored or answered in only one of the cycles. same_sign is the share of paired replications of the method in
-- which the change keeps its direction. class agrees with the published score: reached, or reached_falling if the comparable
-- score has fallen, exactly if the published score is at the target; else on_track, moderate, insufficient, moving_away by the
-- cycle's limits of pace; no_change_shown if no answer has changed, or a change does not keep its sign in enough of the
-- replications; not_comparable if too little can be compared. If nothing more was required, a comparable score that has not
-- fallen is on_track. protection states whether unlisted answers count in one of the two scores as rounded means, or are
-- withheld for their protection; where they are rounded, changed_answers is null. Source: method, "Progress".
with paced as (
    select
        elements.country, elements.level, elements.element, comparisons.from_cycle, comparisons.cycle as to_cycle,
        comparisons.is_baseline, compared.score_from, compared.score_to,
        compared.score_to - compared.score_from as change,
        -- Nothing compared is a count of zero.
        coalesce(compared.questions, 0) as comparable_questions,
        coalesce(compared.changed, 0) as changed,
        change / comparisons.years as achieved_per_year,
        case when compared.score_from > cycles.target then 0 else cycles.target - compared.score_from end
        / nullif(greatest(0, cycles.target_year - earlier.year), 0) as required_per_year,
        case when required_per_year > 0 then achieved_per_year / required_per_year end as pace,
        before.score as published_from, elements.score as published_to, signs.same_sign,
        signs.same_sign < cycles.same_sign as is_of_method,
        cycles.target, cycles.pace_on_track, cycles.pace_moderate, cycles.pace_insufficient,
        case
            when 'rounded' in (guarded.protection, guarded_before.protection) then 'rounded'
            when 'withheld' in (guarded.protection, guarded_before.protection) then 'withheld'
            else 'none'
        end as protection
    from scores.element_scores as elements
    inner join staging.comparisons as comparisons on elements.cycle = comparisons.cycle
    inner join input.cycles as cycles on comparisons.cycle = cycles.cycle
    inner join input.cycles as earlier on comparisons.from_cycle = earlier.cycle
    left join scores.progress_elements as compared
        on comparisons.cycle = compared.cycle and comparisons.from_cycle = compared.from_cycle
        and elements.country = compared.country and elements.level = compared.level
        and elements.element = compared.element
    left join scores.element_scores as before
        on comparisons.from_cycle = before.cycle and elements.country = before.country
        and elements.level = before.level and elements.element = before.element
    left join statistics.change_signs as signs
        on comparisons.cycle = signs.cycle and comparisons.from_cycle = signs.from_cycle
        and elements.country = signs.country and elements.level = signs.level and elements.element = signs.element
    left join scores.protected_figures as guarded
        on comparisons.cycle = guarded.cycle
        and elements.country = guarded.country and elements.element = guarded.element
    left join scores.protected_figures as guarded_before
        on comparisons.from_cycle = guarded_before.cycle
        and elements.country = guarded_before.country and elements.element = guarded_before.element
)

select
    country, level, element, from_cycle, to_cycle, is_baseline, score_from, score_to, change, comparable_questions,
    -- A rounded mean differs from the answers that it stands for, whether or not these have changed.
    case when protection <> 'rounded' or comparable_questions = 0 then changed end as changed_answers,
    achieved_per_year, required_per_year, pace,
    case
        when published_to >= target - 1e-9 and change < -1e-9 then 'reached_falling'
        when published_to >= target - 1e-9 then 'reached'
        when change is null then 'not_comparable'
        when changed = 0 or is_of_method then 'no_change_shown'
        when change < -1e-9 or pace < pace_insufficient - 1e-9 then 'moving_away'
        when pace >= pace_on_track - 1e-9 or required_per_year <= 0 then 'on_track'
        when pace >= pace_moderate - 1e-9 then 'moderate'
        when target is not null then 'insufficient'
    end as class,
    target,
    same_sign,
    published_from,
    published_to,
    published_to - published_from as published_change,
    published_change - change as method_change,
    protection
from paced
