-- Response quality: the basis of each country's figures.
--
-- One row per cycle and reporting country, over the scored items that it was asked: including those that do not apply, without
-- those that a low answer hides and excludes. Shares are of those items: with a value, that do not apply, without a value.
-- share_confirmed is, among the answers with a value that the country itself gave (a question not asked has no answer), the
-- share that it only confirmed from an earlier cycle or another source. Null if there is no item, or no answer. Source:
-- accepted submissions.
with items as (
    select
        scores.cycle,
        scores.country,
        count(*) filter (where coalesce(scores.left_out_as, '') <> 'not_asked') as asked,
        count(*) filter (where scores.standing = 'scored') as scored,
        count(*) filter (where scores.left_out_as = 'not_applicable') as not_applicable,
        count(*) filter (where scores.standing = 'missing') as missing,
        count(*) filter (where scores.state = 'answered' and not scores.is_hidden) as answered,
        count(*) filter (where scores.state = 'answered' and not scores.is_hidden and answers.confirmed) as confirmed
    from staging.item_scores as scores
    left join input.answers as answers
        on scores.cycle = answers.cycle and scores.country = answers.country and scores.item = answers.item
    group by scores.cycle, scores.country
)

select
    cycle,
    country,
    asked::integer as asked,
    scored::integer as scored,
    missing::integer as missing,
    not_applicable::integer as not_applicable,
    confirmed::integer as confirmed,
    scored / nullif(asked, 0) as share_scored,
    missing / nullif(asked, 0) as share_missing,
    not_applicable / nullif(asked, 0) as share_not_applicable,
    confirmed / nullif(answered, 0) as share_confirmed
from items
