/** The log of the server: one line of JSON an entry, whatever an error holds, and no answer in it. */
import { Problem } from '../../problem/index.ts';

export function logLine(at: Date, entry: object): string {
  return JSON.stringify({ time: at.toISOString(), ...entry });
}

export type LoggedError = {
  readonly name: string;
  readonly message: string;
  readonly at: readonly string[];
  /** What the operating system or a database reported; operators look for its words. */
  readonly cause?: LoggedError;
};

/**
 * An error as the log reports it: a problem by its code, place and cause, any other by its message and the lines of code that
 * it came through. What a message quotes is left out, since a parser or a database may quote an answer.
 */
export function reported(error: Error): LoggedError {
  if (error instanceof Problem) {
    const { cause } = error;
    const logged = { name: error.code, message: unquoted(error.message), at: [error.where] };
    return cause instanceof Error ? { ...logged, cause: reported(cause) } : logged;
  }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, message: unquoted(error.message), at: frames.slice(0, 8).map((line) => line.trim()) };
}

const unquoted = (message: string) => message.replace(/(["'`])[^"'`]*\1/gu, '$1…$1').replace(/“[^”]*”/gu, '“…”');
