// An app written with Bolt, as the app of the sandbox's workspace. Arguments: the address of the Web API, the signing
// secret, the bot token, and an app-level token for Socket Mode or "-" for HTTP. Prints the port first, and then one
// line for each thing that happens, until standard input ends.
import bolt from '@slack/bolt';

const [slackApiUrl, signingSecret, token, appToken] = process.argv.slice(2);
const say = (what) => console.log(JSON.stringify(what));
const isSocket = appToken !== '-';
const clientOptions = { slackApiUrl };
const receiver = isSocket
  ? new bolt.SocketModeReceiver({ appToken, logLevel: 'error', installerOptions: { clientOptions } })
  : new bolt.HTTPReceiver({
    signingSecret, logLevel: 'error',
    endpoints: ['/interactivity', '/commands', '/events'],
  });
if (isSocket) receiver.client.webClient.slackApiUrl = slackApiUrl;
const app = new bolt.App({ token, receiver, clientOptions, logLevel: 'error' });
app.action(/.*/, async ({ ack, action, body, client }) => {
  await ack();
  say({ action: action.action_id, value: action.value, user: body.user.id });
  if (action.action_id !== 'rollouts.reject') return;
  await client.views.open({
    trigger_id: body.trigger_id,
    view: {
      type: 'modal', callback_id: 'why', title: { type: 'plain_text', text: 'Reject' },
      submit: { type: 'plain_text', text: 'Reject' },
      blocks: [{
        type: 'input', block_id: 'reason', label: { type: 'plain_text', text: 'Reason' },
        element: { type: 'plain_text_input', action_id: 'reason' },
      }],
    },
  });
  say({ opened: true });
});
app.view('why', async ({ ack, view, body }) => {
  await ack();
  say({ reason: view.state.values.reason.reason.value, user: body.user.id });
});
app.command('/rollouts', async ({ ack, command }) => {
  await ack(`you typed ${command.text}`);
  say({ command: command.text, user: command.user_id });
});
const server = await app.start(0);
say({ port: isSocket ? 0 : server.address().port });
process.stdin.resume();
process.stdin.on('end', async () => {
  await app.stop();
  process.exit(0);
});
