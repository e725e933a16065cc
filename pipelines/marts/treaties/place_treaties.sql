-- Treaties in regions and groups: how many of their countries are Parties, as sources show.
--
-- One row per kind of facts, place and treaty, for places with an invited country of that kind. countries are all of its
-- countries, invited or not. parties are those with consent to be bound, in force or not; signed those that signed and are not
-- bound; others the rest, which are "not a Party" only if complete is true: the source's list of Parties is then complete.
-- Source: marts.treaty_status, marts.treaty_coverage, marts.place_members.
with standings as (
    select
        facts.kind,
        members.place,
        facts.treaty,
        count(*) filter (where facts.standing in ('in_force', 'party', 'consent')) as parties,
        count(*) filter (where facts.standing = 'in_force') as in_force,
        count(*) filter (where facts.standing = 'signed') as signed
    from marts.treaty_status as facts
    inner join marts.place_members as members
        on facts.country = members.country and members.is_real = (facts.kind = 'real')
    group by facts.kind, members.place, facts.treaty
),

sizes as (
    select
        place,
        is_real,
        count(*) as countries
    from marts.place_members
    group by place, is_real
)

select
    standings.kind,
    standings.place,
    standings.treaty,
    sizes.countries::integer as countries,
    standings.parties::integer as parties,
    standings.in_force::integer as in_force,
    standings.signed::integer as signed,
    (sizes.countries - standings.parties - standings.signed)::integer as others,
    coalesce(treaties.complete, false) as complete,
    treaties.complete_as_of
from standings
inner join sizes on standings.place = sizes.place and sizes.is_real = (standings.kind = 'real')
left join input.treaties as treaties on standings.treaty = treaties.treaty
