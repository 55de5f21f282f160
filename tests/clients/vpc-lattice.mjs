// Talks to a VPC Lattice endpoint (first argument) with the official client of AWS and says, a line each, what it saw.
// The second argument is the admin API of the sandbox, by which things are made to go wrong.
import {
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  GetListenerCommand,
  GetRuleCommand,
  GetTargetGroupCommand,
  ListListenersCommand,
  ListServicesCommand,
  UpdateListenerCommand,
  UpdateRuleCommand,
  VPCLatticeClient,
  paginateListRules,
  paginateListTargetGroups,
} from '@aws-sdk/client-vpc-lattice';

const [endpoint, admin] = process.argv.slice(2);
const client = (accessKeyId, secretAccessKey, more = {}) =>
  new VPCLatticeClient({
    endpoint,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
    ...more,
  });
const good = client('sandbox', 'sandbox');
const service = 'svc-reviews0000000000';
const listener = 'listener-reviews0000000000';
const arn = `arn:aws:vpc-lattice:eu-west-1:123456789012:service/${service}`;
const where = { serviceIdentifier: service, listenerIdentifier: listener };
const [v1, v2] = ['tg-reviewsv100000000', 'tg-reviewsv200000000'];

const say = (what, value) => console.log(`${what}: ${JSON.stringify(value)}`);
const fail = async (what, promise) => {
  try {
    await promise;
    say(what, 'went well');
  } catch (e) {
    say(what, [e.name, e.$metadata?.httpStatusCode, e.$fault, e.reason ?? e.resourceType ?? e.retryAfterSeconds]);
  }
};
const mishap = (plan) =>
  fetch(`${admin}endpoints/vpcLattice/mishaps`, { method: 'PUT', body: JSON.stringify(plan) }).then((r) => r.status);
const forward = (one, two) => ({
  forward: { targetGroups: [{ targetGroupIdentifier: v1, weight: one }, { targetGroupIdentifier: v2, weight: two }] },
});
const weights = (action) => action.forward.targetGroups.map((g) => [g.targetGroupIdentifier, g.weight]);
const header = (value) => ({
  httpMatch: { headerMatches: [{ name: 'x-tester', caseSensitive: true, match: { exact: value } }] },
});

say('services', (await good.send(new ListServicesCommand({}))).items.map((s) => [s.id, s.name, s.status]));
say('listeners', (await good.send(new ListListenersCommand({ serviceIdentifier: service }))).items.map((l) => [l.id, l.protocol, l.port]));
const first = await good.send(new GetListenerCommand(where));
say('listener', [first.name, first.serviceArn === arn, first.createdAt instanceof Date, weights(first.defaultAction)]);
const byArn = { serviceIdentifier: arn, listenerIdentifier: `${arn}/listener/${listener}` };
say('by ARN', (await good.send(new GetListenerCommand(byArn))).id === first.id);
const second = await good.send(new UpdateListenerCommand({ ...where, defaultAction: forward(95, 5) }));
say('updated', [weights(second.defaultAction), second.$metadata.requestId.length]);

const made = await good.send(
  new CreateRuleCommand({ ...where, name: 'testers', priority: 10, match: header('yes'), action: forward(0, 1), clientToken: 'once' }),
);
say('created', [made.$metadata.httpStatusCode, made.name, made.priority, made.match.httpMatch.headerMatches[0].match.exact]);
const again = await good.send(
  new CreateRuleCommand({ ...where, name: 'testers', priority: 10, match: header('yes'), action: forward(0, 1), clientToken: 'once' }),
);
say('the same token again', again.id === made.id);
const rule = { ...where, ruleIdentifier: made.id };
const changed = await good.send(new UpdateRuleCommand({ ...rule, action: forward(1, 1) }));
say('what is left out stays', [changed.priority, changed.match.httpMatch.headerMatches[0].match.exact, weights(changed.action)]);
const shown = await good.send(new GetRuleCommand(rule));
say('shown', [shown.isDefault, shown.lastUpdatedAt instanceof Date, weights(shown.action)]);
const pages = [];
for await (const page of paginateListRules({ client: good, pageSize: 1 }, where)) pages.push(page.items.map((r) => [r.name, r.isDefault]));
say('pages of rules', pages);
const groups = [];
for await (const page of paginateListTargetGroups({ client: good, pageSize: 1 }, {})) groups.push(...page.items.map((g) => g.name));
say('target groups', groups.filter((name) => name.startsWith('reviews')));
const third = await good.send(new CreateTargetGroupCommand({ name: 'reviews-v3', type: 'IP' }));
say('target group', [(await good.send(new GetTargetGroupCommand({ targetGroupIdentifier: third.arn }))).name, third.status]);
say('deleted target group', (await good.send(new DeleteTargetGroupCommand({ targetGroupIdentifier: third.id }))).status);

