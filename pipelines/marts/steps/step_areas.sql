-- Step areas: distance of a country to the target in each area, and how much of it its listed answers can cover.
--
-- One row per reporting country and area, in the cycle released. gap_points is the distance of the mean to the target; null
-- without a mean. fewest is the least number of listed questions that, raised to their best answer, bring the mean to the
-- target: 0 if it is reached, null if all of them together do not. all_best_points is what all of them would add. outlook
-- summarises this: no_score, reached, within_listed or beyond_listed. steps, hidden and missing count the rows of marts.steps;
-- protected counts the answers that are not listed: only their number is shown. Source: method, "Steps to the target".
with counted as (
    select
        cycle, country, area,
        count(*) filter (where state = 'step') as steps,
        count(*) filter (where state = 'hidden') as hidden,
        count(*) filter (where state = 'missing') as missing,
        sum(step_points) as all_step_points,
        sum(best_points) as all_best_points
    from marts.steps
    group by cycle, country, area
),

guarded as (
    select
        cycle, country, area,
        count(*) as protected
    from marts.need_items
    where not listed
    group by cycle, country, area
),

reached as (
    select
        steps.cycle, steps.country, steps.area,
        min(steps.path_position) as questions
    from marts.steps as steps
    inner join input.cycles as cycles on steps.cycle = cycles.cycle
    where steps.path_score >= cycles.need_target - 1e-9
    group by steps.cycle, steps.country, steps.area
)

select
    means.cycle,
    means.country,
    means.area,
    means.mean_score,
    cycles.need_target as target,
    -- greatest() would make a missing mean a gap of zero.
    case when means.mean_score is not null then greatest(0, cycles.need_target - means.mean_score) end as gap_points,
    coalesce(counted.steps, 0)::integer as steps,
    coalesce(counted.hidden, 0)::integer as hidden,
    coalesce(counted.missing, 0)::integer as missing,
    coalesce(guarded.protected, 0)::integer as protected,
    case when means.mean_score is not null then coalesce(counted.all_step_points, 0) end as all_step_points,
    case when means.mean_score is not null then coalesce(counted.all_best_points, 0) end as all_best_points,
    case when means.mean_score >= cycles.need_target - 1e-9 then 0 else reached.questions end::integer as fewest,
    case
        when means.mean_score is null then 'no_score'
        when fewest = 0 then 'reached'
        when fewest is not null then 'within_listed'
        else 'beyond_listed'
    end as outlook
from scores.area_scores as means
inner join input.cycles as cycles on means.cycle = cycles.cycle and cycles.is_current
left join counted on means.cycle = counted.cycle and means.country = counted.country and means.area = counted.area
left join guarded on means.cycle = guarded.cycle and means.country = guarded.country and means.area = guarded.area
left join reached on means.cycle = reached.cycle and means.country = reached.country and means.area = reached.area
where cycles.need_target is not null
