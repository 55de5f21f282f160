// Reads one call a line from standard input, as { method, path, body }, and answers one line each: what GitHub's own
// OpenAPI description says of it.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import Ajv from 'ajv';

const file = new URL('node_modules/@octokit/openapi/generated/api.github.com.deref.json', import.meta.url);
const { paths } = JSON.parse(readFileSync(file, 'utf8'));
const ajv = new Ajv({ strict: false, validateFormats: false });

const known = Object.keys(paths).map((template) => ({
  template,
  pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`),
}));

for await (const line of createInterface({ input: process.stdin })) {
  const { method, path, body } = JSON.parse(line);
  const found = known.find(({ pattern, template }) => pattern.test(path) && paths[template][method.toLowerCase()]);
  if (!found) {
    console.log(`GitHub has no ${method} ${path}`);
    continue;
  }
  const operation = paths[found.template][method.toLowerCase()];
  const validate = ajv.compile(operation.requestBody.content['application/json'].schema);
  console.log(validate(body) ? `valid ${found.template}` : ajv.errorsText(validate.errors));
}
