// Judges one object of Istio a line from standard input by the published models, and answers one line each.
import { createInterface } from 'node:readline';
import { DestinationRule } from '@kubernetes-models/istio/networking.istio.io/v1/DestinationRule';
import { VirtualService } from '@kubernetes-models/istio/networking.istio.io/v1/VirtualService';

const say = (what, value) => console.log(`${what}: ${JSON.stringify(value)}`);
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const tree = JSON.parse(line);
    new { DestinationRule, VirtualService }[tree.kind](tree).validate();
    say('valid', true);
  } catch (e) {
    say('valid', e.message);
  }
}
