-- Need answers: what each country says of its needs in each area.
--
-- One row per cycle, reporting country and area. The questions on priority, help wanted and readiness are grids with
-- a row an area. statement is "stated", "not_released" where the country keeps it back or lets it feed scores only
-- (a need divided by its gap would give the answer away), else "not_stated". factor is what the stated priority
-- multiplies the gap by.
-- support_known is false where the country keeps back what support it has.
-- Source: pipelines/framework/<instrument>/cycles.yaml names the questions.
with withheld as (
    select distinct
        answers.cycle,
        answers.country
    from input.answers as answers
    inner join input.cycles as cycles
        on answers.cycle = cycles.cycle and answers.question = cycles.support_question
    where answers.state = 'not_released' or not answers.listed
)

select
    submissions.cycle,
    submissions.country,
    areas.area,
    case
        when priorities.state = 'not_released' or not priorities.listed then 'not_released'
        when factors.factor is not null then 'stated'
        else 'not_stated'
    end as statement,
    case when statement = 'stated' then try_cast(priorities.value as integer) end as priority,
    case when statement = 'stated' then factors.factor end as factor,
    case when statement = 'stated' then factors.pressing end as is_pressing,
    case when help.listed then help.value end as help_wanted,
    case when readiness.listed then readiness.value end as readiness,
    withheld.country is null as support_known
from input.submissions as submissions
cross join input.areas as areas
inner join input.cycles as cycles on submissions.cycle = cycles.cycle
left join input.answers as priorities
    on submissions.cycle = priorities.cycle
    and submissions.country = priorities.country
    and priorities.item = cycles.priority_question || '.' || areas.area
left join input.priority_factors as factors
    on priorities.cycle = factors.cycle and priorities.value = factors.choice
left join input.answers as help
    on submissions.cycle = help.cycle
    and submissions.country = help.country
    and help.item = cycles.help_question || '.' || areas.area
left join input.answers as readiness
    on submissions.cycle = readiness.cycle
    and submissions.country = readiness.country
    and readiness.item = cycles.readiness_question || '.' || areas.area
left join withheld on submissions.cycle = withheld.cycle and submissions.country = withheld.country
where cycles.priority_question is not null
