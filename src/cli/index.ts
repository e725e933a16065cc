export { commands, runCommand } from './commands.ts';
export type { Command, World } from './world.ts';
