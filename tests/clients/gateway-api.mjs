// Judges one HTTPRoute or GRPCRoute a line from standard input by the published schema of the Gateway API, and answers one line each.
import { createInterface } from 'node:readline';
import { GRPCRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/GRPCRoute';
import { HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute';

const say = (what, value) => console.log(`${what}: ${JSON.stringify(value)}`);
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const tree = JSON.parse(line);
    new { GRPCRoute, HTTPRoute }[tree.kind](tree).validate();
    say('valid', true);
  } catch (e) {
    say('valid', e.message);
  }
}
