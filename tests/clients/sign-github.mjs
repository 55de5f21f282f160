// Reads one request a line from standard input, as { secret, body }, and answers one line each: the signature that
// octokit puts to it, having checked that octokit itself takes it.
import { createInterface } from 'node:readline';
import { sign, verify } from '@octokit/webhooks-methods';

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, body } = JSON.parse(line);
  const signature = await sign(secret, body);
  if (!(await verify(secret, body, signature))) throw new Error('octokit does not take its own signature');
  console.log(signature);
}
