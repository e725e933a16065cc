-- Labels: names of codes in each language.
--
-- One row per kind, id and language. The id of a choice is list:name, that of an activity of support (kind support) its report.
-- An organisation that no reference table lists has the name given by its sources, in every language. Questions of which the
-- better answer counts are one element in some tables; it has the texts of them all. Source: texts of the questionnaire, of the
-- framework and of the reference data; names in the sources of support.
with organisations as (
    select involved.organisation, min(involved.name) as name
    from input.support_organisations as involved
    inner join input.support_reports as reports on involved.report = reports.report
    group by involved.organisation
),

languages as (
    select distinct language from input.labels
),

combined as (
    select combine, question, min(position) as position
    from input.indicator_questions
    where combine is not null
    group by combine, question
)

select
    kind,
    id,
    language,
    label,
    position
from input.labels
union all
select
    'support' as kind,
    names.report as id,
    names.language,
    names.name as label,
    dense_rank() over (order by names.report)::integer as position
from input.support_names as names
inner join input.support_reports as reports on names.report = reports.report
union all
select
    'organisation' as kind,
    organisations.organisation as id,
    languages.language,
    coalesce(names.name, organisations.name) as label,
    dense_rank() over (order by organisations.organisation)::integer as position
from organisations
cross join languages
left join input.organisation_names as names
    on organisations.organisation = names.organisation and languages.language = names.language
union all
select
    'question' as kind,
    combined.combine as id,
    labels.language,
    string_agg(labels.label, ' / ' order by combined.position) as label,
    min(labels.position)::integer as position
from combined
inner join input.labels as labels on combined.question = labels.id and labels.kind = 'question'
group by combined.combine, labels.language
