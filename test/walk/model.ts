/** A model of choices and actions, independent of the product: it states which marks may be readable where. */

export const countries = ['XAA', 'XAB', 'XAC'] as const;
export type Country = (typeof countries)[number];
export const sections = ['B', 'C', 'D'] as const;
export type Section = (typeof sections)[number];

/** Content of the cell of a choice. `left_out`: the file does not have the row. */
export const cells = ['all', 'scores', 'nothing', 'blank', 'left_out', 'invalid', 'declined', 'withdrawn'] as const;
export type Cell = (typeof cells)[number];
export type Choices = Readonly<Record<Section, Cell>>;

/** How much each choice publishes: all, scores, nothing. */
type Width = 0 | 1 | 2;
const widths: Readonly<Partial<Record<Cell, Width>>> = { all: 2, scores: 1 };
type Allowed = Readonly<Record<Section, Width>>;

const each = <T>(of: (section: Section) => T) =>
  Object.fromEntries(sections.map((section) => [section, of(section)])) as Record<Section, T>;

class CountryModel {
  readonly said: Record<Section, Width> = each(() => 0);
  /** The narrowest choice since the last acceptance */
  limit: Record<Section, Width> = each(() => 0);
  accepted = false;
  wasAccepted = false;
  /** The last answer of any file. Answers stay until they are withdrawn. */
  answer: number | null = null;

  upload(choices: Choices, answer: number | null): void {
    for (const section of sections) {
      const cell = choices[section];
      if (cell === 'blank' || cell === 'left_out') continue;
      this.said[section] = widths[cell] ?? 0;
      if (this.said[section] < this.limit[section]) this.limit[section] = this.said[section];
    }
    this.answer = answer ?? this.answer;
  }

  accept(): void {
    this.limit = { ...this.said };
    this.accepted = true;
    this.wasAccepted = true;
  }
}

/** A release, with how much of each country it may show. */
type Built = { readonly id: string; readonly of: ReadonlyMap<Country, Allowed> };
type Gone = Built & {
  readonly why: 'release' | 'choice' | 'corrected' | { readonly withdrawal: number };
  readonly at: number;
};

export class Model {
  readonly of = new Map<Country, CountryModel>(countries.map((country) => [country, new CountryModel()]));
  /** Withdrawn countries, with the number of the withdrawal */
  readonly withdrawn = new Map<Country, number>();
  /** Drafts, in the order in which they were built */
  readonly drafts = new Map<string, Built>();
  /** In the order of publication, without withdrawn releases */
  public: (Built & { readonly at: number })[] = [];
  /** Withdrawn, by id. */
  readonly gone = new Map<string, Gone>();
  #published = 0;
  #withdrawals = 0;

  allowed(country: Country): Allowed {
    return this.of.get(country)!.limit;
  }

  upload(country: Country, choices: Choices, answer: number | null): void {
    this.of.get(country)!.upload(choices, answer);
    for (const release of this.public) if (this.exceeds(release).includes(country)) this.#takeOut(release, 'choice');
  }

  build(id: string): void {
    const of = new Map(
      countries.flatMap((country) =>
        this.of.get(country)!.accepted && !this.withdrawn.has(country)
          ? [[country, { ...this.allowed(country) }] as const]
          : [],
      ),
    );
    // The same bytes are the same release, built again from the current choices.
    const known = this.public.find((one) => one.id === id);
    if (known) this.public = this.public.map((one) => (one === known ? { ...one, of } : one));
    else this.drafts.set(id, { id, of });
  }

  /** Countries of which the release shows more than they allow. */
  exceeds({ of }: Built): Country[] {
    return [...of].flatMap(([country, built]) =>
      sections.some((section) => built[section] > this.allowed(country)[section]) ? [country] : [],
    );
  }

  mayPublish(id: string): boolean {
    const draft = this.drafts.get(id)!;
    return this.exceeds(draft).length === 0 && [...draft.of.keys()].every((country) => !this.withdrawn.has(country));
  }

  publish(id: string): void {
    const draft = this.drafts.get(id)!;
    this.drafts.delete(id);
    this.gone.delete(id);
    this.#published += 1;
    this.public.push({ ...draft, at: this.#published });
  }

  withdrawRelease(id: string): void {
    this.#takeOut(this.public.find((one) => one.id === id)!, 'release');
  }

  withdrawCountry(country: Country): void {
    this.#withdrawals += 1;
    this.withdrawn.set(country, this.#withdrawals);
    const why = { withdrawal: this.#withdrawals };
    for (const release of this.public) if (release.of.has(country)) this.#takeOut(release, why);
  }

  /** Releases that await correction, in the order of publication, with the countries that may stay. */
  get waiting(): { readonly id: string; readonly stay: readonly Country[] }[] {
    const active = [...this.withdrawn.values()];
    return [...this.gone.values()]
      .filter(({ id }) => !this.drafts.has(id))
      .filter((one) =>
        typeof one.why === 'object'
          ? active.includes(one.why.withdrawal)
          : one.why === 'choice' && this.exceeds(one).length > 0,
      )
      .sort((a, b) => a.at - b.at)
      .map((one) => ({
        id: one.id,
        stay: [...one.of.keys()].filter(
          (country) => !this.withdrawn.has(country) && !this.exceeds(one).includes(country),
        ),
      }));
  }

  /** @param release - the replacement; null if there is none */
  correct(id: string, release: string | null): void {
    const one = this.gone.get(id)!;
    if (release === null) return;
    const stay = this.waiting.find((waiting) => waiting.id === id)!.stay;
    this.gone.set(id, { ...one, why: 'corrected' });
    this.public.push({
      id: release,
      at: one.at,
      of: new Map([...one.of].filter(([country]) => stay.includes(country))),
    });
    this.public.sort((a, b) => a.at - b.at);
  }

  #takeOut(release: Built & { at: number }, why: Gone['why']): void {
    this.public = this.public.filter((one) => one !== release);
    this.gone.set(release.id, { ...release, why });
  }
}
