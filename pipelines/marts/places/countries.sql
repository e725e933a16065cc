-- Countries: codes, regions, and whether they reported in the cycle of this release.
--
-- One row per country or territory. A release of illustrative answers contains fictional States and real ones; for the latter
-- only treaty facts are shown. Source: pipelines/reference/countries.csv, groups.csv.
with reporting as (
    select submissions.country
    from input.submissions as submissions
    inner join input.cycles as cycles on submissions.cycle = cycles.cycle
    where cycles.is_current
),

invited as (
    select invitations.country
    from input.invitations as invitations
    inner join input.cycles as cycles on invitations.cycle = cycles.cycle
    where cycles.is_current
)

select
    countries.country,
    countries.alpha2,
    countries.region,
    countries.subregion,
    countries.groups,
    invited.country is not null as invited,
    reporting.country is not null as reported,
    countries.illustrative
from input.countries as countries
left join invited on countries.country = invited.country
left join reporting on countries.country = reporting.country
