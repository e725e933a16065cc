/**
 * Who may do what, on every route of the server: seven roles, each on things of its own country, of another country, and
 * on things that do not exist. The expectation is the matrix in `domain/permission.ts`. A route that is not in the table
 * below fails, so a new one cannot be open by mistake.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Action, may, type Person } from '../../../src/domain/index.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { loadCycleRules } from '../../../src/questionnaire/index.ts';
import { buildRelease, saveDraft } from '../../../src/release/index.ts';
import { audit, cycles } from '../../../src/state/index.ts';
import { root } from '../../house/source.ts';
import { asContributor, asFocalPoint, asSecretariat, peopleOf } from '../../people.ts';
import { smallContent } from '../../release/content.ts';
import { frozenCycle, inputsOf } from '../../release/frozen.ts';
import { now } from '../../release/world.ts';
import { cellOf, open } from '../../workbook/a-workbook.ts';
import { fields, openWorkplaceUnderTest, uploadForm, type WorkplaceUnderTest } from './workplace.ts';

const cycle = 'cybercrime-2026';
const everyone = Object.values(peopleOf('XAA'));
const sender = asFocalPoint('XAA');
/** Words that only people who may read the submission of that country may see, anywhere. */
const wordsOf = { XAA: 'remark-of-auremia', XAB: 'remark-of-another' } as const;

const content = smallContent();
let work: WorkplaceUnderTest;
let draft = '';
const uploadsOf: Record<string, string> = {};
let acting: Person = asSecretariat;

async function upload(country: 'XAA' | 'XAB', person: Person): Promise<string> {
  acting = asSecretariat;
  const issued = await work.ask('/en/workbook', {
    method: 'POST',
    body: fields({ cycle, country, language: 'en', scope: 'core' }),
  });
  const book = await open(new Uint8Array(await issued.arrayBuffer()));
  cellOf(book, 'C04', 'answer').value = person.role === 'contributor' ? 2 : 3;
  cellOf(book, 'C04', 'comment').value = `${wordsOf[country]} ${person.id}`;
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  const receipt = await work.desk.receiveWorkbook({ bytes, fileName: `${wordsOf[country]}.xlsx`, person });
  expect(receipt.revision, person.id).toBeGreaterThan(0);
  return receipt.upload;
}

beforeAll(async () => {
  work = await openWorkplaceUnderTest(() => acting);
  const countries = ['XAA', 'XAB'];
  await work.desk.openCycle({ cycle, person: asSecretariat, kind: 'illustrative', countries });
  uploadsOf.own = await upload('XAA', sender);
  uploadsOf.theirs = await upload('XAA', asContributor('XAA'));
  uploadsOf.foreign = await upload('XAB', asFocalPoint('XAB'));
  uploadsOf.missing = '00000000-0000-4000-8000-000000000000';
  const inputs = inputsOf(content.root, [frozenCycle(content.root, 'preparedness', '2026', now)]);
  const release = await buildRelease({ contentRoot: content.root, inputs });
  await work.store.transaction((tx) =>
    cycles.open(tx, {
      ...frozenCycle(content.root, 'preparedness', '2026', now).cycle,
      rules: loadCycleRules(content.root, 'preparedness', '2026'),
    }),
  );
  await saveDraft({ store: work.store, release, person: asSecretariat, at: '2026-05-02T10:00:00.000Z' });
  draft = release.manifest.release;
});
afterAll(async () => {
  await work.close();
  content.remove();
});

/** A thing on which somebody acts; `theirs` is of the own country, but was sent by another person. */
type Which = 'own' | 'theirs' | 'foreign' | 'missing';
const countryOf = { own: 'XAA', theirs: 'XAA', foreign: 'XAB', missing: 'XZZ' } as const;
const draftOf = (which: Which) => (which === 'missing' ? 'abcdef012345' : draft);

type RouteRule = {
  readonly action: Action;
  /** Whether the thing belongs to a country, to the whole installation, or to people with the right for any country. */
  readonly of: 'country' | 'upload' | 'draft' | 'installation' | 'some country';
  readonly at: (which: Which) => string;
  /** A complete form, which would be carried out. */
  readonly form?: (which: Which) => URLSearchParams | FormData;
};

const submission = (which: Which) => `/en/submissions/${cycle}/${countryOf[which]}`;
const reviewed = { reason: 'Reviewed.', revision: '1' };
const ofUpload = (file: string): RouteRule => ({
  action: 'workbook.original',
  of: 'upload',
  at: (which) => `/en/uploads/${uploadsOf[which]}${file}`,
});
const ofDraft = (file: string): RouteRule => ({
  action: 'release.publish',
  of: 'draft',
  at: (which) => `/en/drafts/${draftOf(which)}${file}`,
});
const form = (values: Record<string, string>) => () => fields(values);

const publicRule = 'for everyone: shows public releases only';
const languages = loadTexts(root)
  .languages.map(({ code }) => code)
  .join('|');
