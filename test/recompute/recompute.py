"""Recomputes a release from docs/method.md, with only Python's standard library and no code of the product.

    python3 recompute.py FOLDER

FOLDER contains inputs.json (the input tables of a release by name), marts.json (its published tables by name) and
rules.json (by cycle and question: the relevance and when_hidden of the questionnaire). Prints the comparison as JSON
with every difference of more than 1e-9, and exits with code 1 if there is one.
"""
import json
import math
import pathlib
import re
import sys
from collections import Counter, defaultdict

TOLERANCE = 1e-9


def main(folder):
    inputs = read(folder, "inputs.json")
    marts = read(folder, "marts.json")
    rules = read(folder, "rules.json")
    found = Findings()
    world = World(inputs, rules)
    by_cycle = {cycle["cycle"]: CycleScores(world, cycle) for cycle in inputs["cycles"]}
    for scores in by_cycle.values():
        compare_scores(found, scores, marts)
        compare_needs(found, scores, marts)
    compare_items(found, by_cycle, marts)
    compare_progress(found, world, by_cycle, marts)
    print(json.dumps({"compared": found.compared, "differences": found.differences[:40], "count": len(found.differences)}))
    return 1 if found.differences else 0


def read(folder, name):
    return json.loads((pathlib.Path(folder) / name).read_text(encoding="utf-8"))


class Findings:
    def __init__(self):
        self.compared = Counter()
        self.differences = []

    def same(self, what, place, ours, theirs):
        self.compared[what] += 1
        if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)) and not isinstance(ours, bool):
            if abs(ours - theirs) <= TOLERANCE:
                return
        elif ours == theirs:
            return
        self.differences.append({"what": what, "place": place, "recomputed": ours, "published": theirs})


class World:
    """The input tables, indexed by their keys."""

    def __init__(self, inputs, rules):
        self.inputs = inputs
        self.rules = rules
        self.answers = defaultdict(dict)
        for answer in inputs["answers"]:
            self.answers[answer["cycle"], answer["country"]][answer["item"]] = answer
        self.questions = {(q["cycle"], q["question"]): q for q in inputs["questions"]}
        self.choices = {(c["cycle"], c["list"], c["choice"]): c["score"] for c in inputs["choices"]}
        self.shares = defaultdict(set)
        for row in inputs["share_choices"]:
            self.shares[row["cycle"], row["item"]].add(row["choice"])

    def scored_items(self, cycle):
        return [i for i in self.inputs["scored_items"] if i["cycle"] == cycle and self.questions[cycle, i["question"]]["in_edition"]]

    def worth(self, item, value):
        """The score of a value; "unscored" for a choice that does not count; None for a missing or invalid value."""
        if value is None or value == "":
            return None
        if item["scorer"] == "choice":
            key = (item["cycle"], item["list"], value)
            if key not in self.choices:
                return None
            score = self.choices[key]
            return "unscored" if score is None else score
        if item["scorer"] == "share":
            counted = self.shares[item["cycle"], item["item"]]
            return 100 * len(counted & set(value.split(" "))) / len(counted)
        try:
            number = float(value)
        except ValueError:
            return None
        low, high = item["low"], item["high"]
        return 100 * max(0, min(1, (number - low) / (high - low)))

    def lowest(self, item):
        if item["scorer"] != "choice":
            return 0
        scores = [s for (c, l, _), s in self.choices.items() if c == item["cycle"] and l == item["list"] and s is not None]
        return min(scores)


COMPARISON = re.compile(r"\$\{(\w+)\} *(>=|<=|!=|=|>|<) *('?)([\w.]+)'?$")


