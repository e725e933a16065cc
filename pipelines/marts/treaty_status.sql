-- Treaty status: what an authority's table says of each country and treaty.
--
-- One row per treaty and country in the source. An empty date means "not in the source", never "no", and a country
-- without a row is "not in the source", never "no Party". Facts of real countries are real; those of fictional States
-- are of kind illustrative. Where confirmed is false the source is general knowledge: to be confirmed.
-- Source: column source, as of column as_of.
select
    treaty,
    country,
    status,
    signature,
    consent_date,
    consent_action,
    entry_into_force,
    as_of,
    source,
    note,
    confirmed,
    kind
from input.treaty_facts