await fail('no such rule', good.send(new GetRuleCommand({ ...where, ruleIdentifier: 'rule-00000000000000000' })));
await fail('no such service', good.send(new GetListenerCommand({ ...where, serviceIdentifier: 'svc-00000000000000000' })));
await fail('no id', good.send(new GetListenerCommand({ ...where, serviceIdentifier: 'reviews-and-more-text' })));
await fail('too heavy', good.send(new UpdateListenerCommand({ ...where, defaultAction: forward(1000, 0) })));
await fail('no target groups', good.send(new UpdateListenerCommand({ ...where, defaultAction: { forward: { targetGroups: [] } } })));
await fail('no such target group', good.send(new UpdateListenerCommand({ ...where, defaultAction: { forward: { targetGroups: [{ targetGroupIdentifier: third.id, weight: 1 }] } } })));
await fail('a default rule', good.send(new UpdateRuleCommand({ ...where, ruleIdentifier: `rule-${listener.slice(9)}`, action: forward(1, 0) })));
await fail('a taken priority', good.send(new CreateRuleCommand({ ...where, name: 'others', priority: 10, match: header('no'), action: forward(0, 1) })));
await fail('a taken name', good.send(new CreateRuleCommand({ ...where, name: 'testers', priority: 11, match: header('no'), action: forward(0, 1) })));
await fail('a priority too high', good.send(new CreateRuleCommand({ ...where, name: 'others', priority: 2001, match: header('no'), action: forward(0, 1) })));
await fail('a bad name', good.send(new CreateRuleCommand({ ...where, name: 'rule-one', priority: 11, match: header('no'), action: forward(0, 1) })));
await fail('no match', good.send(new CreateRuleCommand({ ...where, name: 'others', priority: 11, match: { httpMatch: {} }, action: forward(0, 1) })));
await fail('the token for something else', good.send(new CreateRuleCommand({ ...where, name: 'others', priority: 11, match: header('no'), action: forward(0, 1), clientToken: 'once' })));
await fail('a target group in use', good.send(new DeleteTargetGroupCommand({ targetGroupIdentifier: v2 })));
await fail('a token of no page', (async () => { for await (const _ of paginateListRules({ client: good, startingToken: 'bogus' }, where)); })());
for (let number = 0; number < 9; number++) {
  await good.send(new CreateRuleCommand({ ...where, name: `more-${number}`, priority: 20 + number, match: header(`${number}`), action: forward(1, 0) }));
}
await fail('one rule too many', good.send(new CreateRuleCommand({ ...where, name: 'too-many', priority: 40, match: header('no'), action: forward(0, 1) })));
say('deleted', (await good.send(new DeleteRuleCommand(rule))).$metadata.httpStatusCode);
await fail('deleted twice', good.send(new DeleteRuleCommand(rule)));

await fail('wrong secret', client('sandbox', 'wrong').send(new GetListenerCommand(where)));
await fail('wrong key', client('nobody', 'sandbox').send(new GetListenerCommand(where)));
await fail('wrong region', client('sandbox', 'sandbox', { region: 'us-east-1' }).send(new GetListenerCommand(where)));
await fail('wrong clock', client('sandbox', 'sandbox', { systemClockOffset: -600_000 }).send(new GetListenerCommand(where)));
const late = client('sandbox', 'sandbox', { systemClockOffset: -600_000, maxAttempts: 2 });
say('clock corrected', [(await late.send(new GetListenerCommand(where))).$metadata.attempts, Math.abs(late.config.systemClockOffset) < 60_000]);

await mishap({ throttled: 1 });
await fail('throttled', good.send(new GetListenerCommand(where)));
await mishap({ failing: 1 });
await fail('failing', good.send(new GetListenerCommand(where)));
await mishap({ stale: true });
await good.send(new UpdateListenerCommand({ ...where, defaultAction: forward(90, 10) }));
say('stale', weights((await good.send(new GetListenerCommand(where))).defaultAction));
await mishap({ throttled: 0.5 });
const patient = client('sandbox', 'sandbox', { maxAttempts: 3 });
await patient.send(new GetListenerCommand(where));
say('retried', (await patient.send(new GetListenerCommand(where))).$metadata.attempts);
