/** HTML from templates; every inserted value is escaped unless it is markup itself. */

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Filling = Markup | string | number | null | false | readonly Filling[];

export function html(parts: TemplateStringsArray, ...fillings: readonly Filling[]): Markup {
  return new Markup(
    parts.map((part, place) => part + (place < fillings.length ? fill(fillings[place]!) : '')).join(''),
  );
}

function fill(filling: Filling): string {
  if (filling === null || filling === false) return '';
  if (filling instanceof Markup) return filling.text;
  if (typeof filling === 'object') return filling.map(fill).join('');
  return String(filling).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
