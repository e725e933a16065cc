-- Item scores: what each answer is worth, from 0 to 100.
--
-- One row per cycle, cycle answered, country that reported there, and item. With from_cycle = cycle it is the country's
-- answer; with an earlier from_cycle it is what it said then, read on today's scale, for progress.
-- standing says how the item counts: "scored"; "missing" (blank, not known, not released, or "does not apply" with a
-- reason that nobody accepted), which lowers coverage; "left_out" of the denominator (accepted "does not apply", a
-- choice without a score, a question that does not show and is to be left).
-- Missing is not zero: score is null unless standing is "scored".
with readings as (
    select
        sources.cycle,
        sources.from_cycle,
        submissions.country,
        sources.item,
        coalesce(answers.state, 'blank') as state,
        case
            when sources.recode is null then answers.value
            else array_to_string([coalesce(sources.recode[word], word) for word in string_split(answers.value, ' ')], ' ')
        end as value,
        answers.state = 'not_applicable' and answers.reason_accepted as is_accepted,
        hidden.counts_as,
        answers.evidence_state
    from staging.item_sources as sources
    inner join input.submissions as submissions on sources.from_cycle = submissions.cycle
    left join input.answers as answers
        on sources.from_cycle = answers.cycle
        and submissions.country = answers.country
        and sources.from_item = answers.item
    left join input.hidden as hidden
        on sources.from_cycle = hidden.cycle
        and submissions.country = hidden.country
        and sources.from_item = hidden.item
),

scored as (
    select
        readings.cycle,
        readings.from_cycle,
        readings.country,
        readings.item,
        readings.state,
        readings.is_accepted,
        readings.counts_as,
        readings.evidence_state,
        case
            when readings.counts_as = 'zero' then items.lowest
            when readings.counts_as is not null or readings.state <> 'answered' then null
            when items.scorer = 'choice' then choices.score
            when items.scorer = 'share'
                then 100 * len(list_intersect(string_split(readings.value, ' '), string_split(items.counted_choices, ' ')))
                    / len(string_split(items.counted_choices, ' '))
            -- least() would make a value that is no number the best one.
            when try_cast(readings.value as double) is not null
                then 100 * greatest(0, least(1, (readings.value::double - items.low) / (items.high - items.low)))
        end as score,
        choices.choice is not null and choices.score is null as has_no_score
    from readings
    inner join staging.scored_items as items on readings.cycle = items.cycle and readings.item = items.item
    left join input.choices as choices
        on items.scorer = 'choice'
        and items.cycle = choices.cycle
        and items.list = choices.list
        and readings.value = choices.choice
)

select
    cycle,
    from_cycle,
    country,
    item,
    state,
    counts_as is not null as is_hidden,
    score,
    case
        when score is not null then 'scored'
        when is_hidden or is_accepted or (state = 'answered' and has_no_score) then 'left_out'
        else 'missing'
    end as standing,
    case when is_hidden then 'self_reported' else coalesce(evidence_state, 'self_reported') end as evidence_state
from scored
