// A provider of OpenID Connect on the loopback, made by others, with new keys at each start. Anybody signs in by any
// name; 'nobody' has no groups, 'unverified' has an address that nobody verified.
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const [port, redirect, algorithm] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const key = (type, options, alg) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }),
  use: 'sig',
  alg,
});

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'rollouts',
      client_secret: 'rollouts-client-secret:/+ %',
      redirect_uris: [redirect],
      id_token_signed_response_alg: algorithm,
      grant_types: ['authorization_code'],
    },
    {
      client_id: 'pipeline',
      client_secret: 'pipeline-secret',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  jwks: {
    keys: [key('rsa', { modulusLength: 2048 }, 'RS256'), key('ec', { namedCurve: 'P-256' }, 'ES256')],
  },
  cookies: { keys: ['a test'] },
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    groups: ['groups'],
  },
  scopes: ['openid', 'email', 'groups'],
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: `${id[0].toUpperCase()}${id.slice(1)}@example.com`,
      email_verified: id !== 'unverified',
      groups: id === 'nobody' ? [] : ['staff', `${id}s`],
    }),
  }),
  extraTokenClaims: () => ({ groups: ['ci'] }),
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_, audience) => ({
        audience,
        scope: '',
        accessTokenFormat: 'jwt',
        accessTokenTTL: 600,
        jwt: { sign: { alg: algorithm } },
      }),
    },
  },
});

provider.listen(Number(port), '127.0.0.1');
