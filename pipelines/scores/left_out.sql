-- Left out: scores outside their own bounds, and what below them is the cause.
--
-- What stays under its threshold enters no score above it, yet its known answers enter the bounds; a score may therefore
-- lie outside these. One row per cycle, reporting country and element whose score does. elements names those right below
-- that are left out so, separated by spaces; null, as are level and number, where the cause stands further down.
-- Source: method, "Missing".
with below as (
    select
        cycle,
        country,
        parent,
        string_agg(element, ' ' order by element) as elements,
        any_value(level) as level,
        count(*)::integer as number
    from scores.element_scores
    where status = 'below_threshold' and (if_missing_zero > 1e-9 or if_missing_full < 100 - 1e-9)
    group by cycle, country, parent
)

select
    scores.cycle,
    scores.country,
    scores.element,
    below.elements,
    below.level,
    below.number
from scores.element_scores as scores
left join below
    on scores.cycle = below.cycle and scores.country = below.country and scores.element = below.parent
where scores.score < scores.if_missing_zero - 1e-9 or scores.score > scores.if_missing_full + 1e-9
