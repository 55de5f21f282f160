// Reads the certificate of the signature from the file named first, then one message of SNS a line from standard input,
// and answers one line each: true, or why AWS's own validator refuses it. The certificate's address is never called.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { EventEmitter } from 'node:events';
import https from 'node:https';
import MessageValidator from 'sns-validator';

const certificate = readFileSync(process.argv[2], 'utf8');
https.get = (url, answer) => {
  const response = Object.assign(new EventEmitter(), { statusCode: 200 });
  queueMicrotask(() => {
    answer(response);
    response.emit('data', certificate);
    response.emit('end');
  });
  return new EventEmitter();
};
const validator = new MessageValidator();
for await (const line of createInterface({ input: process.stdin })) {
  console.log(await new Promise((done) => validator.validate(line, (error) => done(error?.message ?? 'true'))));
}
