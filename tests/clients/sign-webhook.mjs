// Reads one request a line from standard input, as { secret, id, at, body }, and answers one line each: the signature
// that the official library of Standard Webhooks puts to it. "at" is in seconds since 1970.
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, id, at, body } = JSON.parse(line);
  console.log(new Webhook(secret).sign(id, new Date(at * 1000), body));
}