const L = `/:language{(?:${languages})}`;
const draftId = `${L}/drafts/:id{[0-9a-f]+}`;
const rules: Readonly<Record<string, RouteRule | typeof publicRule>> = {
  [`GET ${L}/upload`]: { action: 'template.download', of: 'installation', at: () => '/en/upload' },
  [`POST ${L}/upload`]: {
    action: 'workbook.upload',
    of: 'country',
    at: () => '/en/upload',
    form: (which: Which) => uploadForm(Buffer.from('no workbook'), 'a.xlsx', { country: countryOf[which] }),
  },
  [`POST ${L}/workbook`]: {
    action: 'workbook.prefilled',
    of: 'country',
    at: () => '/en/workbook',
    form: (which: Which) => fields({ cycle, country: countryOf[which], language: 'en', scope: 'core' }),
  },
  [`GET ${L}/questionnaire/:cycle`]: {
    action: 'template.download',
    of: 'installation',
    at: () => `/en/questionnaire/${cycle}`,
  },
  [`GET ${L}/uploads/:id`]: ofUpload(''),
  [`GET ${L}/uploads/:id/original`]: ofUpload('/original'),
  [`GET ${L}/uploads/:id/annotated`]: ofUpload('/annotated'),
  [`GET ${L}/uploads/:id/:file{(?:findings\\.csv|findings\\.json)}`]: ofUpload('/findings.csv'),
  [`POST ${L}/uploads/:id/record`]: { ...ofUpload('/record'), form: form({}) },
  [`POST ${L}/uploads/:id/remove`]: {
    ...ofUpload('/remove'),
    action: 'workbook.upload',
    form: form({ all: 'yes', confirm: 'yes' }),
  },
  [`GET ${L}/submissions`]: { action: 'submission.read', of: 'some country', at: () => '/en/submissions' },
  [`GET ${L}/submissions/:cycle/:country`]: { action: 'submission.read', of: 'country', at: submission },
  [`POST ${L}/submissions/:cycle/:country/reasons`]: {
    action: 'submission.review',
    of: 'country',
    at: (which: Which) => `${submission(which)}/reasons`,
    form: () => new URLSearchParams({ review: 'refused', answer: 'C04' }),
  },
  [`POST ${L}/submissions/:cycle/:country/:step{(?:accept|return|reopen)}`]: {
    action: 'submission.review',
    of: 'country',
    at: (which: Which) => `${submission(which)}/return`,
    form: form(reviewed),
  },
  [`POST ${L}/submissions/:cycle/:country/:step{(?:withdraw)}`]: {
    action: 'workbook.upload',
    of: 'country',
    at: (which: Which) => `${submission(which)}/withdraw`,
    form: form({ revision: '1', confirm: 'yes' }),
  },
  [`GET ${L}/release`]: { action: 'release.publish', of: 'installation', at: () => '/en/release' },
  [`POST ${L}/release`]: {
    action: 'release.publish',
    of: 'installation',
    at: () => '/en/release',
    form: form({ cycle }),
  },
  [`GET ${L}/withdrawals`]: { action: 'release.publish', of: 'installation', at: () => '/en/withdrawals' },
  [`POST ${L}/withdrawals`]: {
    action: 'release.publish',
    of: 'installation',
    at: () => '/en/withdrawals',
    form: form({ country: 'XAA', reason: 'Asked for.' }),
  },
  [`POST ${L}/withdrawals/check`]: {
    action: 'release.publish',
    of: 'installation',
    at: () => '/en/withdrawals/check',
    form: form({ country: 'XAA', reason: 'Asked for.' }),
  },
  [`POST ${L}/withdrawals/restore`]: {
    action: 'release.publish',
    of: 'installation',
    at: () => '/en/withdrawals/restore',
    form: form({ country: 'XAA', reason: 'Asked for.' }),
  },
  [`GET ${L}/support-reports`]: { action: 'reference.change', of: 'installation', at: () => '/en/support-reports' },
  [`POST ${L}/support-reports`]: {
    action: 'reference.change',
    of: 'installation',
    at: () => '/en/support-reports',
    form: form({ report: 'a', other: 'b', step: 'undo', reason: '' }),
  },
  [`GET ${draftId}`]: ofDraft(''),
  [`GET ${draftId}/done`]: ofDraft('/done'),
  [`GET ${draftId}/:table{(?:figures\\.csv|answers\\.csv)}`]: ofDraft('/figures.csv'),
  [`GET ${draftId}/:country{[A-Z]{3}}`]: ofDraft('/XAA'),
  [`POST ${draftId}/publish`]: { ...ofDraft('/publish'), form: form({ seen: 'x' }) },
  [`POST ${draftId}/discard`]: { ...ofDraft('/discard'), form: form({ seen: '' }) },
  'GET /drafts/:id{[0-9a-f]+}/:path{.*}': {
    action: 'release.publish',
    of: 'draft',
    at: (which: Which) => `/drafts/${draftOf(which)}/en/data`,
  },
  'GET /': publicRule,
  'GET /:language': publicRule,
  'GET /:language/:path{.+}': publicRule,
  'GET /assets/:file': publicRule,
  'GET /data/:release/': publicRule,
  'GET /data/:release/:about{(?:columns\\.csv|datapackage\\.json|README\\.md)}': publicRule,
  'GET /data/:release/:file{[A-Za-z0-9_]+\\.(csv|parquet|json)}': publicRule,
  'GET /live/:release/:rest{.+}': publicRule,
  'GET /release/latest/:rest{.+}': publicRule,
  'GET /release/:release/:rest{.+}': publicRule,
  'GET /picture/:release/:rest{.+\\.svg}': publicRule,
  'GET /preview/:release/:rest{.+\\.png}': publicRule,
  'GET /sitemap.xml': publicRule,
  'GET /robots.txt': publicRule,
  [`GET ${L}/search`]: publicRule,
  [`GET ${L}/releases`]: publicRule,
  [`GET ${L}/releases/compare`]: publicRule,
  [`GET ${L}/releases/:from/compare/:to`]: publicRule,
  [`GET ${L}/releases/:from/compare/:to/:table{(?:figures\\.csv|answers\\.csv)}`]: publicRule,
  [`GET ${L}/releases/:from/compare/:to/:country`]: publicRule,
  [`GET ${L}/:path{.+}`]: publicRule,
};

