/**
 * Random walks from the file of a country to a public page. After any sequence of uploads, omissions, choices,
 * decisions, builds, publications, withdrawals and corrections no answer is lost, none is readable against the last
 * explicit choice of its country, and none is out of order. `GAP_WALKS` sets the number of walks.
 */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Problem } from '../../src/problem/index.ts';
import {
  correctReleases,
  draftCycle,
  liftWithdrawal,
  openRelease,
  publishRelease,
  releaseFiles,
  withdrawCountry,
  withdrawRelease,
} from '../../src/release/index.ts';
import { releases } from '../../src/state/index.ts';
import { asFocalPoint, asSecretariat } from '../people.ts';
import { type Choices, type Country, cells, countries, Model, type Section, sections } from './model.ts';
import { bytesOf, cycle, marks, openWorld, removeContent, secret, type World } from './world.ts';

type Step =
  | { readonly do: 'upload'; readonly country: Country; readonly choices: Choices; readonly answer: number | null }
  | { readonly do: 'accept'; readonly country: Country; readonly confirm: boolean }
  | { readonly do: 'return' | 'reopen'; readonly country: Country }
  | { readonly do: 'withdraw country' | 'restore country'; readonly country: Country }
  | { readonly do: 'build' | 'publish' | 'correct' }
  | { readonly do: 'withdraw release'; readonly nth: number };

const country = fc.constantFrom(...countries);
const cell = fc.constantFrom('all', 'all', 'all', ...cells);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('upload' as const),
      country,
      choices: fc.record({ B: cell, C: cell, D: cell }),
      answer: fc.option(fc.integer({ min: 1, max: 5 })),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('accept' as const), country, confirm: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('return', 'reopen'), country }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore country' as const), country }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw country' as const), country }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('build' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('publish', 'correct') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw release' as const), nth: fc.nat(4) }) },
);

const upload = (from: Country, of: Partial<Choices> = {}, answer: number | null = 3): Step => ({
  do: 'upload',
  country: from,
  choices: { B: 'all', C: 'all', D: 'all', ...of },
  answer,
});
const accept = (from: Country): Step => ({ do: 'accept', country: from, confirm: true });
const does = (what: 'build' | 'publish' | 'correct'): Step => ({ do: what });
const show: readonly Step[] = [does('build'), does('publish')];

/**
 * A choice narrowed after a publication and after a draft; an older release shown again; a correction during another
 * narrowing.
 */
const example: readonly Step[] = [
  ...[upload('XAA'), accept('XAA'), upload('XAB'), accept('XAB'), ...show],
  ...[upload('XAA', { C: 'scores' }, null), does('correct'), accept('XAA'), ...show],
  ...[
    upload('XAC'),
    accept('XAC'),
    does('build'),
    upload('XAC', { B: 'nothing' }),
    does('publish'),
    ...show,
    { do: 'withdraw release', nth: 0 } as const,
  ],
  ...[{ do: 'withdraw country', country: 'XAB' } as const, upload('XAA', { B: 'declined' }), does('correct')],
];

const walks = Number(process.env.GAP_WALKS ?? 1);

afterAll(removeContent);

describe('after any sequence of actions', () => {
  it('no answer is lost, readable against the last explicit choice of its country, or out of order', async () => {
    const steps = fc.array(anyStep, { minLength: 10, maxLength: 18 });
    await fc.assert(
      fc.asyncProperty(steps, async (some) => {
        const world = await openWorld();
        try {
          await new Walk(world).go(some);
        } finally {
          await world.close();
        }
      }),
      { numRuns: 1 + walks, examples: [[[...example]]], endOnFailure: walks < 2 },
    );
  });
});

class Walk {
  readonly #world: World;
  readonly #model = new Model();
  #files = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async go(steps: readonly Step[]): Promise<void> {
    for (const [number, step] of steps.entries()) {
      try {
        if (await this.#take(step)) await this.#check();
      } catch (error) {
        // fast-check prints all steps; this adds the one that broke the rule.
        throw Object.assign(error as Error, { message: `step ${number}, ${step.do}: ${(error as Error).message}` });
      }
    }
    await this.#check();
    await this.#checkAnswers();
  }

  #by = () => ({ store: this.#world.store, person: asSecretariat, at: this.#world.now() });

