-- Participation of the world, of regions and of groups in each cycle.
--
-- One row per cycle, kind and region. The counts by state sum to invited; reported is the sum of those whose return is
-- accepted. Counts of countries are shown for any number, because participation is public. Source: marts.participation;
-- pipelines/reference/regions.csv, groups.csv.
with places as (
    select country, 'world' as kind, 'world' as region from input.countries
    union all
    select country, 'region' as kind, region from input.countries where region is not null
    union all
    select country, 'subregion' as kind, subregion from input.countries where subregion is not null
    union all
    select country, 'group' as kind, unnest(string_split(groups, ' ')) as region from input.countries where groups <> ''
)

select
    participation.cycle,
    places.kind,
    places.region,
    count(*)::integer as invited,
    (count(*) filter (where participation.status in ('in_time', 'late', 'undated')))::integer as reported,
    (count(*) filter (where participation.status = 'in_time'))::integer as in_time,
    (count(*) filter (where participation.status = 'late'))::integer as late,
    (count(*) filter (where participation.status = 'undated'))::integer as undated,
    (count(*) filter (where participation.status = 'under_review'))::integer as under_review,
    (count(*) filter (where participation.status = 'silent'))::integer as silent,
    (count(*) filter (where participation.status = 'not_reported'))::integer as not_reported
from marts.participation as participation
inner join places on participation.country = places.country
group by participation.cycle, places.kind, places.region
