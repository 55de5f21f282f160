using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Observing;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Engine.Tests.Simulations;
using Rollouts.Hosting;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Tests.Observing;

/// <summary>What the engine lets others see of one rollout that begins.</summary>
public sealed class EngineTelemetryTests : IDisposable
{
    private readonly Listening _listening = new();
    private readonly LinesOfLog<ObservedStore> _log = new();
    private readonly World _world = new();
    private readonly Plan _plan = AnyPlan.Of(new Chance(7));
    private readonly RolloutId _id = new(Guid.NewGuid());
    private readonly RolloutEngine _engine;

    public EngineTelemetryTests()
    {
        _world.AddRoutes(_plan);
        _engine = new RolloutEngine(
            new ObservedStore(_world.Store, _world.Clock, _log),
            new ObservedConnections(_world, _world.Clock),
            new CurrentInstallation(_world.Installation("router")),
            _world.Clock,
            "one",
            NullLogger<RolloutEngine>.Instance
        );
    }

    public void Dispose()
    {
        _engine.Dispose();
        _world.Dispose();
        _listening.Dispose();
    }

    [Fact]
    public async Task One_look_at_a_rollout_is_one_trace()
    {
        await BeginAsync();

        var look = _listening.Spans.First(span => span.OperationName == "drive" && TagOf(span, Traces.Rollout) == Id);
        var parts = _listening.Spans.Where(span => span.TraceId == look.TraceId).ToList();

        Assert.Null(look.Parent);
        Assert.Equal("checkout", TagOf(look, "rollouts.service"));
        Assert.Contains(parts, span => span.OperationName == "store commit" && TagOf(span, Traces.Rollout) == Id);
        var read = parts.First(span => span.OperationName == "router read");
        Assert.StartsWith("t", TagOf(read, "rollouts.target"), StringComparison.Ordinal);
        var call = parts.First(span => span.OperationName == "router call read");
        Assert.Equal(("router", "done"), (TagOf(call, Traces.System), TagOf(call, Traces.Outcome)));
        Assert.Equal(read.SpanId, call.ParentSpanId);
    }

    [Fact]
    public async Task One_pass_of_asking_is_one_trace()
    {
        await BeginAsync();
        _world.Pass(_plan, TimeSpan.FromSeconds(30));
        var due = await _engine.ClaimQuestionsAsync(10, default);
        Assert.NotEmpty(due);

        using var root = new Activity("the test's own").Start();
        await _engine.AskAsync(due, default);

        var parts = _listening.Spans.Where(span => span.TraceId == root.TraceId).ToList();
        var pass = parts.Single(span => span.OperationName == "ask");
        var call = parts.Single(span => span.OperationName == "source call");
        Assert.Equal(pass.SpanId, call.ParentSpanId);
        Assert.Equal(("source", "done"), (TagOf(call, Traces.System), TagOf(call, Traces.Outcome)));
    }

    [Fact]
    public async Task What_happens_is_counted()
    {
        var before = Running();
        await BeginAsync();

        Assert.Equal(before + 1, Running());
        Assert.True(_listening.CountOf("rollouts.drive.lateness") > 0);
        Assert.True(
            _listening.CountOf(
                "rollouts.router.call.duration",
                ("system", "router"),
                ("operation", "read"),
                ("direction", "forward"),
                ("outcome", "done")
            ) > 0
        );
        Assert.True(
            _listening.CountOf("rollouts.store.call.duration", ("operation", "commit"), ("outcome", "done")) > 0
        );

        double Running() =>
            _listening.SumOf(
                "rollouts.status.transitions",
                ("service", "checkout"),
                ("environment", "prod"),
                ("status", "Running")
            );
    }

    [Fact]
    public async Task A_claim_on_a_route_is_counted()
    {
        var before = _listening.SumOf("rollouts.route.claims");

        await BeginAsync();

        Assert.True(_listening.SumOf("rollouts.route.claims") >= before + _plan.Targets.Count());
    }

    [Fact]
    public async Task Each_change_is_a_line_of_the_log()
    {
        await BeginAsync();

        Assert.StartsWith(
            $"201 rollout {Id}: rollout.opened.v1: checkout v1 in prod is Queued at 'waits for its start': ",
            _log.Lines[0],
            StringComparison.Ordinal
        );
        Assert.Contains(_log.Lines, line => line.Contains("rollout.began.v1", StringComparison.Ordinal));
        Assert.All(_log.Lines, line => Assert.DoesNotContain('\n', line));
    }

    private string Id => _id.ToString();

    private async Task BeginAsync()
    {
        var order = new StartOrder
        {
            Id = _id,
            Key = "start",
            Plan = _plan,
            Version = new VersionName("v1"),
            By = Actor.Person("carol"),
            Reason = "a new version",
        };
        Assert.IsType<CommandResult<Rollout>.Accepted>(await _engine.Starter.StartAsync(order, answer: null, default));
        for (var look = 0; look < 4; look++)
        {
            foreach (var due in await _engine.ClaimRolloutsAsync(10, default))
            {
                await _engine.DriveAsync(due, default);
            }

            await _engine.AskAsync(await _engine.ClaimQuestionsAsync(10, default), default);
            _world.Pass(_plan, TimeSpan.FromSeconds(6));
        }
    }

    private static string? TagOf(Activity span, string name) => span.GetTagItem(name)?.ToString();
}
