// Judges one manifest a line from standard input by the published models of Kubernetes and the Gateway API, and answers one line each.
import { createInterface } from 'node:readline';

const say = (what, value) => console.log(`${what}: ${JSON.stringify(value)}`);
for await (const line of createInterface({ input: process.stdin })) {
  const tree = JSON.parse(line);
  const name = `${tree.kind} ${tree.metadata?.name}`;
  const from = tree.apiVersion.startsWith('gateway.networking.k8s.io/') ? '@kubernetes-models/gateway-api' : 'kubernetes-models';
  try {
    const model = await import(`${from}/${tree.apiVersion}/${tree.kind}`);
    new model[tree.kind](tree).validate();
    say(name, true);
  } catch (e) {
    say(name, e.message);
  }
}
