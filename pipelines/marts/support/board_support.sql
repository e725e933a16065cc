-- Board support: the activities of each country and area of the board that have not ended.
--
-- One row per request and activity of marts.support_activities that names country and area. amount is that of the whole
-- activity, in its currency and year, and the same in each of its rows: never add it over rows. amount_here is the part of this
-- country and area, null if no source states it: it may be added within one currency. Source: marts.support_activities;
-- docs/support.md.
select
    board.cycle,
    board.request,
    board.country,
    board.area,
    activities.activity,
    activities.state,
    activities.begins,
    activities.ends,
    activities.funders,
    activities.implementers,
    activities.amount_here,
    activities.amount,
    case
        when activities.amount_here is not null then 'here'
        when activities.amount is not null then 'whole'
        else 'none'
    end as amount_status,
    activities.currency,
    activities.year,
    activities.sources,
    activities.citation,
    activities.as_of
from marts.board as board
inner join marts.support_activities as activities on board.country = activities.country and board.area = activities.area
where activities.state <> 'ended'
