// Talks to an Elastic Load Balancing endpoint (first argument) with the official client of AWS and says, a line each,
// what it saw. The second argument is the admin API of the sandbox, by which things are made to go wrong.
import {
  AddTagsCommand,
  CreateRuleCommand,
  DeleteRuleCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyRuleCommand,
  paginateDescribeRules,
  RemoveTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';

const [endpoint, admin] = process.argv.slice(2);
const client = (accessKeyId, secretAccessKey, more = {}) =>
  new ElasticLoadBalancingV2Client({
    endpoint,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
    ...more,
  });
const good = client('sandbox', 'sandbox');

const say = (what, value) => console.log(`${what}: ${JSON.stringify(value)}`);
const fail = async (what, command, by = good) => {
  try {
    await by.send(command);
    say(what, 'went well');
  } catch (e) {
    say(what, [e.name, e.$metadata?.httpStatusCode, e.$fault]);
  }
};
const mishap = (plan) =>
  fetch(`${admin}endpoints/loadBalancers/mishaps`, { method: 'PUT', body: JSON.stringify(plan) }).then((r) => r.status);

const [balancer] = (await good.send(new DescribeLoadBalancersCommand({ Names: ['sandbox'] }))).LoadBalancers;
say('load balancer', [balancer.LoadBalancerName, balancer.Type, balancer.State.Code, balancer.LoadBalancerArn]);
const [listener] = (await good.send(new DescribeListenersCommand({ LoadBalancerArn: balancer.LoadBalancerArn }))).Listeners;
say('listener', [listener.Protocol, listener.Port, listener.DefaultActions]);
const { TargetGroups: groups } = await good.send(new DescribeTargetGroupsCommand({ Names: ['payments-v1', 'payments-v2'] }));
say('target groups', groups.map((g) => [g.TargetGroupName, g.Protocol, g.Port, g.TargetType, g.LoadBalancerArns.length]));
const [stable, candidate] = groups.map((g) => g.TargetGroupArn);
const health = await good.send(new DescribeTargetHealthCommand({ TargetGroupArn: candidate }));
say('health', health.TargetHealthDescriptions.map((t) => [t.Target.Id, t.Target.Port, t.TargetHealth.State]));

const described = await good.send(new DescribeRulesCommand({ ListenerArn: listener.ListenerArn }));
const [rule, last] = described.Rules;
say('rules', described.Rules.map((r) => [r.Priority, r.IsDefault, r.Conditions, r.Actions.length]));
say('request id', /^[0-9a-f-]{36}$/.test(described.$metadata.requestId));
const tags = await good.send(new DescribeTagsCommand({ ResourceArns: [rule.RuleArn, listener.ListenerArn] }));
say('tags', tags.TagDescriptions.map((t) => t.Tags));

const forward = (weights, sticky) => [
  {
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: weights.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })),
      TargetGroupStickinessConfig: sticky,
    },
  },
];
const split = forward([[stable, 95], [candidate, 5]]);
const modify = (Actions, more = {}) => new ModifyRuleCommand({ RuleArn: rule.RuleArn, Actions, ...more });
const forwarded = ({ Rules: [r] }) => [
  r.Actions[0].ForwardConfig.TargetGroups.map((g) => g.Weight),
  r.Actions[0].ForwardConfig.TargetGroupStickinessConfig,
  r.Actions[0].TargetGroupArn === undefined,
];
say('sticky', forwarded(await good.send(modify(forward([[stable, 95], [candidate, 5]], { Enabled: true, DurationSeconds: 60 })))));
say('stickiness that is left out is off', forwarded(await good.send(modify(split))));
say('conditions stay', (await good.send(modify(split))).Rules[0].Conditions[0].HostHeaderConfig.Values);

await fail('weight 1000', modify(forward([[stable, 0], [candidate, 1000]])));
await fail('same group twice', modify(forward([[stable, 1], [stable, 1]])));
await fail('unknown group', modify(forward([[stable.replace('payments', 'nobody'), 1]])));
await fail('six groups', modify(forward(Array(6).fill([stable, 1]))));
await fail('sticky for ever', modify(forward([[stable, 1], [candidate, 1]], { Enabled: true, DurationSeconds: 604801 })));
await fail('group beside two', modify([{ ...split[0], TargetGroupArn: stable }]));
await fail('no final action', modify([{ Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: { ClientId: 'a' } }]));
await fail('no rule', new ModifyRuleCommand({ RuleArn: `${rule.RuleArn}0`, Actions: split }));
await fail('default rule', new ModifyRuleCommand({ RuleArn: last.RuleArn, Actions: split }));
await fail('no listener', new DescribeRulesCommand({ ListenerArn: `${listener.ListenerArn}0` }));
await fail('neither', new DescribeRulesCommand({}));
await fail('no load balancer', new DescribeLoadBalancersCommand({ Names: ['nobody'] }));
await fail('no group', new DescribeTargetHealthCommand({ TargetGroupArn: `${stable}0` }));
await fail('wrong page', new DescribeRulesCommand({ ListenerArn: listener.ListenerArn, PageSize: 401 }));
await fail('wrong marker', new DescribeRulesCommand({ ListenerArn: listener.ListenerArn, Marker: 'x' }));