class Showing:
    """The questions that the answers of a country hide."""

    def __init__(self, world, cycle, answers):
        self.rules = world.rules.get(cycle, {})
        self.answers = answers
        self.known = {}

    def of(self, question):
        """None if it is shown, else "zero", "leave" or "absent"; and whether a missing answer could change this."""
        if question not in self.known:
            self.known[question] = self._of(question)
        return self.known[question]

    def _of(self, question):
        rule = self.rules.get(question)
        if rule is None:
            return None, False
        parent, sign, _, bound = COMPARISON.match(rule["relevance"]).groups()
        hidden, uncertain = self.of(parent)
        if hidden is not None:
            # A parent hidden by a low answer counts as low itself; if a parent does not apply, its children do not
            # either.
            return (rule["when_hidden"], False) if hidden != "absent" else ("absent", False)
        answer = self.answers.get(parent)
        state = answer["state"] if answer else "blank"
        if state == "not_applicable" and answer["reason_accepted"]:
            return "absent", False
        if state != "answered" or answer["value"] in (None, ""):
            return None, True
        holds = compare(answer["value"], sign, bound)
        return (None, uncertain) if holds else (rule["when_hidden"], False)


def compare(value, sign, bound):
    try:
        left, right = float(value), float(bound)
    except ValueError:
        left, right = value, bound
    return {">=": lambda: left >= right, "<=": lambda: left <= right, ">": lambda: left > right, "<": lambda: left < right,
            "=": lambda: left == right, "!=": lambda: left != right}[sign]()


class Standing:
    """How an item counts for one country."""

    def __init__(self, world, item, answer, showing, value=None):
        hidden, uncertain = showing
        state = answer["state"] if answer else "blank"
        value = value if value is not None else (answer["value"] if answer else None)
        worth = world.worth(item, value) if hidden is None else None
        if hidden == "zero":
            worth = world.lowest(item)
        away = hidden == "absent" or (hidden is None and state == "not_applicable" and answer["reason_accepted"])
        self.score = worth if isinstance(worth, (int, float)) else None
        self.is_away = away
        self.applies = self.score is not None or not (away or hidden is not None or worth == "unscored")
        self.is_asked = self.score is not None or hidden is None or hidden == "absent"
        sure = self.score is not None and not uncertain
        self.low = self.score if sure else (0 if self.applies else None)
        self.high = self.score if sure else (100 if self.applies else None)


class Group:
    """Alternative items count as one, with the best of them; a single item is a group of one."""

    def __init__(self, weight, members):
        self.weight = weight
        scores = [m.score for m in members if m.score is not None]
        self.score = max(scores) if scores else None
        self.applies = any(m.applies for m in members)
        self.is_asked = any(m.is_asked for m in members)
        self.is_away = any(m.is_away for m in members) and not self.applies
        self.low = max((m.low for m in members if m.low is not None), default=None)
        self.high = max((m.high for m in members if m.high is not None), default=None)


def mean(pairs):
    pairs = list(pairs)
    weight = math.fsum(w for w, _ in pairs)
    return math.fsum(w * v for w, v in pairs) / weight if pairs else None


class Element:
    """An indicator (of groups), or an aggregate of elements."""

    def __init__(self, cycle, children, of_items):
        self.applicable = [c for c in children if c.applies]
        self.applies = bool(self.applicable)
        if of_items:
            published = [c for c in children if c.score is not None]
            self.known = mean((c.weight, c.score) for c in published)
            self.asked = sum(c.is_asked for c in children)
            self.away = sum(c.is_away for c in children)
            self.answered = len(published)
        else:
            published = [c for c in children if c.status == "published"]
            self.known = mean((c.weight, c.known) for c in children if c.known is not None)
            self.asked = sum(c.asked for c in children)
            self.away = sum(c.away for c in children)
            self.answered = sum(c.answered for c in children)
        self.counted = len(published)
        self.low = mean((c.weight, c.low) for c in self.applicable)
        self.high = mean((c.weight, c.high) for c in self.applicable)
        if not self.applies:
            self.status = "not_applicable"
        elif not published or self.counted < len(self.applicable) * cycle["coverage_threshold"] - TOLERANCE:
            self.status = "below_threshold"
        elif self.answered < self.asked * cycle["answered_threshold"] - TOLERANCE:
            self.status = "below_answered"
        else:
            self.status = "published"
        self.score = self.known if self.status == "published" else None


