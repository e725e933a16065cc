-- Needs by area of the world, of regions and of groups, with "reporting of members" next to each figure.
--
-- One row per cycle, kind, region and area. Members are the invited countries. mean_need and mean_gap are null if fewer
-- countries than the cycle's least group have one: such a mean would describe single countries. A country is in one region, one
-- subregion, and in every group it belongs to. Source: pipelines/reference/regions.csv, groups.csv.
with places as (
    select country, 'world' as kind, 'world' as region from input.countries
    union all
    select country, 'region' as kind, region from input.countries where region is not null
    union all
    select country, 'subregion' as kind, subregion from input.countries where subregion is not null
    union all
    select country, 'group' as kind, unnest(string_split(groups, ' ')) as region from input.countries where groups <> ''
),

invited as (
    select
        invitations.cycle,
        places.kind,
        places.region,
        count(*) as members
    from input.invitations as invitations
    inner join places on invitations.country = places.country
    group by invitations.cycle, places.kind, places.region
),

summed as (
    select
        needs.cycle,
        places.kind,
        places.region,
        needs.area,
        count(*) as reporting,
        count(needs.need) as stated,
        avg(needs.need) as mean_need,
        count(needs.gap) as scored,
        avg(needs.gap) as mean_gap,
        count(*) filter (where needs.unmet) as unmet_countries,
        -- Not known is not none: it is not known whether these countries have an unmet need.
        count(*) filter (where needs.unmet is null) as unknown_countries,
        -- Where no country states a project, none is stated.
        coalesce(sum(needs.active_support), 0) as active_support
    from marts.needs as needs
    inner join places on needs.country = places.country
    group by needs.cycle, places.kind, places.region, needs.area
)

select
    summed.cycle,
    summed.kind,
    summed.region,
    summed.area,
    summed.reporting::integer as reporting,
    invited.members::integer as members,
    summed.stated::integer as stated,
    case when summed.stated >= cycles.least_group then summed.mean_need end as mean_need,
    case when summed.scored >= cycles.least_group then summed.mean_gap end as mean_gap,
    summed.unmet_countries::integer as unmet_countries,
    summed.unknown_countries::integer as unknown_countries,
    summed.active_support::integer as active_support
from summed
inner join input.cycles as cycles on summed.cycle = cycles.cycle
left join invited
    on
        summed.cycle = invited.cycle
        and summed.kind = invited.kind
        and summed.region = invited.region
