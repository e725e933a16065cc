-- Treaty standing: whether each State is a Party to each treaty, as far as sources show.
--
-- One row per treaty with a real fact, and real State: members of the United Nations, and any other with a fact. bound is party
-- with consent to be bound, in force or not; not_party if it only signed or withdrew, or has no fact and the list of Parties is
-- complete; not_known if it has none and the list is not complete. as_of is the day of the fact, or of the complete list.
-- Source: marts.treaty_status, marts.treaty_coverage; pipelines/reference/groups.csv.
with states as (
    select country
    from input.countries
    where not illustrative and list_contains(string_split(groups, ' '), 'un')
    union
    select facts.country
    from marts.treaty_status as facts
    inner join input.countries as countries on facts.country = countries.country
    where facts.kind = 'real'
)

select
    treaties.treaty,
    states.country,
    coalesce(facts.standing, treaties.absent) as standing,
    case
        when facts.standing in ('in_force', 'party', 'consent') then 'party'
        when facts.standing in ('signed', 'withdrawn') or treaties.complete then 'not_party'
        else 'not_known'
    end as bound,
    coalesce(facts.as_of, treaties.complete_as_of) as as_of,
    coalesce(facts.source, treaties.count_source) as source,
    coalesce(facts.confirmed, true) as confirmed
from states
cross join marts.treaty_coverage as treaties
left join marts.treaty_status as facts
    on states.country = facts.country and treaties.treaty = facts.treaty and facts.kind = 'real'