const create = (Priority, Conditions, more = {}) =>
  new CreateRuleCommand({ ListenerArn: listener.ListenerArn, Priority, Conditions, Actions: forward([[candidate, 1]]), ...more });
const header = { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-preview', Values: ['1'] } };
const [own] = (await good.send(create(99, [header], { Tags: [{ Key: 'rollouts:before-rule', Value: 'a' }] }))).Rules;
say('created', [own.Priority, own.Conditions, own.Actions[0].TargetGroupArn === candidate]);
await fail('priority in use', create(99, [header]));
await fail('priority 0', create(0, [header]));
await fail('no condition', create(98, []));
await fail('empty value', create(98, [{ Field: 'path-pattern', Values: [''] }]));
await fail('two paths', create(98, [{ Field: 'path-pattern', Values: ['/a'] }, { Field: 'path-pattern', Values: ['/b'] }]));
await fail('four values', create(98, [{ ...header, HttpHeaderConfig: { HttpHeaderName: 'x', Values: ['1', '2', '3', '4'] } }]));
await fail('bad path', create(98, [{ Field: 'path-pattern', Values: ['^/a'] }]));
await fail('bad regex', create(98, [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: ['('] } }]));
const regex = { Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/v[0-9]+$'] } };
const query = { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'preview', Value: '1' }] } };
const [other] = (await good.send(create(98, [regex, query]))).Rules;
say('conditions', other.Conditions);
const pages = [];
for await (const page of paginateDescribeRules({ client: good }, { ListenerArn: listener.ListenerArn, PageSize: 3 })) {
  pages.push(page.Rules.map((r) => r.Priority));
}
say('pages', pages);

await good.send(new AddTagsCommand({ ResourceArns: [own.RuleArn], Tags: [{ Key: 'rollouts:stickiness', Value: '60 since 2026-11-29T21:00:00Z' }] }));
await good.send(new RemoveTagsCommand({ ResourceArns: [own.RuleArn], TagKeys: ['rollouts:before-rule'] }));
say('tags', (await good.send(new DescribeTagsCommand({ ResourceArns: [own.RuleArn] }))).TagDescriptions[0].Tags);
await fail('same tag twice', new AddTagsCommand({ ResourceArns: [own.RuleArn], Tags: [{ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }] }));
await good.send(new DeleteRuleCommand({ RuleArn: own.RuleArn }));
await good.send(new DeleteRuleCommand({ RuleArn: other.RuleArn }));
await fail('deleted', new DeleteRuleCommand({ RuleArn: own.RuleArn }));
await fail('default rule deleted', new DeleteRuleCommand({ RuleArn: last.RuleArn }));
const moved = await good.send(new ModifyListenerCommand({ ListenerArn: listener.ListenerArn, DefaultActions: split }));
say('listener moved', moved.Listeners[0].DefaultActions[0].ForwardConfig.TargetGroups.map((g) => g.Weight));

await fail('wrong secret', new DescribeLoadBalancersCommand({}), client('sandbox', 'other'));
await fail('wrong key', new DescribeLoadBalancersCommand({}), client('nobody', 'sandbox'));
await fail('wrong region', new DescribeLoadBalancersCommand({}), client('sandbox', 'sandbox', { region: 'us-east-1' }));
const skewed = client('sandbox', 'sandbox', { systemClockOffset: 3_600_000 });
await fail('an hour ahead', new DescribeLoadBalancersCommand({}), skewed);
await fail('after its clock was corrected', new DescribeLoadBalancersCommand({}), skewed);
await mishap({ throttled: 1 });
await fail('throttled', new DescribeLoadBalancersCommand({}));
await mishap({ throttled: 0.5 });
const patient = client('sandbox', 'sandbox', { maxAttempts: 3 });
const retried = await patient.send(new DescribeLoadBalancersCommand({}));
const again = await patient.send(new DescribeLoadBalancersCommand({}));
say('retried', [retried.$metadata.attempts, again.$metadata.attempts].sort());
await mishap({ failing: 1 });
await fail('failing', new DescribeLoadBalancersCommand({}));
await mishap({});
