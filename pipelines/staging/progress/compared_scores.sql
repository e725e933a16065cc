-- Compared scores: answers of countries in an earlier cycle, on the current scale, for progress.
--
-- One row per cycle, earlier cycle that it is compared with, country that reported there, and item that was asked there.
-- score and standing are as in staging.item_scores, but for the scale.
select
    worths.cycle,
    worths.from_cycle,
    answers.country,
    worths.item,
    case
        -- The common score of protected answers uses the earlier scale.
        when answers.surrogate is not null and not worths.is_recoded then answers.surrogate
        when answers.hidden_as is null then worths.worth
        when answers.hidden_as = 'zero' then worths.lowest
    end as score,
    case
        when score is not null then 'scored'
        when answers.hidden_as is not null or worths.is_unscored then 'left_out'
        when answers.state = 'not_applicable' and answers.reason_accepted then 'left_out'
        else 'missing'
    end as standing
from input.answers as answers
inner join staging.compared_worths as worths
    on answers.cycle = worths.from_cycle
    and answers.item = worths.from_item
    -- No answer is an empty text there.
    and coalesce(answers.value, '') = worths.value
