-- Pledges: commitments of countries, by due date.
--
-- One row per country and commitment, as far as the country lists it: those of each cycle with the date by which they can be
-- checked (kind action), and those of which only the status is known (kind report). status is what the country itself reported
-- in the latest later cycle on a commitment with the same words; null if it reported none. state is done or dropped if that
-- status is; else by the date and the reference date of the current cycle: overdue, due_within_year, later, undated. Overdue
-- means that the date has passed and completion was not reported, not that nothing was done. open_due is the date of a commitment
-- that is neither reported as done or dropped nor overdue: a page compares it with the day of publication. Source: marts.context_answers,
-- contexts plans and milestones.
with entries as (
    select
        answers.cycle,
        answers.country,
        answers.context,
        answers.occurrence,
        cycles.position,
        max(answers.value_text) filter (where answers.role in ('action', 'commitment')) as pledge,
        max(answers.value_text) filter (where answers.role = 'area') as area,
        max(answers.list) filter (where answers.role = 'area') as area_list,
        max(answers.value_text) filter (where answers.role = 'body') as body,
        max(answers.value_text) filter (where answers.role = 'date') as due,
        max(answers.value_text) filter (where answers.role = 'status') as status,
        max(answers.list) filter (where answers.role = 'status') as status_list
    from marts.context_answers as answers
    inner join input.cycles as cycles on answers.cycle = cycles.cycle
    where answers.occurrence is not null and answers.state = 'answered'
    group by answers.cycle, answers.country, answers.context, answers.occurrence, cycles.position
),

actions as (
    select cycle, country, occurrence, position, pledge, area, area_list, body, due, lower(trim(pledge)) as words
    from entries
    where context = 'plans' and pledge is not null
),

reports as (
    select cycle, country, occurrence, position, pledge, status, status_list, lower(trim(pledge)) as words
    from entries
    where context = 'milestones' and pledge is not null
),

followed as (
    select
        actions.cycle, actions.country, 'action' as kind, actions.occurrence, actions.pledge, actions.area, actions.area_list,
        actions.body, actions.due, reports.cycle as status_cycle, reports.status, reports.status_list
    from actions
    left join reports
        on actions.country = reports.country and actions.words = reports.words and actions.position < reports.position
    qualify row_number() over (
        partition by actions.cycle, actions.country, actions.occurrence order by reports.position desc, reports.occurrence
    ) = 1
    union all
    select
        reports.cycle, reports.country, 'report', reports.occurrence, reports.pledge, null, null,
        null, null, reports.cycle, reports.status, reports.status_list
    from reports
    left join actions
        on reports.country = actions.country and reports.words = actions.words and actions.position < reports.position
    where actions.country is null
)

select
    followed.cycle, followed.country, followed.kind, followed.occurrence, followed.pledge, followed.area, followed.area_list,
    followed.body, followed.due, followed.status_cycle, followed.status, followed.status_list,
    case
        when followed.status in ('done', 'dropped') then followed.status
        when try_cast(followed.due as date) is null then 'undated'
        when try_cast(followed.due as date) < cycles.reference_date::date then 'overdue'
        when try_cast(followed.due as date) <= cycles.reference_date::date + interval 1 year then 'due_within_year'
        else 'later'
    end as state,
    case
        when followed.status in ('done', 'dropped') then null
        when try_cast(followed.due as date) >= cycles.reference_date::date then followed.due
    end as open_due
from followed
inner join input.cycles as cycles on cycles.is_current