class CycleScores:
    def __init__(self, world, cycle):
        self.world, self.cycle = world, cycle
        self.id = cycle["cycle"]
        self.items = {i["item"]: i for i in world.scored_items(self.id)}
        self.countries = [s["country"] for s in world.inputs["submissions"] if s["cycle"] == self.id]
        self.links = links_of(world, self.items)
        self.standings = {}
        self.elements = {}
        for country in self.countries:
            answers = world.answers[self.id, country]
            showing = Showing(world, self.id, answers)
            self.standings[country] = {
                item: Standing(world, row, answers.get(item), showing.of(row["question"])) for item, row in self.items.items()
            }
            self.elements[country] = self.tree(country)

    def tree(self, country):
        inputs, found = self.world.inputs, {}
        for row in inputs["indicators"]:
            groups = self.links.get(row["indicator"])
            if groups:
                members = [Group(w, [self.standings[country][i] for i in items]) for w, items in groups.values()]
                found[row["indicator"]] = weighted(Element(self.cycle, members, True), row["weight"])
        for level, above in (("pillars", "pillar"), ("dimensions", "dimension")):
            below = "indicators" if level == "pillars" else "pillars"
            key = below[:-1]
            for row in inputs[level]:
                children = [found[c[key]] for c in inputs[below] if c[above] == row[above] and c[key] in found]
                if children:
                    found[row[above]] = weighted(Element(self.cycle, children, False), row.get("weight", 1))
        return found


def weighted(element, weight):
    element.weight = weight
    return element


def links_of(world, items):
    """Weight and items, by indicator and group."""
    scored = {i["indicator"] for i in world.inputs["indicators"] if i["use"] == "scored"}
    links = defaultdict(dict)
    for link in world.inputs["indicator_questions"]:
        if link["indicator"] not in scored or link["weight"] <= 0:
            continue
        for item, row in items.items():
            named = link["part"] is None or item == f"{link['question']}.{link['part']}"
            if row["question"] != link["question"] or not named:
                continue
            group = ("group", link["combine"]) if link["combine"] else ("item", item)
            weight, members = links[link["indicator"]].get(group, (0, []))
            links[link["indicator"]][group] = (max(weight, link["weight"]), [*members, item])
    return links


def compare_items(found, by_cycle, marts):
    for row in marts["question_scores"]:
        if not row["listed"]:
            continue
        standing = by_cycle[row["cycle"]].standings[row["country"]][row["item"]]
        found.same("item", f"{row['cycle']} {row['country']} {row['item']}", standing.score, row["score"])


def compare_scores(found, scores, marts):
    tiers = sorted((t["from_score"], t["tier"]) for t in scores.world.inputs["tiers"] if t["cycle"] == scores.id)
    rows = [r for r in marts["scores"] if r["cycle"] == scores.id and r["status"] != "not_reported"]
    found.same("elements", scores.id, sum(len(e) for e in scores.elements.values()), len(rows))
    for row in rows:
        one = scores.elements[row["country"]][row["element"]]
        place = f"{scores.id} {row['country']} {row['element']}"
        found.same("status", place, one.status, row["status"])
        found.same(row["level"], place, one.score, row["score"])
        found.same("bound", place, one.low, row["if_missing_zero"])
        found.same("bound", place, one.high, row["if_missing_full"])
        found.same("coverage", place, one.counted / len(one.applicable) if one.applies else None, row["coverage"])
        found.same("share_answered", place, one.answered / one.asked if one.asked else None, row["share_answered"])
        found.same("share_not_applicable", place, one.away / one.asked if one.asked else None, row["share_not_applicable"])
        tier = max((t for start, t in tiers if start <= one.score + TOLERANCE), default=None) if one.score is not None else None
        found.same("tier", place, tier, row["tier"])


