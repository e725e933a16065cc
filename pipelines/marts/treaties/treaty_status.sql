-- Treaty status: what an authority's table states about each country and treaty.
--
-- One row per treaty and country in the source. An empty date means "not in the source", never "no", and a country without a
-- row is "not in the source", never "no Party". Facts of real countries are real; those of fictional States are of kind
-- illustrative. If confirmed is false, the source is general knowledge: to be confirmed. One value is derived: if the source
-- gives the date of consent and not that of entry into force, and the treaty's own rule is declared, computed_entry follows
-- from both, but not before the treaty itself was in force, and not after a succession, which has other rules. standing is the
-- status with this: party is consent to a treaty in force without a day. Source: column source, as of column as_of, in the
-- words of as_of_note where the source shows no exact day.
with ruled as (
    select
        facts.treaty,
        facts.country,
        treaties.in_force,
        treaties.entry_rule,
        case
            when facts.entry_into_force is not null or facts.status <> 'consent' or treaties.in_force is null then null
            when facts.consent_action = 'succession' then null
            when treaties.entry_months is not null
                then date_trunc('month', facts.consent_date::date + to_months(treaties.entry_months + 1))::date
            when treaties.entry_days is not null then facts.consent_date::date + treaties.entry_days
        end as by_rule
    from input.treaty_facts as facts
    left join input.treaties as treaties on facts.treaty = treaties.treaty
),

computed as (
    select
        treaty,
        country,
        in_force,
        case when by_rule is not null then entry_rule end as entry_rule,
        case when by_rule is not null then greatest(by_rule, in_force::date)::varchar end as computed_entry
    from ruled
)

select
    facts.treaty,
    facts.country,
    facts.status,
    case
        when facts.status <> 'consent' then facts.status
        when computed.computed_entry <= coalesce(facts.status_on, facts.as_of) then 'in_force'
        when computed.in_force is not null and facts.consent_date is null and facts.entry_into_force is null then 'party'
        else facts.status
    end as standing,
    facts.signature,
    facts.consent_date,
    facts.consent_action,
    facts.entry_into_force,
    computed.computed_entry,
    computed.entry_rule,
    facts.as_of,
    facts.as_of_note,
    facts.source,
    facts.note,
    facts.confirmed,
    facts.kind
from input.treaty_facts as facts
inner join computed on facts.treaty = computed.treaty and facts.country = computed.country
