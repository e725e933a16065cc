-- Need support: number of projects of each country in each area on the cycle's reference date.
--
-- One row per cycle, reporting country and area. active_support counts those that are active; an area without a project has
-- none. uncertain_support counts those that may be active in the area: their dates, or their area, are not given. Missing: both
-- are null if the country does not release its support, or does not state it: no answer is not "none". A country states that
-- there is none by an accepted "does not apply".
with stating as (
    select
        answers.cycle,
        answers.country,
        bool_or(answers.state = 'answered' or (answers.state = 'not_applicable' and answers.reason_accepted)) as states_some,
        bool_or(answers.state = 'not_released' or not answers.listed) as is_withheld
    from input.answers as answers
    inner join input.cycles as cycles
        on answers.cycle = cycles.cycle and answers.question = cycles.support_question
    group by answers.cycle, answers.country
),

counted as (
    select
        cycle,
        country,
        area,
        count(*) filter (where is_active) as active,
        count(*) filter (where is_active is null) as unsure
    from staging.support
    group by cycle, country, area
),

anywhere as (
    select
        cycle,
        country,
        count(*) filter (where is_active is not false) as projects
    from staging.support
    where area is null
    group by cycle, country
)

select
    submissions.cycle,
    submissions.country,
    areas.area,
    stating.states_some is true and stating.is_withheld is not true as is_known,
    -- If support is stated at all, an area without a project has the count zero.
    case when is_known then coalesce(counted.active, 0) end::integer as active_support,
    case when is_known then coalesce(counted.unsure, 0) + coalesce(anywhere.projects, 0) end::integer as uncertain_support
from input.submissions as submissions
cross join input.areas as areas
inner join input.cycles as cycles on submissions.cycle = cycles.cycle
left join stating on submissions.cycle = stating.cycle and submissions.country = stating.country
left join counted
    on submissions.cycle = counted.cycle and submissions.country = counted.country and areas.area = counted.area
left join anywhere on submissions.cycle = anywhere.cycle and submissions.country = anywhere.country
where cycles.priority_question is not null
