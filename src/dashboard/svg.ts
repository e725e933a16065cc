/** Makes Vega's SVG fit to stand in a page: short, without inline styles, with ids of its own and one description. */
import { shortenPath } from './path.ts';
import { type Patterns, patternDefinitions } from './pattern.ts';

export type Dress = {
  /** Goes before each id, so that charts in one page do not share clips and patterns. */
  readonly prefix: string;
  /** What a person hears in place of the picture. */
  readonly label: string;
  readonly patterns: Patterns;
  /** Null where the page sets it. */
  readonly font: string | null;
};

/** Attributes that say nothing to a reader of the page. */
const idle = /^(?:class|role|aria-roledescription|aria-hidden|font-family|version|xmlns:xlink|stroke-miterlimit)$/;

/**
 * @param svg - as Vega's string renderer writes it
 * @returns one `<svg>` element; what a mark says stands in `data-tip`, or in the `aria-label` of the link around it
 */
export function dressSvg(svg: string, { prefix, label, patterns, font }: Dress): string {
  const links = svg.includes('<a ');
  let root = true;
  let inner = nameLinks(svg).replace(
    /<([a-zA-Z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g,
    (_, tag: string, list: string, end: string) => {
      const attributes = [...list.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
        ([, name, value]) => [name!, value!] as [string, string],
      );
      if (root) {
        root = false;
        const size = attributes.filter(([name]) => ['width', 'height', 'viewBox'].includes(name));
        // A group may hold links; an image may not.
        return open('svg', [
          ['xmlns', 'http://www.w3.org/2000/svg'],
          ...size,
          ['role', links ? 'group' : 'img'],
          ['aria-label', quoted(label)],
          ...(font === null ? [] : [['font-family', font] as const]),
        ]);
      }
      const marks = /\brole-mark\b/.test(attributes.find(([name]) => name === 'class')?.[1] ?? '');
      const kept = attributes
        .filter(([name]) => !idle.test(name) && !(name === 'aria-label' && tag === 'g'))
        .filter(([name, value]) => !(name === 'transform' && value === 'translate(0,0)'))
        .filter(
          ([name, value]) =>
            !/^(?:(?:fill-|stroke-)?opacity="1"|font-weight="normal"|font-style="normal")$/.test(`${name}="${value}"`),
        )
        .map(([name, value]): [string, string] => {
          if (name === 'd') return [name, shortenPath(value)];
          if (name === 'xlink:href') return ['href', value];
          if (name === 'id') return [name, prefix + value];
          // A label is for what has a role, which a link has and a bare shape has not.
          if (name === 'aria-label' && tag !== 'a') return ['data-tip', value];
          return [name, value];
        });
      if (tag === 'a') kept.push(['tabindex', '-1']);
      if (marks) kept.push(['class', 'marks']);
      return open(tag, kept, end);
    },
  );
  inner = dropIdle(inner);
  const definitions = patternDefinitions(patterns, inner, prefix);
  inner = inner.replace(/url\(#/g, `url(#${prefix}`);
  return definitions === '' ? inner : inner.replace('</svg>', `<defs>${definitions}</defs></svg>`);
}

/** What a mark in a link says is what the link says. */
const nameLinks = (svg: string) =>
  svg.replace(/<a ([^>]*)><(\w+)([^>]*?) aria-label="([^"]*)"/g, '<a $1 aria-label="$4"><$2$3');

/** Backgrounds and foregrounds of groups that paint nothing, and groups that are left empty. */
function dropIdle(svg: string): string {
  let text = svg.replace(/<path(?=[^>]*\bdisplay="none")[^>]*(?:\/>|><\/path>)/g, '');
  text = text.replace(/<path d="[^"]*"(?: pointer-events="none")?(?:\/>|><\/path>)/g, '');
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/<g[^>]*><\/g>/g, '').replace(/<g>((?:(?!<\/?g\b)[\s\S])*)<\/g>/g, '$1');
  }
  return text;
}

const open = (tag: string, attributes: readonly (readonly [string, string])[], end = '') =>
  `<${tag}${attributes.map(([name, value]) => ` ${name}="${value}"`).join('')}${end}>`;

const quoted = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
