-- Scores: every indicator, pillar and dimension of every country, with coverage and bounds next to it.
--
-- One row per cycle, invited country and scored element. A country without an accepted return keeps its rows with status
-- under_review if a return was received, else not_reported, and nothing else. score is null unless status is published: missing is not zero. if_missing_zero and
-- if_missing_full are the score if every missing answer were 0 and were 100; settled is true if these are equal, because no
-- missing answer could change it. asked counts all scored questions, including those that do not apply: a score needs a value
-- for answered_threshold of them, so "does not apply" alone gives no score. protection states whether unlisted answers count in
-- it as rounded means, or are withheld for their protection. weight and contribution are those of the element in its parent's
-- score; contributions of siblings sum to it. Tiers are the cycle's; the lowest is 1. There is no index above the dimensions.
-- Source: method, "Missing" and "No league table".
with elements as (
    select distinct
        cycle,
        level,
        element,
        parent
    from scores.element_scores
),

unscored as (
    select
        invitations.cycle,
        invitations.country,
        case when participation.status = 'under_review' then 'under_review' else 'not_reported' end as status,
        elements.level,
        elements.element,
        elements.parent
    from input.invitations as invitations
    inner join elements on invitations.cycle = elements.cycle
    left join input.submissions as submissions
        on invitations.cycle = submissions.cycle and invitations.country = submissions.country
    left join marts.participation as participation
        on invitations.cycle = participation.cycle and invitations.country = participation.country
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
    scores.counted / nullif(scores.applicable, 0) as coverage,
    cycles.coverage_threshold as threshold,
    scores.counted,
    scores.applicable,
    scores.asked,
    scores.answers as with_value,
    scores.answers / nullif(scores.asked, 0) as share_answered,
    cycles.answered_threshold,
    scores.not_applicable,
    scores.not_applicable / nullif(scores.asked, 0) as share_not_applicable,
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
    scores.contribution,
    coalesce(guarded.protection, 'none') as protection
from scores.element_scores as scores
inner join input.cycles as cycles on scores.cycle = cycles.cycle
left join scores.protected_figures as guarded
    on scores.cycle = guarded.cycle and scores.country = guarded.country and scores.element = guarded.element
union all
select
    unscored.cycle, unscored.country, unscored.level, unscored.element, unscored.parent,
    null, null, null, null, null,
    cycles.coverage_threshold, null, null, null, null, null, cycles.answered_threshold, null, null,
    unscored.status, null, null, null, null, null, null, 'none'
from unscored
inner join input.cycles as cycles on unscored.cycle = cycles.cycle
