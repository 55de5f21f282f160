// A mail server on the loopback, made by others: it writes each message that it takes as a line of JSON to its output.
// 'gone@' has no mailbox. 'later@' is taken at the second attempt only.
import { readFileSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const { port, security, certificate, key, user, password } = JSON.parse(process.argv[2]);
const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });
const deferred = new Set();

const server = new SMTPServer({
  secure: security === 'tls',
  disabledCommands: [...(security === 'startTls' ? [] : ['STARTTLS']), ...(user ? [] : ['AUTH'])],
  authOptional: !user,
  ...(certificate ? { cert: readFileSync(certificate), key: readFileSync(key) } : {}),
  onAuth(given, session, answer) {
    if (given.username === user && given.password === password) {
      answer(null, { user });
    } else {
      answer(refusal(535, 'authentication credentials invalid'));
    }
  },
  onRcptTo(address, session, answer) {
    const name = address.address.split('@')[0];
    if (name === 'gone') {
      answer(refusal(550, 'no such mailbox'));
    } else if (name === 'later' && !deferred.has(address.address)) {
      deferred.add(address.address);
      answer(refusal(450, 'try again later'));
    } else {
      answer();
    }
  },
  async onData(stream, session, answer) {
    const mail = await simpleParser(stream);
    const received = {
      to: session.envelope.rcptTo.map((one) => one.address),
      secure: session.secure,
      user: session.user ?? null,
      from: mail.from.text,
      named: mail.to.text,
      bcc: mail.bcc?.text ?? null,
      subject: mail.subject,
      id: mail.messageId,
      references: [mail.references].flat(),
      importance: mail.headers.get('priority'),
      automatic: mail.headers.get('auto-submitted'),
      text: mail.text,
      html: mail.html,
    };
    process.stdout.write(`mail ${JSON.stringify(received)}\n`);
    answer();
  },
});
server.on('error', () => {});
server.listen(port, '127.0.0.1');
