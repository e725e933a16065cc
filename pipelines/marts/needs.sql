-- Needs: how far each country is from the target in each area, weighed by its own priority. Higher is worse.
--
-- One row per cycle, reporting country and area. need = gap x priority, where gap is the distance of the area's mean
-- score from the target as a share of the target, and priority counts 0 to 1 by the cycle's factors; as 0 to 100.
-- need is null without a score (no_score) or without a stated priority (not_stated, not_released); the gap still stands.
-- Readiness, obstacles and support stand beside it and do not enter it, so that the weakest is not punished.
-- need_p05 and need_p95 are the need under nine draws in ten of the method, in the cycle released: sensitivity to method.
-- unmet: the priority is pressing and no active project is told in the area; false where one of these is known not to
-- hold, null where it hangs on what is not known.
-- Source: method, "Need".
with obstacles as (
    select
        answers.cycle, answers.country,
        string_agg(answers.value, ' ' order by answers.item) as obstacles
    from input.answers as answers
    inner join input.obstacle_questions as questions
        on answers.cycle = questions.cycle and answers.question = questions.question
    where answers.state = 'answered' and answers.listed
    group by answers.cycle, answers.country
),

active_projects as (
    select cycle, country, area, count(*) as projects
    from staging.support
    where is_active
    group by cycle, country, area
),

measured as (
    select
        scores.cycle, scores.country, scores.area, scores.mean_score, scores.coverage,
        -- greatest() would make a missing score a gap of zero.
        case
            when scores.mean_score is not null
                then greatest(0, cycles.need_target - scores.mean_score) / cycles.need_target
        end as gap
    from scores.area_scores as scores
    inner join input.cycles as cycles on scores.cycle = cycles.cycle
)

select
    measured.cycle,
    measured.country,
    measured.area,
    measured.mean_score,
    measured.coverage,
    measured.gap,
    answers.priority,
    answers.factor,
    -- Where the priority was stated, and the list that its choice is of.
    case when answers.factor is not null then cycles.priority_question || '.' || measured.area end as priority_item,
    case when answers.factor is not null then questions.list end as priority_list,
    100 * measured.gap * answers.factor as need,
    case when measured.gap is null then 'no_score' else answers.statement end as need_status,
    answers.readiness,
    len(string_split(answers.readiness, ' '))::integer as readiness_count,
    answers.help_wanted,
    obstacles.obstacles,
    -- Where support is told at all, an area without a project has none: zero is the count.
    case when answers.support_known then coalesce(active_projects.projects, 0) end::integer as active_support,
    answers.is_pressing and active_support = 0 as unmet,
    -- A higher score is a lesser need; greatest() would make a missing band a need of zero.
    case when bands.country is not null then 100 * greatest(0, 1 - bands.mean_p95 / cycles.need_target) * answers.factor end as need_p05,
    case when bands.country is not null then 100 * greatest(0, 1 - bands.mean_median / cycles.need_target) * answers.factor end as need_median,
    case when bands.country is not null then 100 * greatest(0, 1 - bands.mean_p05 / cycles.need_target) * answers.factor end as need_p95
from measured
inner join input.cycles as cycles on measured.cycle = cycles.cycle
left join input.questions as questions
    on cycles.cycle = questions.cycle and cycles.priority_question = questions.question
left join statistics.area_bands as bands
    on measured.cycle = bands.cycle and measured.country = bands.country and measured.area = bands.area
inner join scores.need_answers as answers
    on measured.cycle = answers.cycle and measured.country = answers.country and measured.area = answers.area
left join obstacles on measured.cycle = obstacles.cycle and measured.country = obstacles.country
left join active_projects
    on measured.cycle = active_projects.cycle
    and measured.country = active_projects.country
    and measured.area = active_projects.area
