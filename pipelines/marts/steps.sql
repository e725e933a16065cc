-- Steps: what each answer would add to the mean score of an area if it rose by one step, by the rules of scoring.
--
-- One row per reporting country, area and listed item that counts less than the best answer, in the cycle released.
-- step_points is weight_in_area times the rise of the item, all else as it is now: a question that comes to be asked through the
-- step counts on as it does today, so an answer to it can only add. best_points is the same for the best answer.
-- state is step; hidden where a low answer above hides the question, which is asked once that answer rises; missing where
-- there is no answer, as one that is given could also lower the mean. Missing: the figures of the step are null for both, and
-- step_points where the area has no mean. path_score is the mean once this item and all before it in path_position are at their best.
-- peers made at least this step between the cycle before and this one, both answers listed: up to six, those of the same
-- region first, then those that offer assistance; peer_count counts all.
-- Protected answers have no row: the steps come from public answers alone.
-- Source: method, "What would it take".
with in_indicators as (
    select
        cycle, country, item,
        min(indicator) as indicator,
        min_by(weight_in_indicator, indicator) as weight
    from marts.question_scores
    where listed and weight_in_indicator is not null
    group by cycle, country, item
),

-- Those of the same region first.
peers as (
    select
        steps.country, steps.item, makers.made,
        coalesce(string_split(near.peers, ' '), []) as of_region,
        array_to_string(
            (of_region || list_filter(string_split(makers.peers, ' '), lambda peer: not list_contains(of_region, peer)))[1:6], ' '
        ) as first_made
    from scores.next_steps as steps
    inner join marts.offers as own on steps.country = own.country
    inner join scores.first_makers as makers
        on steps.item = makers.item and steps.score = makers.score and steps.next_score = makers.next_score and makers.among = 'all'
    left join scores.first_makers as near
        on
            steps.item = near.item and steps.score = near.score and steps.next_score = near.next_score
            and own.region = near.among
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
    items.weight_in_area * (steps.top_score - steps.score) as best_points,
    case when best_points is not null then row_number() over path end::integer as path_position,
    case when best_points is not null then means.mean_score + sum(best_points) over path end as path_score,
    peers.first_made as peers,
    case when steps.state = 'step' then coalesce(peers.made, 0) end::integer as peer_count
from scores.next_steps as steps
inner join input.cycles as cycles on steps.cycle = cycles.cycle
inner join marts.need_items as items on steps.country = items.country and steps.item = items.item
inner join scores.area_scores as means
    on steps.cycle = means.cycle and steps.country = means.country and items.area = means.area
left join in_indicators as indicators
    on steps.cycle = indicators.cycle and steps.country = indicators.country and steps.item = indicators.item
left join peers on steps.country = peers.country and steps.item = peers.item
window path as (
    partition by steps.country, items.area
    order by items.weight_in_area * (steps.top_score - steps.score) desc nulls last, steps.item
    rows unbounded preceding
)
