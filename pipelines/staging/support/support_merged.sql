-- Support merged: each activity once, however many sources describe it.
--
-- One row per activity. Each of its dates, its status, region and title come from the first report that has it; an amount with
-- its currency and year comes from one report. A value in a country's answer is its own part of a project: it counts only if no
-- other report describes the activity. part_of is the activity whose amount includes this one's. Cancelled activities are
-- excluded. Source: input.support_reports, staging.support_groups.
with members as (
    select
        support_groups.activity,
        support_groups.place,
        support_groups.reports as in_all,
        reports.report,
        reports.source,
        reports.kind,
        reports.region,
        reports.begins,
        reports.ends,
        reports.status,
        reports.amount,
        reports.part_of,
        reports.note,
        reports.results,
        reports.documents,
        reports.link,
        reports.citation,
        reports.as_of
    from input.support_reports as reports
    inner join staging.support_groups as support_groups on reports.report = support_groups.report
),

merged as (
    select
        activity,
        any_value(kind) as kind,
        string_agg(report, ' ' order by place) as reports,
        count(*)::integer as report_count,
        string_agg(distinct source, ' ' order by source) as sources,
        arg_min(region, place) filter (where region is not null) as region,
        arg_min(begins, place) filter (where begins is not null) as begins,
        arg_min(ends, place) filter (where ends is not null) as ends,
        arg_min(status, place) filter (where status is not null) as status,
        arg_min(part_of, place) filter (where part_of is not null) as whole,
        arg_min(report, place) filter (where amount is not null and (source <> 'answer' or in_all = 1)) as amount_report,
        arg_min(note, place) filter (where note is not null) as note,
        max(results) as results,
        max(documents) as documents,
        arg_min(link, place) filter (where link is not null) as link,
        arg_min(citation, place) as citation,
        max(as_of) as as_of
    from members
    group by activity
)

select
    merged.activity,
    merged.kind,
    merged.reports,
    merged.report_count,
    merged.sources,
    merged.region,
    merged.begins,
    merged.ends,
    merged.status,
    case when wholes.activity <> merged.activity then wholes.activity end as part_of,
    amounts.amount,
    amounts.currency,
    amounts.year,
    merged.note,
    merged.results,
    merged.documents,
    merged.link,
    merged.citation,
    merged.as_of
from merged
left join input.support_reports as amounts on merged.amount_report = amounts.report
left join staging.support_groups as wholes on merged.whole = wholes.report
where merged.status is distinct from 'cancelled'
