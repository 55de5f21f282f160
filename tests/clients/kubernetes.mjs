// Talks to an API server (first argument; second its token) with the client of the Kubernetes project and says, a line
// each, what it saw. The third argument is a prepared collection of routes with one named 'checkout'.
import * as k8s from '@kubernetes/client-node';

const [server, token] = process.argv.slice(2);
const config = (user) => {
  const made = new k8s.KubeConfig();
  made.loadFromOptions({
    clusters: [{ name: 'it', server: server.replace(/\/$/, ''), skipTLSVerify: true }],
    users: [{ name: 'it', token: user }],
    contexts: [{ name: 'it', cluster: 'it', user: 'it', namespace: 'shop' }],
    currentContext: 'it',
  });
  return made;
};
const good = config(token);
const api = good.makeApiClient(k8s.CustomObjectsApi);
const where = { group: 'gateway.networking.k8s.io', version: 'v1', namespace: 'shop', plural: 'httproutes' };
const route = { ...where, name: 'checkout' };
const say = (what, value) => console.log(`${what}: ${JSON.stringify(value)}`);
const fail = async (what, promise) => {
  try {
    await promise;
    say(what, 'went well');
  } catch (e) {
    const body = typeof e.body === 'string' ? JSON.parse(e.body) : e.body;
    say(what, [e.code, body?.kind, body?.reason]);
    return { ...e, body };
  }
};
const withType = (type) => k8s.setHeaderOptions('Content-Type', type);
const jsonPatch = withType('application/json-patch+json');

const first = await api.getNamespacedCustomObject(route);
say('got', [first.kind, first.metadata.name, first.metadata.generation, typeof first.metadata.resourceVersion]);
const list = await api.listNamespacedCustomObject(where);
say('listed', [list.kind, list.items.map((r) => r.metadata.name), typeof list.metadata.resourceVersion]);

const weight = (value, version) => [
  { op: 'replace', path: '/metadata/resourceVersion', value: version },
  { op: 'replace', path: '/spec/rules/1/backendRefs/1/weight', value },
];
const body = (value, version = first.metadata.resourceVersion) => ({ ...route, body: weight(value, version), fieldManager: 'judge' });
const second = await api.patchNamespacedCustomObject(body(5), jsonPatch);
say('patched', [second.spec.rules[1].backendRefs[1].weight, second.metadata.generation - first.metadata.generation]);
say('managers', second.metadata.managedFields.map((m) => [m.manager, m.operation, Object.keys(m.fieldsV1)]));
await fail('stale patch', api.patchNamespacedCustomObject(body(6), jsonPatch));
await fail('stale update', api.replaceNamespacedCustomObject({ ...route, body: first }));
const bare = structuredClone(second);
delete bare.metadata.resourceVersion;
await fail('update without a version', api.replaceNamespacedCustomObject({ ...route, body: bare }));
await fail('a patch of nothing', api.patchNamespacedCustomObject({ ...route, body: [{ op: 'replace', path: '/spec/nothing/here', value: 1 }] }, jsonPatch));
await fail('strategic merge', api.patchNamespacedCustomObject({ ...route, body: {} }, withType('application/strategic-merge-patch+json')));
const dry = await api.patchNamespacedCustomObject({ ...body(50, second.metadata.resourceVersion), dryRun: 'All' }, jsonPatch);
const after = await api.getNamespacedCustomObject(route);
say('dry run', [dry.spec.rules[1].backendRefs[1].weight, after.spec.rules[1].backendRefs[1].weight]);
const applied = { apiVersion: first.apiVersion, kind: first.kind, metadata: { name: 'checkout' }, spec: { rules: first.spec.rules } };
const conflict = await fail(
  'apply over another manager',
  api.patchNamespacedCustomObject({ ...route, body: applied, fieldManager: 'gitops' }, withType('application/apply-patch+yaml')),
);
say('causes', conflict.body.details.causes);
await api.patchNamespacedCustomObject({ ...route, body: applied, fieldManager: 'gitops', force: true }, withType('application/apply-patch+yaml'));
say('forced', (await api.getNamespacedCustomObject(route)).metadata.managedFields.map((m) => [m.manager, m.operation]));

const made = { apiVersion: first.apiVersion, kind: 'HTTPRoute', metadata: { name: 'basket', namespace: 'shop' }, spec: first.spec };
say('created', (await api.createNamespacedCustomObject({ ...where, body: made })).metadata.generation);
await fail('created again', api.createNamespacedCustomObject({ ...where, body: made }));
await fail('not there', api.getNamespacedCustomObject({ ...route, name: 'nowhere' }));
await fail('no such kind', api.getNamespacedCustomObject({ ...route, plural: 'tlsroutes' }));
await fail('wrong token', config('wrong').makeApiClient(k8s.CustomObjectsApi).getNamespacedCustomObject(route));

// A watch from a version shows what comes after it, and bookmarks.
const path = '/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes';
const now = (await api.listNamespacedCustomObject(where)).metadata.resourceVersion;
const seen = [];
let enough;
const all = new Promise((resolve) => (enough = resolve));
const watch = await new k8s.Watch(good).watch(
  path,
  { resourceVersion: now, allowWatchBookmarks: true },
  (type, object) => {
    if (seen.at(-1)?.[0] !== type) seen.push([type, object.kind, object.metadata?.name ?? null]);
    if (type === 'BOOKMARK' && seen.length > 2) enough();
  },
  () => {},
);
await new Promise((resolve) => setTimeout(resolve, 100));
await api.deleteNamespacedCustomObject({ ...route, name: 'basket' });
const third = await api.getNamespacedCustomObject(route);
await api.patchNamespacedCustomObject(body(7, third.metadata.resourceVersion), jsonPatch);
await all;
watch.abort();
say('watched', seen.filter(([type]) => type !== 'BOOKMARK'));
say('bookmark', seen.find(([type]) => type === 'BOOKMARK'));

// A watch from a version that is forgotten is told so in its stream.
const old = await new Promise((resolve) =>
  new k8s.Watch(good).watch(path, { resourceVersion: '1' }, (type, object) => resolve([type, object.code, object.reason]), (e) =>
    resolve(['end', e?.statusCode ?? e?.code ?? null]),
  ),
);
say('too old', old);

// An informer of the project follows the collection.
const added = new Promise((resolve) => {
  const informer = k8s.makeInformer(good, path, () => api.listNamespacedCustomObject(where));
  informer.on('add', (o) => resolve([o.metadata.name, informer.stop() && true]));
  informer.on('error', (e) => resolve(['error', e.message]));
  informer.start();
});
say('informer', (await added)[0]);
process.exit(0);
