using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Engine.Tests.Simulations;
using Rollouts.Hosting;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Tests.Overload;

/// <summary>The lanes of a process: what each takes, how much of it, and what waits.</summary>
public sealed class LaneTests : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private static readonly Actor Carol = Actor.Person("carol");

    private readonly World _world = new();
    private readonly RolloutEngine _engine;
    private readonly LoopHealth _health = new(TimeProvider.System);
    private readonly List<Plan> _plans = [];
    private int _number;

    public LaneTests() =>
        _engine = new RolloutEngine(
            _world.Store,
            _world,
            new CurrentInstallation(new Installation()),
            _world.Clock,
            "one",
            NullLogger<RolloutEngine>.Instance
        );

    public void Dispose()
    {
        _engine.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task A_start_is_accepted_and_waits_while_checks_are_late()
    {
        Late(intervals: 1);
        var started = await StartAsync("checkout");
        using var lane = new RolloutLoop(_engine, _health, NullLogger<RolloutLoop>.Instance, TimeProvider.System);
        await lane.StartAsync(default);

        // A lane that takes the one that came later has left the first where it was.
        var goesOn = await StartAsync("search");
        await CommandAsync(goesOn, new Command.RollBack("stop", Carol, "not now"));
        await UntilAsync(() => Task.FromResult(!_world.Store.IsClaimable(goesOn)));
        Assert.True(_world.Store.IsClaimable(started));
        Assert.IsType<Status.Queued>((await StateAsync(started)).Status);

        Late(intervals: 0);
        await UntilAsync(() => Task.FromResult(!_world.Store.IsClaimable(started)));
        await lane.StopAsync(default);
    }

    [Fact]
    public async Task The_lane_of_the_way_back_takes_nothing_else()
    {
        var other = await StartAsync("checkout");
        var back = await StartAsync("search");
        await BeginAsync();
        await CommandAsync(back, new Command.RollBack("back", Carol, "it is bad"));
        await CommandAsync(other, new Command.Pause("pause", Carol, "wait", (await StateAsync(other)).Position));

        var rollbacks = await ClaimAsync(WorkClass.Rollback);
        var commands = await ClaimAsync(WorkClass.Command);

        Assert.Equal([back], rollbacks);
        Assert.Equal([other], commands);
    }

    [Fact]
    public async Task A_lane_works_on_no_more_than_its_budget()
    {
        using var lane = new HeldLane(_health) { Allowed = 3 };
        await lane.StartAsync(default);
        await UntilAsync(() => Task.FromResult(lane.Running == 3));
        lane.Wake();
        await UntilAsync(() => Task.FromResult(lane.Looks > 3));
        Assert.Equal(3, lane.Running);

        lane.Allowed = 8;
        lane.Wake();
        await UntilAsync(() => Task.FromResult(lane.Running == 8));
        lane.End.SetResult();
        await lane.StopAsync(default);
    }

    private void Late(double intervals)
    {
        for (var pass = 0; pass < 30; pass++)
        {
            _engine.Load.Asked([(Every * intervals, Every)]);
        }
    }

    private async Task<RolloutId> StartAsync(string service)
    {
        var plan = AnyPlan.Of(new Chance(1), new ServiceName(service));
        _plans.Add(plan);
        _world.AddRoutes(plan);
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.NewGuid()),
            Key = $"start-{++_number}",
            Plan = plan,
            Version = new VersionName($"v{_number}"),
            By = Carol,
            Reason = "a new version",
        };
        var result = await _engine.Starter.StartAsync(order, answer: null, default);
        Assert.IsType<CommandResult<Rollout>.Accepted>(result);
        return order.Id;
    }

    /// <summary>Until everything that was started is under way.</summary>
    private async Task BeginAsync()
    {
        for (var look = 0; look < 5; look++)
        {
            foreach (var due in await _engine.ClaimRolloutsAsync(10, default))
            {
                await _engine.DriveAsync(due, default);
            }

            await _engine.AskAsync(await _engine.ClaimQuestionsAsync(10, default), default);
            _world.Pass(_plans[0], TimeSpan.FromSeconds(6));
        }
    }

    private async Task CommandAsync(RolloutId id, Command command) =>
        Assert.IsType<CommandResult<Rollout>.Accepted>(
            await _engine.Inbox.SubmitAsync(id, command, wakes: true, answer: null, default)
        );

    private async Task<IEnumerable<RolloutId>> ClaimAsync(WorkClass least) =>
        (await _engine.ClaimRolloutsAsync(least, 10, oldestFirst: false, default)).Select(due => due.Claimed.Id);

    private async Task<Rollout> StateAsync(RolloutId id) => (await _engine.Reader.LoadAsync(id, default)).State!;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await condition())
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    /// <summary>Has always more to do, and none of it ends before it is told to.</summary>
    private sealed class HeldLane(LoopHealth health)
        : PollingLoop(health, NullLogger.Instance, TimeProvider.System, atOnce: 8)
    {
        private int _running;
        private int _looks;

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Allowed { get; set; }

        public int Running => Volatile.Read(ref _running);

        public int Looks => Volatile.Read(ref _looks);

        protected override int Budget
        {
            get
            {
                Interlocked.Increment(ref _looks);
                return Allowed;
            }
        }

        protected override Task<(IReadOnlyList<WorkItem> Work, bool IsMore)> ClaimAsync(
            int atMost,
            CancellationToken cancellation
        )
        {
            Interlocked.Add(ref _running, atMost);
            return Task.FromResult<(IReadOnlyList<WorkItem>, bool)>(
                ([.. Enumerable.Range(0, atMost).Select(item => new WorkItem($"{item}", _ => End.Task))], true)
            );
        }
    }
}
