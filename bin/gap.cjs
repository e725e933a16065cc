#!/usr/bin/env node
/**
 * Starts the software on Node 24 with the required flags. Plain JavaScript that any Node from version 12 can read: it
 * uses the Node that npm installed with the software, otherwise the current one if it is recent enough.
 */
'use strict';
const { spawn } = require('child_process');
const { constants } = require('os');
const { join } = require('path');

const flags = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];
const needed = 24;
/** Commands that only list something; they start from a bundle with compiled code (packaging/quick.ts). */
const quick = ['', '--help', '--version', 'cycle list', 'cycle show', 'submission list', 'release list'];

function packagedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const described = require.resolve(`node-${platform}-${process.arch}/package.json`);
    return join(described, '..', 'bin', platform === 'win' ? 'node.exe' : 'node');
  } catch (_) {
    return null;
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

/** What starts the command, with the flags with which the code in bundles was compiled. */
function scriptOf() {
  const words = process.argv.slice(2, 4);
  const isQuick = quick.includes(words.join(' ')) || /^--(help|version)$/.test(words[0]);
  return isQuick && process.platform !== 'win32'
    ? ['--no-opt', '--v8-pool-size=0', join(__dirname, 'quick.cjs')]
    : [join(__dirname, 'start.mjs')];
}

const isRecent = Number(process.versions.node.split('.')[0]) >= needed;
const node = packagedNode() || (isRecent ? process.execPath : null);
if (node) start(node);
else
  fail(
    `This needs Node ${needed}, and here is ${process.version}: install Node ${needed} from https://nodejs.org, then try again.`,
  );

function start(command) {
  const line = flags.concat(scriptOf(), process.argv.slice(2));
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
