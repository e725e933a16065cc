-- Steps: what each answer would add to the mean score of an area if it rose by one step, by the rules of scoring.
--
-- One row per reporting country, area and listed item that counts less than the best answer, in the cycle released. step_points
-- is weight_in_area times the increase of the item, with all other answers unchanged: a question that is asked only because of
-- the step counts as it does today, so an answer to it can only add. best_points is the same for the best answer. state is
-- step; hidden if a low answer above hides the question, which is asked once that answer increases; missing if there is no
-- answer, because an answer could also lower the mean. Missing: the figures of the step are null for both, and step_points if
-- the area has no mean. path_score is the mean once this item and all before it in path_position are at their best. peers made
-- at least this step between the cycle before and this one, both answers listed: up to six, those of the same region first,
-- then those that offer assistance; peer_count counts all. Protected answers have no row: the steps use public answers only.
-- Source: method, "Steps to the target".
with in_indicators as (
    select
        scores.cycle, scores.country, scores.item,
        min(scores.indicator) as indicator,
        min_by(scores.weight_in_indicator, scores.indicator) as weight
    from marts.question_scores as scores
    inner join input.cycles as cycles on scores.cycle = cycles.cycle and cycles.is_current
    where scores.listed and scores.weight_in_indicator is not null
    group by scores.cycle, scores.country, scores.item
),

in_areas as (
    select
        steps.country, items.area, steps.item, items.weight_in_area,
        items.weight_in_area * (steps.top_score - steps.score) as best_points
    from scores.next_steps as steps
    inner join marts.need_items as items on steps.country = items.country and steps.item = items.item
),

-- A separate step, because a window keeps all other selected columns in memory.
items as (
    select
        country, area, item, weight_in_area, best_points,
        row_number() over path as position,
        sum(best_points) over path as points
    from in_areas
    window path as (partition by country, area order by best_points desc nulls last, item rows unbounded preceding)
)

select
    steps.cycle,
    steps.country,
    items.area,
    steps.item,
    steps.question,
    steps.state,
    steps.list,
    steps.step_kind,
    steps.value_text,
    steps.score,
    steps.next_value,
    steps.goal,
    steps.next_score,
    steps.top_score,
    items.weight_in_area,
    items.weight_in_area * (steps.next_score - steps.score) as step_points,
    means.mean_score + step_points as score_after,
    means.mean_score < cycles.need_target - 1e-9 and score_after >= cycles.need_target - 1e-9 as reaches_target,
    indicators.indicator,
    indicators.weight * (steps.next_score - steps.score) as points_in_indicator,
    items.best_points,
    case when items.best_points is not null then items.position end::integer as path_position,
    case when items.best_points is not null then means.mean_score + items.points end as path_score,
    coalesce(near.peers, makers.peers) as peers,
    case when steps.state = 'step' then coalesce(makers.made, 0) end::integer as peer_count
from scores.next_steps as steps
inner join input.cycles as cycles on steps.cycle = cycles.cycle
inner join items on steps.country = items.country and steps.item = items.item
inner join scores.area_scores as means
    on steps.cycle = means.cycle and steps.country = means.country and items.area = means.area
left join in_indicators as indicators
    on steps.cycle = indicators.cycle and steps.country = indicators.country and steps.item = indicators.item
left join marts.offers as own on steps.country = own.country
left join scores.first_makers as makers
    on steps.item = makers.item and steps.score = makers.score and steps.next_score = makers.next_score and makers.among = 'all'
left join scores.first_makers as near
    on steps.item = near.item and steps.score = near.score and steps.next_score = near.next_score and own.region = near.among
