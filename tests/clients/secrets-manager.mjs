// Talks to a Secrets Manager endpoint (first argument) with the official client of AWS and says, a line each, what it
// saw. The second argument is the admin API of the sandbox, by which things are made to go wrong.
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  paginateListSecrets,
} from '@aws-sdk/client-secrets-manager';

const [endpoint, admin] = process.argv.slice(2);
const client = (accessKeyId, secretAccessKey, more = {}) =>
  new SecretsManagerClient({
    endpoint,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
    ...more,
  });
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
  fetch(`${admin}endpoints/secretsManager/mishaps`, { method: 'PUT', body: JSON.stringify(plan) }).then((r) => r.status);
const get = (SecretId, more = {}) => good.send(new GetSecretValueCommand({ SecretId, ...more }));

const made = await good.send(new CreateSecretCommand({ Name: 'prod/slack', SecretString: '{"token":"one"}' }));
say('created', [made.Name, made.ARN.split(':').slice(0, 6).join(':'), made.VersionId.length]);
const first = await get('prod/slack');
say('read', [first.SecretString, first.VersionStages, first.CreatedDate instanceof Date, first.VersionId === made.VersionId]);
say('read by its ARN', (await get(made.ARN)).Name);
await good.send(new PutSecretValueCommand({ SecretId: 'prod/slack', SecretString: '{"token":"two"}' }));
say('rotated', [(await get('prod/slack')).SecretString, (await get('prod/slack', { VersionStage: 'AWSPREVIOUS' })).SecretString]);
say('described', (await good.send(new DescribeSecretCommand({ SecretId: 'prod/slack' }))).Name);
await good.send(new CreateSecretCommand({ Name: 'prod/other', SecretString: 'x' }));
const names = [];
for await (const page of paginateListSecrets({ client: good, pageSize: 1 }, {})) names.push(page.SecretList.map((s) => s.Name));
say('pages', names);

await fail('no such secret', get('nowhere'));
await fail('no such stage', get('prod/slack', { VersionStage: 'TEST' }));
await fail('created twice', good.send(new CreateSecretCommand({ Name: 'prod/slack', SecretString: 'x' })));
await fail('a bad name', good.send(new CreateSecretCommand({ Name: 'a b', SecretString: 'x' })));
await good.send(new DeleteSecretCommand({ SecretId: 'prod/other' }));
await fail('deleted', get('prod/other'));
await fail('wrong secret key', client('sandbox', 'wrong').send(new GetSecretValueCommand({ SecretId: 'prod/slack' })));
await fail('wrong key', client('nobody', 'sandbox').send(new GetSecretValueCommand({ SecretId: 'prod/slack' })));
await fail('wrong clock', client('sandbox', 'sandbox', { systemClockOffset: -600_000 }).send(new GetSecretValueCommand({ SecretId: 'prod/slack' })));
await mishap({ throttled: 1 });
await fail('throttled', get('prod/slack'));
await mishap({ failing: 1 });
await fail('failing', get('prod/slack'));
await mishap({ throttled: 0.5 });
const patient = client('sandbox', 'sandbox', { maxAttempts: 3 });
await patient.send(new GetSecretValueCommand({ SecretId: 'prod/slack' }));
say('retried', (await patient.send(new GetSecretValueCommand({ SecretId: 'prod/slack' }))).$metadata.attempts);
