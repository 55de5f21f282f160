// Reads one request a line from standard input, as { secret, now, timestamp, signature, body }, and answers one line
// each: whether Bolt takes it, or why it does not.
import { createInterface } from 'node:readline';
import bolt from '@slack/bolt';

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, now, timestamp, signature, body } = JSON.parse(line);
  try {
    bolt.verifySlackRequest({
      signingSecret: secret, body, nowMilliseconds: now * 1000,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) },
    });
    console.log('genuine');
  } catch (error) {
    console.log(error.message);
  }
}
