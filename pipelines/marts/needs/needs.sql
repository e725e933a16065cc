-- Needs: gap of each country to the target in each area, weighted by its own priority. Higher is worse.
--
-- One row per cycle, reporting country and area. need = gap x priority, where gap is the distance of the area's mean score from
-- the target as a share of the target, and priority counts 0 to 1 by the cycle's factors; on a scale of 0 to 100. need is null
-- without a score (no_score) or without a stated priority (not_stated, not_released); the gap is still given. Readiness,
-- obstacles and support are shown with it and do not enter it, so that weaker countries are not penalised. need_p05 and
-- need_p95 are its 90 % uncertainty interval from choices of method, in the cycle released. need_if_full and need_if_zero are
-- the need if all missing answers in the area's score were 100 and were 0. unmet: there is a need, its priority is pressing,
-- and no source, the country included, reports support in the area; false if one of these is known to be false, null if it
-- depends on something not known; never true in an earlier cycle. active_support counts projects that the country reports.
-- protection states whether unlisted answers count in the area's mean as rounded means, or are withheld. Source: method, "Need".
with obstacles as (
    select answers.cycle, answers.country, string_agg(answers.value, ' ' order by answers.item) as obstacles
    from input.answers as answers
    inner join input.obstacle_questions as questions
        on answers.cycle = questions.cycle and answers.question = questions.question
    where answers.state = 'answered' and answers.listed
    group by answers.cycle, answers.country
),

measured as (
    select
        scores.cycle, scores.country, scores.area, scores.mean_score, scores.coverage, scores.if_missing_zero, scores.if_missing_full,
        -- greatest() would make a missing score a gap of zero.
        case when scores.mean_score is not null then greatest(0, cycles.need_target - scores.mean_score) / cycles.need_target end as gap
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
    case when need is not null then 100 * greatest(0, 1 - measured.if_missing_full / cycles.need_target) * answers.factor end as need_if_full,
    case when need is not null then 100 * greatest(0, 1 - measured.if_missing_zero / cycles.need_target) * answers.factor end as need_if_zero,
    case when measured.gap is null then 'no_score' else answers.statement end as need_status,
    answers.readiness,
    len(string_split(answers.readiness, ' '))::integer as readiness_count,
    answers.help_wanted,
    obstacles.obstacles,
    support.active_support,
    support.uncertain_support,
    need > 1e-9 and answers.is_pressing
        and case
            when support.active_support > 0 or cover.support_status in ('shown', 'reported') then false
            when cover.support_status = 'none' then true
        end as unmet,
    case when unmet then 'unmet' when unmet is null then 'unknown' else 'met' end as unmet_status,
    -- A higher score is a lower need; greatest() would make a missing interval a need of zero.
    case when bands.country is not null then 100 * greatest(0, 1 - bands.mean_p95 / cycles.need_target) * answers.factor end as need_p05,
    case when bands.country is not null then 100 * greatest(0, 1 - bands.mean_median / cycles.need_target) * answers.factor end as need_median,
    case when bands.country is not null then 100 * greatest(0, 1 - bands.mean_p05 / cycles.need_target) * answers.factor end as need_p95,
    coalesce(guarded.protection, 'none') as protection
from measured
inner join input.cycles as cycles on measured.cycle = cycles.cycle
left join input.questions as questions
    on cycles.cycle = questions.cycle and cycles.priority_question = questions.question
left join statistics.area_bands as bands
    on measured.cycle = bands.cycle and measured.country = bands.country and measured.area = bands.area
inner join scores.need_answers as answers
    on measured.cycle = answers.cycle and measured.country = answers.country and measured.area = answers.area
left join scores.protected_figures as guarded
    on measured.cycle = guarded.cycle and measured.country = guarded.country and measured.area = guarded.element
left join obstacles on measured.cycle = obstacles.cycle and measured.country = obstacles.country
left join scores.support_cover as cover
    on measured.cycle = cover.cycle and measured.country = cover.country and measured.area = cover.area
left join scores.need_support as support
    on measured.cycle = support.cycle and measured.country = support.country and measured.area = support.area
