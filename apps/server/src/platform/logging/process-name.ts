import { hostname } from 'node:os';

/** Tells the processes of an installation apart, in log lines; the host is the container where there is one. */
export const PROCESS_NAME = `${hostname()}:${process.pid}`;
