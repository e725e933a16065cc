-- Need answers: what each country states about its needs in each area.
--
-- One row per cycle, reporting country and area. The questions on priority, assistance requested and readiness are grids with
-- one row for each area. statement is "stated", "not_released" if the country withholds it or allows it in scores only (a need
-- divided by its gap would reveal the answer), else "not_stated". factor is the factor of the stated priority. Source:
-- pipelines/framework/<instrument>/cycles.yaml names the questions.
with reported as (
    select
        answers.cycle,
        answers.country,
        -- The row of the grid: what follows the question's code and a dot.
        substr(answers.item, length(answers.question) + 2) as area,
        case
            when answers.question = cycles.priority_question then 'priority'
            when answers.question = cycles.help_question then 'help'
            else 'readiness'
        end as asked,
        answers.state,
        answers.value,
        answers.listed
    from input.answers as answers
    inner join input.cycles as cycles
        on answers.cycle = cycles.cycle
        and answers.question in (cycles.priority_question, cycles.help_question, cycles.readiness_question)
),

stated as (
    select
        cycle,
        country,
        area,
        bool_or(state = 'not_released' or not listed) filter (where asked = 'priority') as is_withheld,
        max(value) filter (where asked = 'priority') as priority,
        max(value) filter (where asked = 'help' and listed) as help_wanted,
        max(value) filter (where asked = 'readiness' and listed) as readiness
    from reported
    group by cycle, country, area
)

select
    submissions.cycle,
    submissions.country,
    areas.area,
    case
        when stated.is_withheld then 'not_released'
        when factors.factor is not null then 'stated'
        else 'not_stated'
    end as statement,
    case when statement = 'stated' then try_cast(stated.priority as integer) end as priority,
    case when statement = 'stated' then factors.factor end as factor,
    case when statement = 'stated' then factors.pressing end as is_pressing,
    stated.help_wanted,
    stated.readiness
from input.submissions as submissions
cross join input.areas as areas
inner join input.cycles as cycles on submissions.cycle = cycles.cycle
left join stated
    on submissions.cycle = stated.cycle and submissions.country = stated.country and areas.area = stated.area
left join input.priority_factors as factors
    on stated.cycle = factors.cycle and stated.priority = factors.choice
where cycles.priority_question is not null
