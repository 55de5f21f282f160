// The official client of Slack's Web API talks to the address named first. Each line of standard input is one call,
// { "method": ..., "token": ..., "retries": ..., "arguments": {...} }; the answer is one line: what came back, or
// { "error": ... } with how often the client was turned away as too quick.
import { createInterface } from 'node:readline';
import webApi from '@slack/web-api';

const [slackApiUrl] = process.argv.slice(2);
for await (const line of createInterface({ input: process.stdin })) {
  const { method, token, retries, arguments: sent } = JSON.parse(line);
  let limited = 0;
  const client = new webApi.WebClient(token, {
    slackApiUrl, retryConfig: { retries: retries ?? 0 }, logLevel: 'error', rejectRateLimitedCalls: !retries,
  });
  client.on('rate_limited', () => limited++);
  try {
    const answer = await client.apiCall(method, sent);
    console.log(JSON.stringify({ ...answer, limited }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.data?.error ?? error.code, limited }));
  }
}
