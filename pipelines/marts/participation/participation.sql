-- Participation: the countries invited to each cycle, and the status of their return.
--
-- One row per cycle and invited country. status is in_time or late if the return is accepted, by the date of its first file and
-- the deadline; undated if it is accepted and one of the two dates is not recorded; under_review if a return was received and
-- none is accepted; silent if nothing was received; not_reported if none is accepted and there is no record of what was
-- received. A country that reported by the deadline and corrected its return later is in_time. days_late counts from the
-- deadline, which an extension changes; extended is true if it did. Participation is public whatever a country chose for its
-- answers. Source: invitations, uploads and acceptances of the installation; docs/publication.md.
with dated as (
    select
        invitations.cycle,
        invitations.country,
        deadlines.deadline,
        deadlines.first_deadline,
        receipts.first_received,
        receipts.received,
        submissions.country is not null as is_accepted,
        deadlines.cycle is not null as is_recorded
    from input.invitations as invitations
    left join input.deadlines as deadlines on invitations.cycle = deadlines.cycle
    left join input.receipts as receipts
        on invitations.cycle = receipts.cycle and invitations.country = receipts.country
    left join input.submissions as submissions
        on invitations.cycle = submissions.cycle and invitations.country = submissions.country
)

select
    cycle,
    country,
    case
        when is_accepted and (first_received is null or deadline is null) then 'undated'
        when is_accepted and first_received <= deadline then 'in_time'
        when is_accepted then 'late'
        when first_received is not null then 'under_review'
        when is_recorded then 'silent'
        else 'not_reported'
    end as status,
    deadline,
    deadline <> first_deadline as extended,
    first_received,
    received,
    case
        when is_accepted and first_received > deadline
            then date_diff('day', try_cast(deadline as date), try_cast(first_received as date))::integer
    end as days_late
from dated
