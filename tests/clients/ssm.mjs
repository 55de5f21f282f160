// Talks to an SSM endpoint (first argument) with the official client of AWS and says, a line each, what it saw of its
// parameters. The second argument is the admin API of the sandbox, by which things are made to go wrong.
import {
  DeleteParameterCommand,
  GetParameterCommand,
  PutParameterCommand,
  SSMClient,
  paginateGetParametersByPath,
} from '@aws-sdk/client-ssm';

const [endpoint, admin] = process.argv.slice(2);
const client = (accessKeyId, secretAccessKey, more = {}) =>
  new SSMClient({ endpoint, region: 'eu-west-1', maxAttempts: 1, credentials: { accessKeyId, secretAccessKey }, ...more });
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
  fetch(`${admin}endpoints/ssm/mishaps`, { method: 'PUT', body: JSON.stringify(plan) }).then((r) => r.status);
const get = (Name, WithDecryption = true) => good.send(new GetParameterCommand({ Name, WithDecryption }));
const put = (Name, Value, more = {}) => good.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', ...more }));

say('put', (await put('/rollouts/slack', 'one')).Version);
const read = (await get('/rollouts/slack')).Parameter;
say('read', [read.Name, read.Value, read.Type, read.Version, read.LastModifiedDate instanceof Date]);
say('read without decryption', (await get('/rollouts/slack', false)).Parameter.Value !== 'one');
say('read by its ARN', (await get(read.ARN)).Parameter.Name);
say('rotated', [(await put('/rollouts/slack', 'two', { Overwrite: true })).Version, (await get('/rollouts/slack')).Parameter.Value]);
await put('/rollouts/teams', 'x');
await put('/rollouts/more/deep', 'y');
const names = [];
for await (const page of paginateGetParametersByPath({ client: good, pageSize: 1 }, { Path: '/rollouts' })) names.push(page.Parameters.map((p) => p.Name));
say('pages', names);

await fail('no such parameter', get('/nowhere'));
await fail('put twice', put('/rollouts/slack', 'three'));
await fail('a reserved name', put('/aws/mine', 'x'));
await good.send(new DeleteParameterCommand({ Name: '/rollouts/teams' }));
await fail('deleted', get('/rollouts/teams'));
await fail('wrong secret key', client('sandbox', 'wrong').send(new GetParameterCommand({ Name: '/rollouts/slack' })));
await fail('wrong clock', client('sandbox', 'sandbox', { systemClockOffset: -600_000 }).send(new GetParameterCommand({ Name: '/rollouts/slack' })));
await mishap({ throttled: 1 });
await fail('throttled', get('/rollouts/slack'));
await mishap({ failing: 1 });
await fail('failing', get('/rollouts/slack'));
await mishap({ throttled: 0.5 });
const patient = client('sandbox', 'sandbox', { maxAttempts: 3 });
await patient.send(new GetParameterCommand({ Name: '/rollouts/slack' }));
say('retried', (await patient.send(new GetParameterCommand({ Name: '/rollouts/slack' }))).$metadata.attempts);
