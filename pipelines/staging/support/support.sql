-- Support: the projects that countries report to receive, one for each row.
--
-- One row per cycle, country and occurrence of the support question. Dates are ISO text, null if not given. is_active is true
-- if the project runs on the cycle's reference date, false if it ended before or begins after, null if its dates do not show
-- this: without an end date it is not known. A missing beginning counts as past, because support was received. Only what may be
-- listed. Source: the support question of the questionnaire; pipelines/framework/<instrument>/cycles.yaml states the meaning of
-- its parts.
with reported as (
    select
        answers.cycle,
        answers.country,
        split_part(substr(answers.part, length(answers.question) + 2), '.', 1) as occurrence,
        parts.role,
        answers.value
    from input.answers as answers
    inner join input.cycles as cycles
        on answers.cycle = cycles.cycle and answers.question = cycles.support_question
    inner join input.support_parts as parts
        on answers.cycle = parts.cycle
        and split_part(substr(answers.part, length(answers.question) + 2), '.', 2) = parts.part
    where answers.listed and answers.state = 'answered'
),

projects as (
    select
        cycle,
        country,
        occurrence::integer as occurrence,
        max(value) filter (where role = 'area') as area,
        max(value) filter (where role = 'provider') as provider,
        max(value) filter (where role = 'project') as project,
        max(value) filter (where role = 'from') as starts,
        max(value) filter (where role = 'to') as ends,
        try_cast(max(value) filter (where role = 'value') as double) as value,
        max(value) filter (where role = 'iati') as iati,
        max(value) filter (where role = 'use') as use
    from reported
    group by cycle, country, occurrence
)

select
    projects.cycle,
    projects.country,
    projects.occurrence,
    projects.area,
    projects.provider,
    projects.project,
    projects.starts,
    projects.ends,
    projects.value,
    projects.iati,
    projects.use,
    case
        when projects.starts > cycles.reference_date or projects.ends < cycles.reference_date then false
        when projects.ends is not null then true
    end as is_active
from projects
inner join input.cycles as cycles on projects.cycle = cycles.cycle
