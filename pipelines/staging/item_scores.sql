-- Item scores: what each answer is worth, from 0 to 100.
--
-- One row per cycle, reporting country and item. standing says how the item counts: "scored"; "missing" (blank, not
-- known, not released, or "does not apply" with a reason that nobody accepted), which lowers coverage; "left_out" of the
-- denominator (accepted "does not apply", a choice without a score, a question that does not show and is to be left).
-- A question that does not show because a low answer hides it scores its lowest step, whatever was typed there.
-- Missing is not zero: score is null unless standing is "scored".
select
    answers.cycle,
    answers.country,
    answers.item,
    answers.state,
    answers.hidden_as is not null as is_hidden,
    case
        when answers.hidden_as is null then worths.worth
        when answers.hidden_as = 'zero' then worths.lowest
    end as score,
    case
        when score is not null then 'scored'
        when answers.hidden_as is not null or worths.is_unscored then 'left_out'
        when answers.state = 'not_applicable' and answers.reason_accepted then 'left_out'
        else 'missing'
    end as standing,
    case when answers.hidden_as is null then answers.evidence_state else 'self_reported' end as evidence_state
from input.answers as answers
inner join staging.worths as worths
    on answers.cycle = worths.cycle
    and answers.item = worths.item
    -- No answer is an empty text there.
    and coalesce(answers.value, '') = worths.value
