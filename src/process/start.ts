/** Starts a child process, also on a machine that has no memory, process or file descriptor left for it. */
import { ChildProcess, type ForkOptions, fork } from 'node:child_process';

/** An answer that reaches `eval` or `new Function` is executed in no process. */
const always = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];

/**
 * A process that cannot be started is like one that ended at once: `error`, then `exit` with the code of the error in
 * place of a signal. Node would throw some of these errors, give others without any `exit`, and leave out `send`; who
 * waits for the end of a process would wait forever.
 */
export function startProcess(module: string, given: readonly string[], options: ForkOptions): ChildProcess {
  const child = forked(module, given, options);
  child.on('error', (error: NodeJS.ErrnoException) => {
    if (!isStarted(child)) process.nextTick(() => child.emit('exit', null, error.code ?? error.name));
  });
  return child;
}

/** Whether the system could start it. */
export const isStarted = ({ pid }: ChildProcess): boolean => pid !== undefined;

function forked(module: string, given: readonly string[], options: ForkOptions): ChildProcess {
  try {
    const child = fork(module, given, { ...options, execArgv: [...new Set([...always, ...(options.execArgv ?? [])])] });
    if (!isStarted(child)) child.send = sendNothing;
    return child;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== 'spawn') throw error;
    const child = Object.assign(new ChildProcess(), { send: sendNothing });
    process.nextTick(() => child.emit('error', error));
    return child;
  }
}

/** A message to a process that does not exist is lost, as one to a process that ends. */
const sendNothing = () => false;
