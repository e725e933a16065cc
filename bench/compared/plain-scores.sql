-- The scores of a release in straightforward SQL: items, then indicators, pillars and dimensions. Each level is a
-- statement that joins its inputs and groups. Codes are texts, and each answer looks up its own score.
-- bench/release.ts compares the models with these statements; its inputs have no alternative questions.
create or replace table plain.item_scores as
select
    answers.cycle,
    answers.country,
    answers.item,
    links.indicator,
    links.weight,
    case
        when answers.hidden_as = 'zero' then 0
        when answers.hidden_as is not null then null
        when items.scorer = 'choice' then choices.score
        else 100 * greatest(0, least(1, (try_cast(answers.value as double) - items.low) / (items.high - items.low)))
    end as score,
    score is not null or not (
        answers.hidden_as is not null
        or (choices.choice is not null and choices.score is null)
        or (answers.state = 'not_applicable' and answers.reason_accepted)
    ) as applies,
    answers.evidence_state
from plain.answers as answers
inner join plain.scored_items as items on answers.cycle = items.cycle and answers.item = items.item
inner join plain.indicator_questions as links on items.question = links.question
left join plain.choices as choices
    on items.cycle = choices.cycle and items.list = choices.list and answers.value = choices.choice;

create or replace table plain.indicator_scores as
select
    scores.cycle,
    scores.country,
    scores.indicator,
    count(*) filter (where scores.applies) as applicable,
    count(scores.score) as counted,
    sum(scores.weight * scores.score) / sum(scores.weight) filter (where scores.score is not null) as known_mean,
    case
        when count(scores.score) >= count(*) filter (where scores.applies) * any_value(cycles.coverage_threshold) - 1e-9
            then known_mean
    end as score,
    sum(scores.weight * coalesce(scores.score, 0)) filter (where scores.applies)
    / sum(scores.weight) filter (where scores.applies) as if_missing_zero,
    sum(scores.weight * coalesce(scores.score, 100)) filter (where scores.applies)
    / sum(scores.weight) filter (where scores.applies) as if_missing_full,
    count(scores.score) filter (where scores.evidence_state = 'evidenced') as evidenced,
    count(scores.score) filter (where scores.evidence_state = 'verified') as verified
from plain.item_scores as scores
inner join plain.cycles as cycles on scores.cycle = cycles.cycle
group by scores.cycle, scores.country, scores.indicator;

create or replace table plain.pillar_scores as
select
    scores.cycle,
    scores.country,
    indicators.pillar,
    count(*) filter (where scores.applicable > 0) as applicable,
    count(scores.score) as counted,
    sum(indicators.weight * scores.known_mean) / sum(indicators.weight) filter (where scores.known_mean is not null) as known_mean,
    case
        when count(scores.score) >= count(*) filter (where scores.applicable > 0) * any_value(cycles.coverage_threshold) - 1e-9
            then sum(indicators.weight * scores.known_mean) / sum(indicators.weight) filter (where scores.known_mean is not null)
    end as score,
    sum(indicators.weight * scores.if_missing_zero) / sum(indicators.weight) as if_missing_zero,
    sum(indicators.weight * scores.if_missing_full) / sum(indicators.weight) as if_missing_full,
    sum(scores.evidenced) filter (where scores.score is not null) as evidenced,
    sum(scores.verified) filter (where scores.score is not null) as verified
from plain.indicator_scores as scores
inner join plain.indicators as indicators on scores.indicator = indicators.indicator
inner join plain.cycles as cycles on scores.cycle = cycles.cycle
group by scores.cycle, scores.country, indicators.pillar;

create or replace table plain.dimension_scores as
select
    scores.cycle,
    scores.country,
    pillars.dimension,
    count(*) filter (where scores.applicable > 0) as applicable,
    count(scores.score) as counted,
    sum(pillars.weight * scores.known_mean) / sum(pillars.weight) filter (where scores.known_mean is not null) as known_mean,
    case
        when count(scores.score) >= count(*) filter (where scores.applicable > 0) * any_value(cycles.coverage_threshold) - 1e-9
            then sum(pillars.weight * scores.known_mean) / sum(pillars.weight) filter (where scores.known_mean is not null)
    end as score,
    sum(pillars.weight * scores.if_missing_zero) / sum(pillars.weight) as if_missing_zero,
    sum(pillars.weight * scores.if_missing_full) / sum(pillars.weight) as if_missing_full,
    sum(scores.evidenced) as evidenced,
    sum(scores.verified) as verified
from plain.pillar_scores as scores
inner join plain.pillars as pillars on scores.pillar = pillars.pillar
inner join plain.cycles as cycles on scores.cycle = cycles.cycle
group by scores.cycle, scores.country, pillars.dimension;
