/**
 * `node warm-up.cjs FILE COMMAND…` runs the commands of a bundle, and writes the code that V8 compiled meanwhile before
 * its text. JavaScript, so that nothing is compiled with other settings than in `bin/quick.cjs`.
 */
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const { Script } = require('node:vm');

const [file, ...commands] = process.argv.slice(2);
const text = readFileSync(file, 'latin1');
const script = new Script(text, { filename: file });
const module_ = { exports: {} };
script.runInThisContext()(require, module_);
run();

async function run() {
  for (const words of commands) {
    process.argv = [...process.argv.slice(0, 2), ...words.split(' ')];
    await module_.exports.start();
    if (process.exitCode) return;
  }
  const code = script.createCachedData();
  const bytes = Buffer.concat([Buffer.from(`${code.length}\n`.padStart(16)), code, Buffer.from(text, 'latin1')]);
  // V8 does not notice code that a power cut damaged.
  writeFileSync(file, bytes, { flush: true });
}
