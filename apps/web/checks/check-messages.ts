/** Part of `npm run check`: the texts of the web app are in catalogs, complete, used and translated. */
import { messageProblems } from './message-problems.ts';

const problems = messageProblems();
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
