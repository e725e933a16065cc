-- Next steps: the score of the next higher answer to each listed item, by the rules of scoring.
--
-- One row per reporting country and listed item that counts less than the best answer, in the cycle released. The next step is
-- the next higher choice of the question's list, one more of the choices that count, or the goal of a number: next_value is the
-- choice, or the choices of which any one counts; goal is the number. state is step; hidden if a low answer above hides the
-- item, which is asked once that answer increases; missing if there is no answer. Missing: all figures of the step are null
-- unless state is step. Items that do not apply have no row.
with open as (
    select
        items.cycle, answers.country, items.item, items.question, items.scorer, items.list, items.high, answers.value,
        scores.score, string_split(items.counted_choices, ' ') as counted,
        case when scores.is_hidden then 'hidden' when scores.standing = 'scored' then 'step' else 'missing' end as state
    from staging.scored_items as items
    inner join input.cycles as cycles on items.cycle = cycles.cycle and cycles.is_current
    inner join staging.item_scores as scores on items.cycle = scores.cycle and items.item = scores.item
    inner join input.answers as answers
        on items.cycle = answers.cycle and items.item = answers.item and scores.country = answers.country
    where answers.listed and scores.standing <> 'left_out' and coalesce(scores.score, 0) < 100 - 1e-9
),

higher as (
    select
        open.country, open.item,
        min_by(choices.choice, (choices.score, choices.position)) as next_value,
        min(choices.score) as next_score,
        max(choices.score) as top_score
    from open
    inner join input.choices as choices
        on open.cycle = choices.cycle and open.list = choices.list and choices.score > open.score + 1e-9
    where open.state = 'step' and open.scorer = 'choice'
    group by open.country, open.item
)

select
    open.cycle,
    open.country,
    open.item,
    open.question,
    open.state,
    open.list,
    case
        when open.state <> 'step' then null
        when open.scorer = 'share' then 'one_more'
        when open.scorer = 'goalposts' then 'number'
        else 'choice'
    end as step_kind,
    case when open.state = 'step' then open.value end as value_text,
    case when open.state = 'step' then open.score end as score,
    case
        when open.state <> 'step' then null
        when open.scorer = 'choice' then higher.next_value
        when open.scorer = 'share'
            then array_to_string(list_filter(open.counted, lambda choice: not list_contains(string_split(open.value, ' '), choice)), ' ')
    end as next_value,
    case when open.state = 'step' and open.scorer = 'goalposts' then open.high end as goal,
    case
        when open.state <> 'step' then null
        when open.scorer = 'choice' then higher.next_score
        when open.scorer = 'share' then open.score + 100 / len(open.counted)
        else 100
    end as next_score,
    case
        when open.state <> 'step' then null
        when open.scorer = 'choice' then higher.top_score
        else 100
    end as top_score
from open
left join higher on open.country = higher.country and open.item = higher.item
where open.state <> 'step' or open.scorer <> 'choice' or higher.next_score is not null
