using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Outside;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>Drives the load balancers of one account and region: Application or Network Load Balancers.</summary>
internal sealed class ElbRouter : ConditionalRouter<AlbRoute>
{
    private readonly TypedSettings<AlbRoute> _route;
    private readonly AdapterContext _around;
    private readonly ElbClient _client;
    private readonly RuleReader _reader;
    private readonly ElbTags _tags;
    private readonly ElbWriter _writer;

    public ElbRouter(
        RouterTraits traits,
        TypedSettings<AlbRoute> route,
        AwsEndpoint endpoint,
        AdapterContext around,
        int mostAlternatives
    )
        : base(traits)
    {
        (_route, _around) = (route, around);
        _client = new ElbClient(endpoint, around);
        _tags = new ElbTags(_client);
        _reader = new RuleReader(_client, _tags, around.Clock, mostAlternatives);
        _writer = new ElbWriter(_client);
    }

    public override Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation)
    {
        // AWS knows target groups by their ARN, which a plan does not contain.
        return AddAsync();

        async Task<Fault?> AddAsync()
        {
            string? arn = null;
            var found = await RunAsync<Done>(
                    async end =>
                    {
                        var read = await _reader.FindAsync(WhereOf(route.Where), end).ConfigureAwait(false);
                        if (!read.TryGet(out var rule, out var fault) || rule.Has(route.Candidate))
                        {
                            return fault is null ? default(Done) : fault;
                        }

                        arn = rule.Forward.ArnOf(route.Stable) is { } stable
                            ? ElbArn.Beside(stable, route.Candidate)
                            : null;
                        if (arn is not null)
                        {
                            return default(Done);
                        }

                        var named = await ArnOfAsync(route.Candidate, end).ConfigureAwait(false);
                        return named.TryGet(out arn, out fault) ? default(Done) : fault;
                    },
                    cancellation
                )
                .ConfigureAwait(false);
            return !found.TryGet(out _, out var unknown) ? unknown
                : arn is null ? null
                : await ApplyAsync(
                        route,
                        (shares, _) => shares.Has(route.Candidate) ? null : ((ListenerRule)shares).Forward.Add(arn),
                        cancellation
                    )
                    .ConfigureAwait(false);
        }
    }

    public override void Dispose() => _client.Dispose();

    protected override string System => _client.Name;

    protected override AlbRoute WhereOf(Settings route) => _route.Read(route);

    protected override Task<Answer<T>> RunAsync<T>(
        Func<CancellationToken, Task<Answer<T>>> call,
        CancellationToken cancellation
    ) => _client.RunAsync(call, cancellation);

    protected override async Task<Answer<IBackendShares>> ReadAsync(
        RouteArms route,
        AlbRoute where,
        CancellationToken end
    )
    {
        var answer = await _reader.FindAsync(where, end).ConfigureAwait(false);
        return !answer.TryGet(out var rule, out var fault) ? fault
            : rule.Unread is { } unread ? unread
            : Ambiguous(rule, route, where) is { } twice ? twice
            : rule;
    }

    protected override async Task<Answer<Done>> ChangeAsync(
        RouteArms route,
        AlbRoute where,
        Change change,
        CancellationToken end
    )
    {
        var answer = await _reader.FindAsync(where, end).ConfigureAwait(false);
        if (!answer.TryGet(out var rule, out var fault))
        {
            return fault;
        }

        var before = ForwardAction.Parse(rule.Forward.Actions)!;
        if ((Ambiguous(rule, route, where) ?? change(rule, where)) is { } refused)
        {
            return refused;
        }

        var shift = new Shift(rule, before, route.Candidate);
        if (rule.Unread is { } unread && !shift.IsBack)
        {
            return unread;
        }

        if (
            shift.IsForward
            && await HealthAsync(rule.Forward.ArnOf(route.Candidate)!, where, end).ConfigureAwait(false) is { } ill
        )
        {
            return ill;
        }

        var stickiness = new GroupStickiness(_tags, _around);
        var note = await stickiness.DecideAsync(shift, end).ConfigureAwait(false);
        return !note.TryGet(out var remember, out fault) ? fault
            : await _writer.WriteAsync(rule, before, where, end).ConfigureAwait(false) is { } unwritten ? unwritten
            : await stickiness.RememberAsync(shift, remember, where, end).ConfigureAwait(false);
    }

    /// <summary>Null if the target group can take requests.</summary>
    private async Task<Fault?> HealthAsync(string group, AlbRoute where, CancellationToken end)
    {
        var read = await _client
            .ListAsync("DescribeTargetHealth", "TargetHealthDescriptions", new() { ["TargetGroupArn"] = group }, end)
            .ConfigureAwait(false);
        return read.TryGet(out var targets, out var fault)
            ? TargetHealth.Lack(targets, ElbArn.NameOf(group), where.HealthyTargets)
            : fault;
    }

    private async Task<Answer<string>> ArnOfAsync(BackendName group, CancellationToken end)
    {
        var read = await _client
            .ListAsync("DescribeTargetGroups", "TargetGroups", new() { ["Names"] = new JsonArray(group.Value) }, end)
            .ConfigureAwait(false);
        return !read.TryGet(out var groups, out var fault) ? fault
            : groups is [var one] && BackendForm.TextOf(one["TargetGroupArn"]) is { } arn ? arn
            : new Fault(FaultKind.NotFound, $"{_client.Name} has no target group '{group}'");
    }
}
