/** Consistency checks of rows of reference tables, besides the codes that they refer to. */
import type { ContentTable, Fault } from '../content/index.ts';

/** The message for two dates in the wrong order. */
type DaysWording = { readonly what: (first: string, second: string) => string; readonly correction: string };

export const membershipDays: DaysWording = {
  what: (from, to) => `The membership ends on ${to}, which is not after ${from}.`,
  correction: 'Write the first day on which the country is not a member.',
};
export const treatyDays: DaysWording = {
  what: (from, to) => `The entry into force on ${to} is before ${from}, the day that must come first.`,
  correction: 'Correct one of the two days.',
};
export const projectDays: DaysWording = {
  what: (from, to) => `The project ends on ${to}, before it starts on ${from}.`,
  correction: 'Correct one of the two days.',
};

/**
 * Rows in which the second of two days, months or years is before the first; only a membership must not start and end
 * on the same day.
 */
export const backwards = (table: ContentTable | null, first: string, second: string, wording: DaysWording): Fault[] =>
  (table?.rows ?? []).flatMap((row, at) => {
    const [from = '', to = ''] = [row[first], row[second]];
    const length = Math.min(from.length, to.length);
    const [start, end] = [from.slice(0, length), to.slice(0, length)];
    const isBackwards = wording === membershipDays ? start >= end : start > end;
    return from !== '' && to !== '' && isBackwards
      ? table!.fault(at, second, { what: wording.what(from, to), correction: wording.correction })
      : [];
  });

/** A country cannot be a member of a group twice at a time. */
export function overlapping(table: ContentTable | null): Fault[] {
  const seen = new Map<string, { from: string; to: string; at: number }[]>();
  return (table?.rows ?? []).flatMap((row, at) => {
    const { group = '', iso3 = '', valid_from: from = '', valid_to: to = '' } = row;
    const key = `${group} ${iso3}`;
    const others = seen.get(key) ?? [];
    seen.set(key, [...others, { from, to, at }]);
    const other = others.find((one) => (one.to === '' || from < one.to) && (to === '' || one.from < to));
    if (other === undefined) return [];
    const what = `"${iso3}" is a member of "${group}" already at that time, at ${table!.where(other.at)}.`;
    return table!.fault(at, 'iso3', { what, correction: 'Remove one of the two lines, or correct their days.' });
  });
}

/** Regions that contain themselves, directly or through others. */
export function circles(table: ContentTable | null): Fault[] {
  const parents = new Map((table?.rows ?? []).map(({ code = '', parent = '' }) => [code, parent]));
  return (table?.rows ?? []).flatMap(({ code = '' }, at) => {
    const passed = [code];
    for (let next = parents.get(code) ?? ''; next !== ''; next = parents.get(next) ?? '') {
      if (next === code) {
        const what = `The region "${code}" lies in itself: ${[...passed, code].join(' → ')}.`;
        // Only the first region of a cycle is reported.
        return code === [...passed].sort()[0]
          ? table!.fault(at, 'parent', {
              what,
              correction: 'Write the region that contains it, or leave the cell empty.',
            })
          : [];
      }
      if (passed.includes(next)) return [];
      passed.push(next);
    }
    return [];
  });
}

/** A name or identifier shared by two organisations: support reported with it could not be attributed. */
export function sharedNames(table: ContentTable | null, column: string): Fault[] {
  const owners = new Map<string, string>();
  return (table?.rows ?? []).flatMap((row, at) =>
    (row[column] ?? '')
      .split(';')
      .map((name) => name.trim())
      .filter(Boolean)
      .flatMap((name) => {
        const own = row.organisation ?? '';
        const owner = owners.get(name.toLowerCase()) ?? own;
        owners.set(name.toLowerCase(), owner);
        if (owner === own) return [];
        const what = `"${name}" is of the organisation "${owner}" already.`;
        return table!.fault(at, column, { what, correction: 'Keep it at one of the two.' });
      }),
  );
}

/**
 * There must be as many percentages as countries (areas), and they must sum to 100, allowing for rounding to
 * integers.
 */
export function percentages(projects: ContentTable | null, of: 'country' | 'area'): Fault[] {
  const [named, column] = of === 'country' ? ['countries', 'country_percentages'] : ['areas', 'area_percentages'];
  return (projects?.rows ?? []).flatMap((row, at) => {
    const stated = (row[column] ?? '').split(' ').filter(Boolean).map(Number);
    const count = (row[named] ?? '').split(' ').filter(Boolean).length;
    const sum = stated.reduce((total, one) => total + one, 0);
    const isWhole = stated.length === count && Math.abs(sum - 100) <= 0.5 * count;
    if (stated.length === 0 || isWhole) return [];
    return projects!.fault(at, column, {
      what: `${stated.length} percentages add up to ${sum}, for ${count} ${named}.`,
      correction: `Write one percentage for each of the ${named}, which add up to 100, or none.`,
    });
  });
}

/** Lines without a name in the working language, for which a page would show the code. */
export function nameless(table: ContentTable | null, working: string | null): Fault[] {
  const column = table?.head.find((one) => one === `name_${working}` || one === `m49_name_${working}`);
  if (column === undefined || table!.faulty.has(column)) return [];
  return table!.rows.flatMap((row, at) =>
    (row[column] ?? '') !== '' || table!.broken.has(at)
      ? []
      : table!.fault(at, column, {
          what: `"${Object.values(row)[0]}" has no name in the working language "${working}".`,
          correction: `Write it in the column ${column}.`,
        }),
  );
}
