/**
 * The command line: `gap` and its commands, a folder for each noun. A command reads its line, calls one use case and writes
 * the result. It knows no SQL, no Excel and no HTTP; what it may use of the outside world comes with `World`.
 */
export { commands, runCommand } from './commands.ts';
export { exitCodeMeanings, exitCodes } from './exit-codes.ts';
export type { Command, World } from './world.ts';