  /** @returns true if public data may have changed */
  async #take(step: Step): Promise<boolean> {
    const model = this.#model;
    const { desk, contentRoot } = this.#world;
    switch (step.do) {
      case 'upload':
        return this.#upload(step);
      case 'accept':
      case 'return':
      case 'reopen':
        return this.#decide(step);
      case 'build': {
        const drafted = await refusedAs(['nothing_accepted'], () => draftCycle({ ...this.#by(), contentRoot, cycle }));
        if (drafted) model.build(drafted.release.manifest.release);
        return false;
      }
      case 'publish': {
        const id = [...model.drafts.keys()].at(-1);
        if (id === undefined) return false;
        const may = model.mayPublish(id);
        const refusals = ['release_against_choice', 'release_holds_withdrawn'];
        const done = await refusedAs(refusals, () => publishRelease({ ...this.#by(), id }));
        expect(done === true).toBe(may);
        if (may) model.publish(id);
        return true;
      }
      case 'withdraw release': {
        const id = model.public[model.public.length - 1 - (step.nth % Math.max(1, model.public.length))]?.id;
        if (id === undefined) return false;
        await withdrawRelease({ ...this.#by(), id, reason: 'For a test.' });
        model.withdrawRelease(id);
        return true;
      }
      case 'withdraw country': {
        const { country } = step;
        const held = model.public.some(({ of }) => of.has(country));
        if (model.withdrawn.has(country)) return false;
        const done = await refusedAs(['country_not_public'], () =>
          withdrawCountry({ ...this.#by(), country, cycle: null, reason: 'For a test.' }),
        );
        expect(done !== null).toBe(held);
        if (held) model.withdrawCountry(country);
        return held;
      }
      case 'restore country': {
        const { country } = step;
        if (!model.withdrawn.has(country)) return false;
        await liftWithdrawal({ ...this.#by(), country, cycle: null, reason: 'For a test.' });
        model.withdrawn.delete(country);
        return true;
      }
      default: {
        const { waiting } = model;
        const done = await correctReleases({ ...this.#by(), contentRoot });
        expect(done.map(({ withdrawn, why }) => [withdrawn, why])).toEqual(
          waiting.map(({ id, stay }) => [id, stay.length === 0 ? 'nothing_left' : null]),
        );
        for (const { withdrawn, release } of done) model.correct(withdrawn, release);
        // No release needs a second correction.
        const left = done.filter(({ release }) => release === null).map(({ withdrawn }) => withdrawn);
        expect(model.waiting.map(({ id }) => id)).toEqual(left);
        await desk.readDue();
        return true;
      }
    }
  }

  async #upload({ country: from, choices, answer }: Step & { do: 'upload' }): Promise<boolean> {
    this.#files += 1;
    const bytes = bytesOf({ country: from, choices, answer, file: this.#files });
    const sent = { bytes, fileName: 'a.xlsx', person: asFocalPoint(from) };
    const { revision } = await this.#world.desk.receiveWorkbook(sent);
    if (revision !== null) this.#model.upload(from, choices, answer);
    return true;
  }

  async #decide(step: Step & { do: 'accept' | 'return' | 'reopen' }): Promise<boolean> {
    const asked = { cycle, country: step.country, person: asSecretariat, reason: 'For a test.' };
    const { desk } = this.#world;
    const of = this.#model.of.get(step.country)!;
    if (step.do === 'accept') {
      const done = await refusedAs('any', () => desk.acceptSubmission({ ...asked, confirmWider: step.confirm }));
      if (done) of.accept();
    } else if (step.do === 'return') await refusedAs('any', () => desk.returnSubmission(asked));
    else if (await refusedAs('any', () => desk.reopenSubmission(asked))) of.accepted = false;
    return false;
  }

  async #check(): Promise<void> {
    const { store } = this.#world;
    const shown = await releases.listPublic(store.connection);
    expect(shown.map(({ id }) => id)).toEqual(this.#model.public.map(({ id }) => id).toReversed());
    expect((await releases.latest(store.connection))?.id).toBe(shown[0]?.id);
    for (const { id } of shown) await this.#checkFiles(id);
    await this.#checkPages(shown.map(({ id }) => id));
  }

  /** Checks the public data of a release, file by file and row by row. */
  async #checkFiles(id: string): Promise<void> {
    const files = await releaseFiles(this.#world.store, id);
    for (const [path, bytes] of files)
      if (!path.startsWith('inputs/')) this.#checkText(path, Buffer.from(bytes).toString());
    const release = openRelease(files);
    // Published answers must be present, since otherwise a product that shows nothing would pass.
    const listed = JSON.stringify(release.rows('answers'));
    const found = new Set([...listed.matchAll(marks)].map(([, from, section]) => `${from} ${section}`));
    const built = [...this.#model.public.find((one) => one.id === id)!.of];
    const published = built.flatMap(([from, of]) =>
      (of.B === 2 ? [`${from} B`] : []).concat(of.C === 2 ? [`${from} C`] : []),
    );
    expect([...found].filter((one) => !one.endsWith('D')).sort(), id).toEqual(published.sort());
    for (const mart of release.marts) this.#checkText(mart, JSON.stringify(release.rows(mart)));
    for (const row of release.rows<{ country: Country; section: Section; state: string }>('answers')) {
      if (!sections.includes(row.section) || row.state === 'not_released') continue;
      expect(this.#mayRead(row.country, row.section), `${id}: ${row.country} ${row.section}`).toBe(true);
    }
    const held = new Set(release.rows<{ country: Country }>('scores').map((row) => row.country));
    for (const one of held) expect(this.#model.withdrawn.has(one), `${id} holds ${one}`).toBe(false);
  }

  async #checkPages(shown: readonly string[]): Promise<void> {
    const { ask, keptPages } = this.#world;
    const [latest] = shown;
    const pages = [
      'en/world',
      'en/releases',
      'en/data',
      ...countries.flatMap((one) => [`en/country/${one}`, `en/figure/${one}/C01`]),
    ];
    const files = shown.flatMap((id) => [`data/${id}/answers.csv`, `data/${id}/answers.json`]);
    const pictures = latest ? [`release/${latest}/en/world/map.svg`, `release/${latest}/en/world/map.csv`] : [];
    for (const path of [...pages, ...files, ...pictures]) {
      const reply = await ask(path);
      const text = await reply.text();
      this.#checkText(path, text);
      if (files.includes(path) || pictures.includes(path)) expect([path, reply.status]).toEqual([path, 200]);
      if (path === 'en/world' && latest) expect(text).toContain(latest);
    }
    for (const text of keptPages()) this.#checkText('a kept page', text);
    for (const { id } of this.#model.gone.values()) await this.#checkGone(id, shown);
  }

  async #checkGone(id: string, shown: readonly string[]): Promise<void> {
    for (const path of [`data/${id}/answers.csv`, `data/${id}/scores.parquet`, `release/${id}/en/world/map.svg`]) {
      const reply = await this.#world.ask(path, '*/*');
      const said = (await reply.json()) as { reason: string; replacement: string | null };
      expect([path, reply.status, said.reason.length > 10]).toEqual([path, 410, true]);
      const replacement = shown.find((one) => said.replacement?.includes(one)) ?? null;
      expect(replacement === null, `${path}: ${said.replacement}`).toBe(shown.length === 0);
    }
  }

  #mayRead = (from: Country, section: Section): boolean =>
    this.#model.allowed(from)[section] === 2 && !this.#model.withdrawn.has(from);

  #checkText(where: string, text: string): void {
    if (text.includes(secret)) throw new Error(`${where} shows what is for the secretariat alone`);
    for (const [mark, from, section] of text.matchAll(marks))
      if (!this.#mayRead(from as Country, section as Section)) throw new Error(`${where} shows ${mark}`);
  }

  /** The newest revision has the last answer of any file, even if later files omit it. */
  async #checkAnswers(): Promise<void> {
    for (const [from, { answer }] of this.#model.of) {
      const which = { cycle, country: from, person: asSecretariat };
      const { submission } = await this.#world.desk.showSubmission(which);
      if (submission.revision === 0) continue;
      const all = await this.#world.desk.answersOf({ ...which, revision: submission.revision });
      expect(all.find(({ question }) => question === 'C02')?.value ?? null).toBe(answer);
    }
  }
}

/** @returns null if the action was refused with one of these codes (or any); a refusal changes nothing */
async function refusedAs<T>(codes: readonly string[] | 'any', act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    const isExpected = error instanceof Problem && (codes === 'any' ? error.status < 500 : codes.includes(error.code));
    if (isExpected) return null;
    throw error;
  }
}