function isAllowed(person: Person, { action, of }: RouteRule, which: Which): boolean {
  if (of === 'installation' || of === 'draft') return may(person, action, { country: null });
  const country = countryOf[which];
  if (of === 'some country') return ['XAA', 'XAB'].some((one) => may(person, action, { country: one }));
  const uploadedBy = which === 'theirs' ? asContributor('XAA').id : `focal point of ${country}`;
  return may(person, action, { country, uploadedBy });
}

type Reply = { readonly status: number; readonly text: string };

async function send(person: Person, { at, form }: RouteRule, which: Which, accept: string): Promise<Reply> {
  acting = person;
  const asked = form ? { method: 'POST', body: form(which) } : {};
  const reply = await work.ask(at(which), { ...asked, headers: { accept } });
  return { status: reply.status, text: await reply.text() };
}

/** A reply without what the request itself stated. */
const without = ({ status, text }: Reply, which: Which): Reply => ({
  status,
  text: [uploadsOf[which]!, draftOf(which), countryOf[which]].reduce((rest, id) => rest.replaceAll(id, '…'), text),
});

const kept = async () => (await audit.list(work.store.connection, {})).length;
const whiches = (of: RouteRule['of']): Which[] =>
  of === 'installation' || of === 'some country'
    ? ['own']
    : of === 'draft'
      ? ['own', 'missing']
      : of === 'upload'
        ? ['own', 'theirs', 'foreign', 'missing']
        : ['own', 'foreign', 'missing'];
const ruled = Object.entries(rules).flatMap(([route, rule]) => (rule === publicRule ? [] : [{ route, rule }]));

it('every route of the server has a rule', () => {
  expect([...new Set(work.routes)].sort()).toEqual(Object.keys(rules).sort());
});

describe.each(ruled)('$route', ({ rule }) => {
  it('refuses everyone whom the matrix does not name, and does nothing', async () => {
    const before = await kept();
    for (const person of everyone) {
      for (const which of whiches(rule.of).filter((one) => !isAllowed(person, rule, one))) {
        for (const accept of ['text/html', 'application/json']) {
          const { status, text } = await send(person, rule, which, accept);
          expect([403, 404], `${person.id} on ${which}: ${status} ${text.slice(0, 300)}`).toContain(status);
          for (const [country, words] of Object.entries(wordsOf))
            if (!may(person, 'submission.read', { country })) expect(text, person.id).not.toContain(words);
        }
      }
    }
    expect(await kept()).toBe(before);
  });

  it('answers of a thing that a person may not see as of one that does not exist', async () => {
    for (const person of everyone) {
      for (const which of whiches(rule.of)) {
        if (which === 'missing' || isAllowed(person, rule, which)) continue;
        if (may(person, 'submission.read', { country: countryOf[which] })) continue;
        for (const accept of ['text/html', 'application/json']) {
          const hidden = without(await send(person, rule, which, accept), which);
          const missing = without(await send(person, rule, 'missing', accept), 'missing');
          expect(hidden, `${person.id} on ${which}`).toEqual(missing);
        }
      }
    }
  });
});

describe('whom the matrix names', () => {
  it.each(ruled)('may use $route', async ({ route, rule }) => {
    for (const person of everyone) {
      for (const which of whiches(rule.of)) {
        if (which === 'missing' || !isAllowed(person, rule, which)) continue;
        const { status, text } = await send(person, rule, which, 'text/html');
        const says = `${route}: ${person.id} on ${which}: ${status} ${text.slice(0, 300)}`;
        expect(status, says).not.toBe(403);
        expect(status, says).toBeLessThan(500);
        if (!rule.form && rule.of !== 'draft') expect(status, says).toBe(200);
      }
    }
    expect(work.incidents).toEqual([]);
  });
});
