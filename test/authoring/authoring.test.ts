/** Follows every step of `docs/authoring.md` in temporary folders and checks the results. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullEntitlement } from '../../src/domain/index.ts';
import { answers, openStore, releases } from '../../src/state/index.ts';
import { terminalIn } from '../cli/terminal.ts';
import { makePagesOnRequest } from '../demo/on-request.ts';
import { root } from '../house/source.ts';
import { cellOf, open } from '../workbook/a-workbook.ts';
import { type Step, stepsOf, tutorial } from './tutorial.ts';

const folder = mkdtempSync(join(tmpdir(), 'gap-authoring-'));
/** Environment variables, as the tutorial sets them. */
const settings: Record<string, string> = {};
const said = new Map<string, string>();
let draft = '';
let server: Running | null = null;

beforeAll(async () => {
  for (const step of tutorial()) await follow(step);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const inContent = (path: string) => join(folder, settings.GAP_CONTENT!, path);

async function follow(step: Step): Promise<void> {
  switch (step.kind) {
    case 'command':
      return run(step.words);
    case 'file':
      return writeFileSync(inContent(step.path), step.text);
    case 'append':
      return appendFileSync(inContent(step.path), step.text);
    case 'replace': {
      const lines = readFileSync(inContent(step.path), 'utf8').split('\n');
      const own = lines.find((line) => line.trim() === step.line);
      if (own === undefined) throw new Error(`${step.path} has no line "${step.line}"`);
      // Keeps the indentation of the replaced line.
      const put = step.text.trimEnd().replace(/^/gm, own.slice(0, own.indexOf(step.line)));
      return writeFileSync(inContent(step.path), lines.map((line) => (line === own ? put : line)).join('\n'));
    }
    case 'answers': {
      const path = join(folder, step.workbook);
      const book = await open(readFileSync(path));
      for (const [id, answer] of Object.entries(step.answers)) {
        cellOf(book, id, 'answer').value = /^\d+$/.test(answer) ? Number(answer) : answer;
      }
      writeFileSync(path, Buffer.from(await book.xlsx.writeBuffer()));
    }
  }
}

async function run(words: string): Promise<void> {
  const [program, ...rest] = words.split(' ');
  if (program === 'export') {
    const [name, value] = rest[0]!.split('=');
    settings[name!] = value!;
    return;
  }
  if (program !== 'gap') throw new Error(`only gap is called: ${words}`);
  if (rest[0] === 'serve') {
    makePagesOnRequest(inContent('.'));
    server = await start(rest);
    return;
  }
  const gap = terminalIn(folder, {
    contentRoot: settings.GAP_CONTENT ? join(folder, settings.GAP_CONTENT) : root,
    folder: join(folder, settings.GAP_DATA ?? 'data'),
  });
  const { code, out, err } = await gap(...rest.map((word) => (word === 'DRAFT' ? draft : word)));
  if (code !== 0) throw new Error(`${words}\n${out}\n${err}\nbefore: ${[...said.values()].at(-1)}`);
  said.set(words, out);
  if (words.startsWith('gap release build')) draft = /\b[0-9a-f]{12}\b/.exec(out)![0];
}

type Running = {
  readonly address: string;
  /** Resolves when the output contains the text, searched from the end of the previous match. */
  readonly waitForOutput: (text: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts a child process with the environment of the tutorial, on a free port. */
async function start(words: readonly string[]): Promise<Running> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'bin/start.mjs'), ...words],
    {
      cwd: folder,
      env: { ...process.env, ...settings, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let reported = '';
  let seen = 0;
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (bytes) => {
      reported += String(bytes);
    });
  const waitForOutput = async (text: string) => {
    while (reported.indexOf(text, seen) < 0) {
      if (child.exitCode !== null) throw new Error(`gap ${words.join(' ')} ended: ${reported}`);
      await Promise.race([once(child.stdout!, 'data'), once(child.stderr!, 'data'), once(child, 'exit')]);
    }
    seen = reported.indexOf(text, seen) + text.length;
  };
  await waitForOutput('Stop with Ctrl-C');
  return {
    address: /The pages are at (\S+)/.exec(reported)?.[1] ?? '',
    waitForOutput,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const pageAt = async (path: string) => {
  const reply = await fetch(new URL(path, server!.address));
  return { status: reply.status, text: await reply.text() };
};

describe('the tutorial for authors', () => {
  it('is complete on its page: files, commands and answers', () => {
    const kinds = Map.groupBy(tutorial(), ({ kind }) => kind);
    expect([...kinds].map(([kind, steps]) => [kind, steps.length > 0])).toHaveLength(5);
    expect(() => stepsOf('Text without a file.\n\n```yaml\na: 1\n```\n')).toThrow('no file is named');
  });

  it('checks its content after each step', () => {
    expect(said.get('gap check')).toContain('no errors');
    expect(said.get('gap questionnaire check bribery')).toContain(
      'bribery 2026: 2 sections, 5 questions (1 core, 4 scored, 2 with relevance)',
    );
  });

  it('has its answers accepted, in English and in Portuguese', async () => {
    const store = await openStore({ databaseUrl: null, folder: join(folder, settings.GAP_DATA!) });
    const valuesOf = async (cycle: string, country: string) =>
      Object.fromEntries(
        (await answers.accepted(store.connection, cycle, fullEntitlement))
          .filter((answer) => answer.country === country && answer.state === 'answered')
          .map(({ question, value }) => [question, value]),
      );
    try {
      expect(await valuesOf('bribery-2026', 'XAA')).toEqual({
        A01: 'yes',
        A02: 2,
        A03: 'national foreign',
        B01: 20,
        B02: 'Access to bank data',
      });
      expect(await valuesOf('bribery-2028', 'XAA')).toEqual({
        A01: 'yes',
        A02: 3,
        A03: 'national foreign',
        B01: 30,
        B03: 'yes',
      });
      const published = await releases.listPublic(store.connection);
      expect(published.map(({ cycle }) => cycle).sort()).toEqual(['bribery-2026', 'bribery-2028']);
      expect(said.get('gap release verify')).toContain('bribery-2028');
    } finally {
      await store.close();
    }
  });

  it('shows its page with the chart, the table and the filters', async () => {
    const whole = await pageAt('en/bribery-scores');
    expect(whole.status).toBe(200);
    expect(whole.text).toContain('Action against bribery: every country');
    expect(whole.text).toMatch(/<figure class="chart[\s\S]*<svg/);
    for (const name of ['Aldmark', 'Bresnia', 'Marenza']) expect(whole.text).toContain(name);
    expect(whole.text).toMatch(/<select[^>]*name="region"/);
    expect(whole.text).toContain('Northern partnership');
    const narrowed = await pageAt('en/bribery-scores?group=northern');
    expect(narrowed.status).toBe(200);
    for (const name of ['Aldmark', 'Marenza']) expect(narrowed.text).toContain(name);
    // The form still offers it for a comparison.
    expect(narrowed.text.split('id="scores"')[1]).not.toContain('Bresnia');
    expect((await pageAt('pt/bribery-scores')).status).toBe(200);
  });

  it('finds a country by its name, and shows the earlier cycle with the files that name it', async () => {
    const found = (await pageAt('en/bribery-scores?search=aldm')).text;
    expect(found).toContain('Aldmark');
    expect(found.split('<tbody>')[1]).not.toContain('Marenza');
    const earlier = (await pageAt('en/bribery-scores?cycle=bribery-2026')).text;
    expect(earlier).toContain('Cycle 2026');
    const [, file] = /href="\.\.\/(release\/[^"]+scores\.csv\?cycle=bribery-2026)"/.exec(earlier)!;
    const [head, first] = (await pageAt(file!)).text.split('\r\n');
    expect(head).toContain('Cycle');
    expect(first).toContain(',2026,');
  });

  it('compares the countries that its address names', async () => {
    expect((await pageAt('en/bribery-scores')).text).not.toContain('Comparison of the selected countries');
    const { text } = await pageAt('en/bribery-scores?with=XAA,XAB');
    const table = text.split('id="compared"')[1]!;
    expect(table).toContain('Comparison of the selected countries');
    expect(table.match(/<th scope="col"/g)).toHaveLength(4);
    for (const head of ['Aldmark', 'Bresnia', 'Largest difference']) expect(table).toContain(head);
  });

  it('offers its tables and its document, in each language with its own words', async () => {
    const { text } = await pageAt('fr/bribery-scores');
    expect(text).toContain('tous les pays');
    expect(text.split('<main')[1]).not.toContain('[en]');
    const files = [...text.matchAll(/href="\.\.\/(release\/[^"]+\.(?:xlsx|docx|pdf))"/g)].map(([, file]) => file!);
    expect(new Set(files.map((file) => file.split('.').at(-1)))).toEqual(new Set(['xlsx', 'docx', 'pdf']));
    for (const file of files) expect([file, (await fetch(new URL(file, server!.address))).status]).toEqual([file, 200]);
  });

  it('shows saved changes while it is served, and reports what is wrong with content that cannot be shown', async () => {
    const words = inContent('dashboards/bribery-scores/texts/en.yaml');
    const before = readFileSync(words, 'utf8');
    writeFileSync(words, before.replace('title: Scores', 'title: Scores, corrected'));
    await server!.waitForOutput('The pages show what was saved');
    expect((await pageAt('en/bribery-scores')).text).toContain('Scores, corrected');
    writeFileSync(words, before.replace('title: Scores', 'title: [Scores'));
    await server!.waitForOutput('dashboards/bribery-scores/texts/en.yaml:');
    expect((await pageAt('en/bribery-scores')).text).toContain('Scores, corrected');
    writeFileSync(words, before);
    await server!.waitForOutput('The pages show what was saved');
    expect((await pageAt('en/bribery-scores')).text).not.toContain('Scores, corrected');
  });

  it('has its faults reported after each save by gap check --watch', async () => {
    const following = await start(['check', '--watch']);
    const words = inContent('questionnaires/bribery/2028/texts/en.yaml');
    const before = readFileSync(words, 'utf8');
    writeFileSync(words, before.replace('title: Bribery', 'titel: Bribery'));
    await following.waitForOutput('questionnaires/bribery/2028/texts/en.yaml:');
    writeFileSync(words, before);
    await following.waitForOutput('no errors');
    await following.stop();
  });
});
