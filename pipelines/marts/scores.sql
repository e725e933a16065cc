-- Scores: every indicator, pillar and dimension of every country, with coverage and bounds beside it.
--
-- One row per cycle, invited country and scored element. A country that has not reported keeps its rows with status
-- not_reported and nothing else. score is null unless status is published: missing is not zero. if_missing_zero and
-- if_missing_full are what the score would be if every missing answer were 0 and were 100; settled is true where these are
-- one, as nothing is missing that could move it.
-- outside is true where the score lies outside these, and left_out names what right below is the cause.
-- weight and contribution say what the element gives to its parent's score; contributions of siblings sum to it.
-- Tiers are the cycle's; the lowest is 1. There is no index above the dimensions.
-- Source: method, "Missing" and "No league table".
with elements as (
    select distinct
        cycle,
        level,
        element,
        parent
    from scores.element_scores
),

silent as (
    select
        invitations.cycle,
        invitations.country,
        elements.level,
        elements.element,
        elements.parent
    from input.invitations as invitations
    inner join elements on invitations.cycle = elements.cycle
    left join input.submissions as submissions
        on invitations.cycle = submissions.cycle and invitations.country = submissions.country
    where submissions.country is null
)

select
    scores.cycle,
    scores.country,
    scores.level,
    scores.element,
    scores.parent,
    scores.score,
    scores.if_missing_zero,
    scores.if_missing_full,
    scores.if_missing_full - scores.if_missing_zero < 1e-9 as settled,
    left_out.element is not null as outside,
    left_out.elements as left_out,
    left_out.level as left_out_level,
    left_out.number as left_out_count,
    scores.counted / nullif(scores.applicable, 0) as coverage,
    cycles.coverage_threshold as threshold,
    scores.counted,
    scores.applicable,
    scores.status,
    (
        select max(tiers.tier)
        from input.tiers as tiers
        where tiers.cycle = scores.cycle and tiers.from_score <= scores.score + 1e-9
    ) as tier,
    case when scores.score is not null then 1 - (scores.evidenced + scores.verified) / scores.answers end as share_self_reported,
    case when scores.score is not null then scores.evidenced / scores.answers end as share_evidenced,
    case when scores.score is not null then scores.verified / scores.answers end as share_verified,
    scores.weight,
    scores.contribution
from scores.element_scores as scores
inner join input.cycles as cycles on scores.cycle = cycles.cycle
left join scores.left_out as left_out
    on scores.cycle = left_out.cycle and scores.country = left_out.country and scores.element = left_out.element
union all
select
    silent.cycle, silent.country, silent.level, silent.element, silent.parent,
    null, null, null, null, false, null, null, null, null,
    cycles.coverage_threshold, null, null, 'not_reported', null, null, null, null, null, null
from silent
inner join input.cycles as cycles on silent.cycle = cycles.cycle