def compare_needs(found, scores, marts):
    world, cycle = scores.world, scores.cycle
    if cycle["priority_question"] is None:
        return
    factors = {f["choice"]: f for f in world.inputs["priority_factors"] if f["cycle"] == scores.id}
    published = {(r["country"], r["area"]): r for r in marts["needs"] if r["cycle"] == scores.id}
    for country in scores.countries:
        answers = world.answers[scores.id, country]
        support = support_of(world, cycle, answers)
        for area in (a["area"] for a in world.inputs["areas"]):
            row = published[country, area]
            place = f"{scores.id} {country} {area}"
            questions = {q["question"] for q in world.inputs["area_questions"] if q["area"] == area}
            items = [s for i, s in scores.standings[country].items() if scores.items[i]["question"] in questions]
            for item in items:
                item.weight = 1
            area_score = Element(cycle, items, True)
            found.same("area", place, area_score.score, row["mean_score"])
            stated = answers.get(f"{cycle['priority_question']}.{area}")
            withheld = stated is not None and (stated["state"] == "not_released" or not stated["listed"])
            factor = None if withheld or stated is None else factors.get(stated["value"])
            target = cycle["need_target"]
            gap = lambda score: max(0, target - score) / target
            need = None if area_score.score is None or factor is None else 100 * gap(area_score.score) * factor["factor"]
            found.same("need", place, need, row["need"])
            if need is not None:
                found.same("need bound", place, 100 * gap(area_score.high) * factor["factor"], row["need_if_full"])
                found.same("need bound", place, 100 * gap(area_score.low) * factor["factor"], row["need_if_zero"])
            active, unsure = (None, None) if support is None else (support[area]["active"], support[area]["unsure"] + support[None])
            found.same("active support", place, active, row["active_support"])
            known, maybe = others_of(marts["support_activities"], country, area) if cycle["is_current"] else (0, 1)
            every = None if active is None and known == 0 else (active or 0) + known
            found.same("unmet", place, unmet(need, factor, every, (unsure or 0) + maybe), row["unmet_status"])


def others_of(activities, country, area):
    """Activities of every source that are under way in an area, and those that may be."""
    own = [a for a in activities if a["country"] == country and a["state"] in ("runs", "ending", "unknown")]
    known = sum(a["area"] == area and a["state"] != "unknown" for a in own)
    maybe = sum(a["area"] == area and a["state"] == "unknown" or a["area"] == "unspecified" for a in own)
    return known, maybe


def unmet(need, factor, active, unsure):
    met = (need is not None and need <= TOLERANCE) or (factor is not None and not factor["pressing"]) or (active or 0) > 0
    if met:
        return "met"
    if need is None or factor is None or active is None or unsure > 0:
        return "unknown"
    return "unmet"


def support_of(world, cycle, answers):
    """Projects by area that are, or may be, active on the reference date; None if support is unknown."""
    own = [a for a in answers.values() if a["question"] == cycle["support_question"]]
    states = any(a["state"] == "answered" or (a["state"] == "not_applicable" and a["reason_accepted"]) for a in own)
    if not states or any(a["state"] == "not_released" or not a["listed"] for a in own):
        return None
    parts = {p["part"]: p["role"] for p in world.inputs["support_parts"] if p["cycle"] == cycle["cycle"]}
    projects = defaultdict(dict)
    for answer in own:
        if answer["state"] == "answered" and answer["part"]:
            _, occurrence, part = answer["part"].split(".")
            if part in parts:
                projects[occurrence][parts[part]] = answer["value"]
    found = defaultdict(lambda: {"active": 0, "unsure": 0})
    anywhere, day = 0, cycle["reference_date"]
    for project in projects.values():
        start, end = project.get("from"), project.get("to")
        if (start is not None and start > day) or (end is not None and end < day):
            continue
        if "area" not in project:
            anywhere += 1
        else:
            found[project["area"]]["active" if end is not None else "unsure"] += 1
    found[None] = anywhere
    return found


def compare_progress(found, world, by_cycle, marts):
    cycles = {c["cycle"]: c for c in world.inputs["cycles"]}
    known = {}
    for row in marts["progress"]:
        later, earlier = by_cycle[row["to_cycle"]], by_cycle[row["from_cycle"]]
        key = (row["to_cycle"], row["from_cycle"], row["country"])
        if key not in known:
            both = row["country"] in later.standings and row["country"] in earlier.standings
            known[key] = compared_tree(world, later, earlier, row["country"]) if both else {}
        one = known[key].get(row["element"])
        cycle = cycles[row["to_cycle"]]
        place = " ".join(key) + f" {row['element']}"
        before, after = (one["from"], one["to"]) if one and one["compares"] else (None, None)
        found.same("progress", place, before, row["score_from"])
        found.same("progress", place, after, row["score_to"])
        change = None if before is None else after - before
        found.same("progress", place, change, row["change"])
        years = cycle["year"] - cycles[row["from_cycle"]]["year"]
        left = None if cycle["target"] is None else max(0, cycle["target_year"] - cycles[row["from_cycle"]]["year"])
        required = max(0, cycle["target"] - before) / left if left and before is not None else None
        pace = (change / years) / required if required is not None and required > 0 else None
        found.same("pace", place, required, row["required_per_year"])
        found.same("pace", place, pace, row["pace"])
        published = later.elements[row["country"]][row["element"]].score
        changed = one["changed"] if one else 0
        called = class_of(cycle, published, change, required, pace, changed, row["same_sign"])
        found.same("class", place, called, row["class"])


