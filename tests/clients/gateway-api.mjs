// Judges one HTTPRoute a line from standard input by the published schema of the Gateway API, and answers one line each.
import { createInterface } from 'node:readline';
import { HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute';

const say = (what, value) => console.log(`${what}: ${JSON.stringify(value)}`);
for await (const line of createInterface({ input: process.stdin })) {
  try {
    new HTTPRoute(JSON.parse(line)).validate();
    say('valid', true);
  } catch (e) {
    say('valid', e.message);
  }
}
