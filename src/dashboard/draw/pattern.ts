/**
 * Fills that can be distinguished without colour: hatching, horizontal rules, dots, cross-hatching. A spec refers to one as
 * `url(#<name>)`.
 */

export type Pattern = {
  readonly back: string;
  readonly ink: string;
  readonly draw: 'hatch' | 'rules' | 'dots' | 'cross' | 'plain';
};
export type Patterns = Readonly<Record<string, Pattern>>;

const drawings: Readonly<Record<Pattern['draw'], (ink: string) => string>> = {
  hatch: (ink) => `<path d="M-1 1l2-2M0 6l6-6M5 7l2-2" stroke="${ink}" stroke-width="1"/>`,
  rules: (ink) => `<path d="M0 1.5h6M0 4.5h6" stroke="${ink}" stroke-width=".8"/>`,
  dots: (ink) => `<circle cx="1.5" cy="1.5" r=".9" fill="${ink}"/><circle cx="4.5" cy="4.5" r=".9" fill="${ink}"/>`,
  cross: (ink) => `<path d="M0 3h6M3 0v6" stroke="${ink}" stroke-width=".7"/>`,
  plain: () => '',
};

/** @returns `<pattern>` elements that the markup uses; all if there is no markup */
export function patternDefinitions(patterns: Patterns, markup: string | null): string {
  return Object.entries(patterns)
    .filter(([name]) => markup === null || markup.includes(`url(#${name})`))
    .map(
      ([name, { back, ink, draw }]) =>
        `<pattern id="${name}" width="6" height="6" patternUnits="userSpaceOnUse">` +
        `<rect width="6" height="6" fill="${back}"/>${drawings[draw](ink)}</pattern>`,
    )
    .join('');
}

/** The entries of a legend outside its page: each swatch has the patterns that it uses, by names of its own. */
export const standaloneKeys = <K extends { readonly swatch: string }>(keys: readonly K[], patterns: Patterns): K[] =>
  keys.map((key, at) => {
    const definitions = patternDefinitions(patterns, key.swatch);
    if (definitions === '') return key;
    const own = (markup: string) => markup.replace(/(url\(#|<pattern id=")/g, `$1key${at + 1}-`);
    return { ...key, swatch: own(key.swatch.replace(/<\/svg>$/, `<defs>${definitions}</defs></svg>`)) };
  });
