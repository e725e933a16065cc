-- Breaks between cycles: changes that limit the comparison of their scores.
--
-- One row per cycle after the first, with the cycle just before it. A release computes all cycles with one method, so only the
-- questionnaire and the rules of the cycle cause breaks. is_break is true if scored questions were added, dropped or recoded,
-- or a threshold or target changed; break_at is the middle between the two years, where charts draw it. Comparable questions
-- are compared in marts.progress. Source: questionnaires/<instrument>/<version>/crosswalk.csv;
-- pipelines/framework/<instrument>/cycles.yaml.
with pairs as (
    select
        later.cycle,
        earlier.cycle as from_cycle,
        (later.year + earlier.year) / 2 as break_at,
        later.version <> earlier.version as is_other_version,
        later.coverage_threshold <> earlier.coverage_threshold
        or later.answered_threshold <> earlier.answered_threshold
        or later.need_target is distinct from earlier.need_target
        or later.target is distinct from earlier.target as has_other_rules
    from input.cycles as later
    inner join input.cycles as earlier on later.position = earlier.position + 1
),

asked as (
    select distinct cycle, question from input.scored_items
),

counted as (
    select
        pairs.cycle,
        pairs.from_cycle,
        count(*) as questions,
        count(*) filter (where links.relation = 'same') as same,
        count(*) filter (where links.relation = 'recoded') as recoded
    from pairs
    inner join asked on pairs.cycle = asked.cycle
    left join input.crosswalk as links
        on asked.cycle = links.cycle and asked.question = links.question and links.from_cycle = pairs.from_cycle
    group by pairs.cycle, pairs.from_cycle
),

gone as (
    select
        pairs.cycle,
        count(*) as dropped
    from pairs
    inner join asked on pairs.from_cycle = asked.cycle
    left join input.crosswalk as links
        on pairs.cycle = links.cycle and links.from_cycle = pairs.from_cycle and asked.question = links.from_question
    where links.question is null
    group by pairs.cycle
)

select
    pairs.cycle,
    pairs.from_cycle,
    pairs.break_at,
    pairs.is_other_version,
    pairs.has_other_rules,
    counted.questions::integer as questions,
    counted.same::integer as same,
    counted.recoded::integer as recoded,
    (counted.questions - counted.same - counted.recoded)::integer as added,
    coalesce(gone.dropped, 0)::integer as dropped,
    pairs.has_other_rules or counted.same < counted.questions or coalesce(gone.dropped, 0) > 0 as is_break
from pairs
inner join counted on pairs.cycle = counted.cycle
left join gone on pairs.cycle = gone.cycle
