-- Support sums: how much support there is for each country, area and funder, with what each sum includes.
--
-- One row per kind, scope, code, stage and currency. scope states what code is of: all (code all), country, area or funder.
-- amount is the sum of the activities in one currency; years differ, from year_from to year_to, and nothing is converted. A
-- country or an area has its stated share of an activity, a funder the whole activity if it is the only one. Every activity of
-- the group is in exactly one of: included, in another currency (other_currencies), part of another activity (parts), without
-- an amount (without_amount), or with an amount of which the share here is not known (without_share). stage is under_way (runs
-- or ending), planned, ended or unknown. currency is none if nothing can be added. Source: marts.support_activities.
-- docs/support.md.
with activities as (
    select distinct
        activity, kind, funders, amount, currency, year, part_of, counted,
        case when state in ('runs', 'ending') then 'under_way' else state end as stage
    from marts.support_activities
),

funders as (
    select activity, unnest(string_split(funders, ' ')) as funder, funders not like '% %' as is_only
    from activities
    where funders <> ''
),

scopes as (
    select activity, 'all' as scope, 'all' as code, 1::double as share from activities
    union all
    select distinct activity, 'country' as scope, country as code, country_share as share from marts.support_activities
    union all
    select activity, 'area' as scope, area as code, max(area_share) as share from marts.support_activities
    group by activity, area
    union all
    select activity, 'funder' as scope, funder as code, case when is_only then 1 end::double as share from funders
),

-- Where two reports describe an activity, a country may have a known share next to one area and none next to another.
scoped as (
    select
        activities.activity, activities.kind, activities.stage, activities.currency, activities.year,
        activities.part_of, activities.amount, activities.counted, scopes.scope, scopes.code, max(scopes.share) as share
    from scopes
    inner join activities on scopes.activity = activities.activity
    group by
        activities.activity, activities.kind, activities.stage, activities.currency, activities.year,
        activities.part_of, activities.amount, activities.counted, scopes.scope, scopes.code
),

groups as (
    select
        kind, scope, code, stage,
        count(*)::integer as activities,
        count(*) filter (where part_of is not null)::integer as parts,
        count(*) filter (where part_of is null and amount is null)::integer as without_amount,
        count(*) filter (where counted and share is null)::integer as without_share
    from scoped
    group by kind, scope, code, stage
),

sums as (
    select
        kind, scope, code, stage, currency,
        count(*)::integer as included,
        sum(amount * share) as amount,
        min(year) as year_from,
        max(year) as year_to
    from scoped
    where counted and share is not null
    group by kind, scope, code, stage, currency
)

select
    groups.kind, groups.scope, groups.code, groups.stage,
    coalesce(sums.currency, 'none') as currency,
    sums.amount, sums.year_from, sums.year_to,
    groups.activities,
    coalesce(sums.included, 0)::integer as included,
    groups.activities - groups.parts - groups.without_amount - groups.without_share - coalesce(sums.included, 0) as other_currencies,
    groups.parts, groups.without_amount, groups.without_share
from groups
left join sums
    on groups.kind = sums.kind and groups.scope = sums.scope and groups.code = sums.code and groups.stage = sums.stage
