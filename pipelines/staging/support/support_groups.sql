-- Support groups: which activity each report of support describes. One activity described by several sources counts once.
--
-- One row per report. Two reports describe one activity if they share an identifier, or if a person confirmed it; a pair that a
-- person rejected is not joined directly. Pairs are transitive: if A is B and B is C, A is C. Similar titles, dates or
-- countries join nothing, nor does an identifier of more than 20 reports: a placeholder. An activity has the code of its first
-- report: a table maintained by hand comes before IATI files, these before answers. Source: input.support_identifiers and
-- input.support_decisions; docs/support.md.
with recursive decided as (
    select report, other, decision from input.support_decisions
    union
    select other as report, report as other, decision from input.support_decisions
),

identified as (
    select known.report, known.identifier, count(*) over (partition by known.identifier) as sharing
    from input.support_identifiers as known
    inner join input.support_reports as reports on known.report = reports.report
),

pairs as (
    select one.report, two.report as other
    from identified as one
    inner join identified as two on one.identifier = two.identifier and one.report <> two.report
    where one.sharing <= 20
    union
    select report, other from decided
    where decision = 'same'
),

joined as (
    select pairs.report, pairs.other
    from pairs
    inner join input.support_reports as one on pairs.report = one.report
    inner join input.support_reports as two on pairs.other = two.report
    left join decided on pairs.report = decided.report and pairs.other = decided.other and decided.decision = 'different'
    -- Invented and real reports are never joined.
    where decided.report is null and one.kind = two.kind
),

reached as (
    select report, report as other from input.support_reports
    union
    select reached.report, joined.other
    from reached
    inner join joined on reached.other = joined.report
),

ranked as (
    select
        report,
        row_number() over (
            order by case source when 'table' then 1 when 'iati' then 2 else 3 end, report
        )::integer as place
    from input.support_reports
)

select
    reached.report,
    arg_min(reached.other, ranked.place) as activity,
    own.place as place,
    count(*)::integer as reports
from reached
inner join ranked on reached.other = ranked.report
inner join ranked as own on reached.report = own.report
group by reached.report, own.place
