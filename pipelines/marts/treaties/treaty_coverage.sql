-- Treaty coverage: how much of each treaty's list of Parties is known.
--
-- One row per treaty with a real fact. parties_known counts those that were Parties on the day of the authority's count, and
-- parties_to_confirm those of them without a source; parties_later are Parties by a later day or source. A country can be
-- stated not to be a Party only if the list is complete, as of its date. Source: pipelines/reference/treaty_coverage.csv;
-- column count_source.
with parties as (
    select
        facts.treaty,
        facts.confirmed,
        -- The count may be of a month or a year; a Party without a day was one when its source states this.
        left(coalesce(facts.consent_date, facts.entry_into_force, facts.as_of), length(treaties.complete_as_of))
        > treaties.complete_as_of as is_later
    from input.treaty_facts as facts
    left join input.treaties as treaties on facts.treaty = treaties.treaty
    where facts.kind = 'real' and facts.status in ('consent', 'in_force')
),

counted as (
    select
        treaty,
        count(*) filter (where not coalesce(is_later, false)) as known,
        count(*) filter (where not coalesce(is_later, false) and not confirmed) as to_confirm,
        count(*) filter (where is_later) as later
    from parties
    group by treaty
),

spoken_of as (
    select distinct treaty from input.treaty_facts
    where kind = 'real'
)

select
    spoken_of.treaty,
    coalesce(treaties.complete, false) as complete,
    case when treaties.complete then 'not_party' else 'not_in_source' end as absent,
    treaties.complete_as_of,
    treaties.parties_counted,
    coalesce(counted.known, 0)::integer as parties_known,
    coalesce(counted.to_confirm, 0)::integer as parties_to_confirm,
    coalesce(counted.later, 0)::integer as parties_later,
    treaties.count_source
from spoken_of
left join input.treaties as treaties on spoken_of.treaty = treaties.treaty
left join counted on spoken_of.treaty = counted.treaty
