// Reads one request a line from standard input, as { secret, headers, body }, and answers one line each: what the
// official library of Standard Webhooks says of it.
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, headers, body } = JSON.parse(line);
  try {
    new Webhook(secret).verify(body, headers);
    console.log('genuine');
  } catch (error) {
    console.log(error.message);
  }
}
