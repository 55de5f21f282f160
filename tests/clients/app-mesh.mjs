// Talks to an App Mesh endpoint (first argument) with the official client of AWS and says, a line each, what it saw.
// The second argument is the admin API of the sandbox, by which things are made to go wrong.
import {
  AppMeshClient,
  CreateRouteCommand,
  DescribeRouteCommand,
  ListRoutesCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-app-mesh';

const [endpoint, admin] = process.argv.slice(2);
const client = (accessKeyId, secretAccessKey, more = {}) =>
  new AppMeshClient({
    endpoint,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
    ...more,
  });
const route = { meshName: 'demo', virtualRouterName: 'checkout', routeName: 'checkout' };
const good = client('sandbox', 'sandbox');

const say = (what, value) => console.log(`${what}: ${JSON.stringify(value)}`);
const fail = async (what, promise) => {
  try {
    await promise;
    say(what, 'went well');
  } catch (e) {
    say(what, [e.name, e.$metadata?.httpStatusCode, e.$fault]);
  }
};
const mishap = (plan) =>
  fetch(`${admin}endpoints/appMesh/mishaps`, { method: 'PUT', body: JSON.stringify(plan) }).then((r) => r.status);

const first = (await good.send(new DescribeRouteCommand(route))).route;
say('described', [first.routeName, first.metadata.version, first.metadata.createdAt instanceof Date, first.status]);
const targets = (stable, candidate) => [
  { virtualNode: 'checkout-v1', weight: stable },
  { virtualNode: 'checkout-v2', weight: candidate },
];
const spec = (stable, candidate) => ({
  ...first.spec,
  httpRoute: { ...first.spec.httpRoute, action: { weightedTargets: targets(stable, candidate) } },
});

const second = (await good.send(new UpdateRouteCommand({ ...route, spec: spec(95, 5) }))).route;
say('updated', [second.metadata.version, second.spec.httpRoute.action.weightedTargets.map((t) => t.weight)]);
say('kept', [second.spec.priority, second.spec.httpRoute.retryPolicy.perRetryTimeout, second.spec.httpRoute.timeout]);
const made = await good.send(
  new CreateRouteCommand({ ...route, routeName: 'a b/c', spec: { tcpRoute: { action: { weightedTargets: targets(1, 0) } } } }),
);
say('created', [made.route.routeName, made.route.metadata.version]);
say('described by a strange name', (await good.send(new DescribeRouteCommand({ ...route, routeName: 'a b/c' }))).route.routeName);
const page = await good.send(new ListRoutesCommand({ ...route, limit: 1 }));
const rest = await good.send(new ListRoutesCommand({ ...route, limit: 1, nextToken: page.nextToken }));
say('listed', [...page.routes, ...rest.routes].map((r) => [r.routeName, r.version]));
say('own mesh', (await good.send(new DescribeRouteCommand({ ...route, meshOwner: '123456789012' }))).route.routeName);

await fail('unknown route', good.send(new DescribeRouteCommand({ ...route, routeName: 'nowhere' })));
await fail('unknown router', good.send(new ListRoutesCommand({ ...route, virtualRouterName: 'nowhere' })));
await fail('unknown mesh', good.send(new DescribeRouteCommand({ ...route, meshName: 'nowhere' })));
await fail('a token of no page', good.send(new ListRoutesCommand({ ...route, nextToken: 'bogus' })));
await fail('a token too long', good.send(new UpdateRouteCommand({ ...route, spec: spec(95, 5), clientToken: 'x'.repeat(65) })));
await fail('foreign mesh', good.send(new DescribeRouteCommand({ ...route, meshOwner: '210987654321' })));
await fail('too much', good.send(new UpdateRouteCommand({ ...route, spec: spec(95, 6) })));
await fail('two at once', good.send(new CreateRouteCommand({ ...route, spec: spec(100, 0) })));
await good.send(new UpdateRouteCommand({ ...route, spec: spec(90, 10), clientToken: 'once' }));
const again = await good.send(new UpdateRouteCommand({ ...route, spec: spec(90, 10), clientToken: 'once' }));
say('the same token again', again.route.metadata.version);
await fail('the token for something else', good.send(new UpdateRouteCommand({ ...route, spec: spec(80, 20), clientToken: 'once' })));

await fail('wrong secret', client('sandbox', 'wrong').send(new DescribeRouteCommand(route)));
await fail('wrong key', client('nobody', 'sandbox').send(new DescribeRouteCommand(route)));
await fail('wrong region', client('sandbox', 'sandbox', { region: 'us-east-1' }).send(new DescribeRouteCommand(route)));
await fail('wrong clock', client('sandbox', 'sandbox', { systemClockOffset: -600_000 }).send(new DescribeRouteCommand(route)));

await mishap({ throttled: 1 });
await fail('throttled', good.send(new DescribeRouteCommand(route)));
await mishap({ failing: 1 });
await fail('failing', good.send(new DescribeRouteCommand(route)));
await mishap({ stale: true });
const stale = (await good.send(new DescribeRouteCommand(route))).route;
say('stale', [stale.metadata.version, stale.spec.httpRoute.action.weightedTargets.map((t) => t.weight)]);
await mishap({ failing: 0.5 });
const patient = client('sandbox', 'sandbox', { maxAttempts: 3 });
await patient.send(new DescribeRouteCommand(route));
say('retried', (await patient.send(new DescribeRouteCommand(route))).$metadata.attempts);
