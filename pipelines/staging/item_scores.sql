-- Item scores: the score of each answer, from 0 to 100.
--
-- One row per cycle, reporting country and item. standing states how the item counts: "scored"; "missing" (blank, not known,
-- not released, or "does not apply" without an accepted reason), which lowers coverage; "left_out", excluded from the
-- denominator. left_out_as gives the reason: "not_applicable" (its reason is accepted, or its parent does not apply),
-- "not_counted" (a choice without a score) or "not_asked" (a low answer hides it, and the rule is to exclude it). is_uncertain
-- is true if another value of a missing answer would hide it. A question hidden by a low answer has the score of its lowest
-- step, whatever was typed there. A protected answer has the common score of its group (surrogate): its own value is not in the
-- inputs. Missing is not zero: score is null unless standing is "scored".
select
    answers.cycle,
    answers.country,
    answers.item,
    answers.state,
    answers.hidden_as is not null as is_hidden,
    case
        when answers.surrogate is not null then answers.surrogate
        when answers.hidden_as is null then worths.worth
        when answers.hidden_as = 'zero' then worths.lowest
    end as score,
    case
        when score is not null then 'scored'
        when answers.hidden_as is not null or worths.is_unscored then 'left_out'
        when answers.state = 'not_applicable' and answers.reason_accepted then 'left_out'
        else 'missing'
    end as standing,
    case
        when standing <> 'left_out' then null
        when answers.hidden_as = 'absent' or (answers.hidden_as is null and answers.state = 'not_applicable')
            then 'not_applicable'
        when answers.hidden_as is not null then 'not_asked'
        else 'not_counted'
    end as left_out_as,
    answers.is_uncertain is true as is_uncertain,
    case when answers.hidden_as is null then answers.evidence_state else 'self_reported' end as evidence_state
from input.answers as answers
inner join staging.worths as worths
    on answers.cycle = worths.cycle
    and answers.item = worths.item
    -- No answer is an empty text there.
    and coalesce(answers.value, '') = worths.value
