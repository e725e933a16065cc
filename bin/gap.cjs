#!/usr/bin/env node
/**
 * Starts the software on Node 24 with the required flags. Plain JavaScript that any Node from version 12 can read: it
 * uses the Node that npm installed with the software, otherwise the current one if it is recent enough.
 */
'use strict';
const { spawn } = require('child_process');
const { existsSync } = require('fs');
const { constants } = require('os');
const { join } = require('path');

const flags = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];
const needed = 24;
/** Commands that only list something; they start from a snapshot of the program (packaging/snapshot.ts). */
const quick = ['', '--help', '--version', 'cycle list', 'cycle show', 'submission list', 'release list'];

function packagedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const described = require.resolve(`node-${platform}-${process.arch}/package.json`);
    const command = join(described, '..', 'bin', platform === 'win' ? 'node.exe' : 'node');
    return { command, version: require(described).version };
  } catch (_) {
    return null;
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

/** The snapshot made by this version of Node for this tree, if the command is in it. */
function snapshotOf(version) {
  const words = process.argv.slice(2, 4);
  if (!quick.includes(words.join(' ')) && !/^--(help|version)$/.test(words[0])) return [];
  const root = join(__dirname, '..');
  const place = join(root, 'node_modules/.cache/gap', encodeURIComponent(root).slice(-200));
  const snapshot = join(place, `lists-${version}.snapshot`);
  return existsSync(snapshot) ? ['--no-opt', '--v8-pool-size=0', '--snapshot-blob', snapshot] : [];
}

const isRecent = Number(process.versions.node.split('.')[0]) >= needed;
const present = isRecent ? { command: process.execPath, version: process.versions.node } : null;
const node = packagedNode() || present;
if (node) start(node);
else
  fail(
    `This needs Node ${needed}, and here is ${process.version}: install Node ${needed} from https://nodejs.org, then try again.`,
  );

function start({ command, version }) {
  const script = join(__dirname, 'start.mjs');
  const line = flags.concat(snapshotOf(version), script, process.argv.slice(2));
  const child = spawn(command, line, { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both processes: passed on again, it would count as a second one.
  const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  for (const signal of ['SIGINT', 'SIGHUP']) {
    process.on(signal, () => {
      if (!terminal) child.kill(signal);
    });
  }
  child.on('error', (error) => fail(`Node could not be started: ${error.message}.`));
  child.on('exit', (code, signal) => {
    process.exitCode = code === null ? 128 + constants.signals[signal] : code;
  });
}