def class_of(cycle, published, change, required, pace, changed, same_sign):
    target = cycle["target"]
    if target is not None and published is not None and published >= target - TOLERANCE:
        return "reached_falling" if change is not None and change < -TOLERANCE else "reached"
    if change is None:
        return "not_comparable"
    if changed == 0 or (same_sign is not None and same_sign < cycle["same_sign"]):
        return "no_change_shown"
    if change < -TOLERANCE or (pace is not None and pace < cycle["pace_insufficient"] - TOLERANCE):
        return "moving_away"
    if (pace is not None and pace >= cycle["pace_on_track"] - TOLERANCE) or (required is not None and required <= 0):
        return "on_track"
    if pace is not None and pace >= cycle["pace_moderate"] - TOLERANCE:
        return "moderate"
    return "insufficient" if target is not None else None


def compared_tree(world, later, earlier, country):
    """Scores of both cycles on comparable questions, from questions to dimensions."""
    least = later.cycle["coverage_threshold"]
    walk = {
        (c["question"]): c for c in world.inputs["crosswalk"]
        if c["cycle"] == later.id and c["from_cycle"] == earlier.id
        and world.questions.get((earlier.id, c["from_question"]), {}).get("in_edition")
    }
    showing = Showing(world, earlier.id, world.answers[earlier.id, country])
    pairs = {}
    for item, row in later.items.items():
        line = walk.get(row["question"])
        if line is None:
            continue
        from_item = line["from_question"] + item[len(row["question"]):]
        answer = world.answers[earlier.id, country].get(from_item)
        if answer is None:
            continue
        recode = dict(pair.split("=") for pair in line["recode"].split("|")) if line["recode"] else {}
        value = answer["value"]
        if value is not None and recode:
            value = " ".join(recode.get(word, word) for word in value.split(" "))
        before = Standing(world, row, answer, showing.of(line["from_question"]), value)
        after = later.standings[country][item]
        if before.applies and after.applies:
            in_both = before.score is not None and after.score is not None
            pairs[item] = (before.score, after.score) if in_both else (None, None)
    found = {}
    for row in world.inputs["indicators"]:
        units = []
        for weight, members in (later.links.get(row["indicator"]) or {}).values():
            some = [pairs[i] for i in members if i in pairs]
            if not some:
                continue
            both = [p for p in some if p[0] is not None]
            units.append({
                "weight": weight,
                "from": max(p[0] for p in both) if both else None,
                "to": max(p[1] for p in both) if both else None,
                "compares": bool(both),
                "changed": sum(p[0] != p[1] for p in both),
            })
        if units:
            found[row["indicator"]] = gather(units, least, row["weight"])
    for above, below in (("pillar", "indicator"), ("dimension", "pillar")):
        for row in world.inputs[f"{above}s"]:
            children = [found[c[below]] for c in world.inputs[f"{below}s"] if c[above] == row[above] and c[below] in found]
            if children:
                found[row[above]] = gather(children, least, row.get("weight", 1))
    return found


def gather(children, least, weight):
    in_both = sum(c["compares"] for c in children)
    return {
        "weight": weight,
        "from": mean((c["weight"], c["from"]) for c in children if c["from"] is not None),
        "to": mean((c["weight"], c["to"]) for c in children if c["to"] is not None),
        "compares": in_both > 0 and in_both >= len(children) * least - TOLERANCE,
        "changed": sum(c["changed"] for c in children),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
