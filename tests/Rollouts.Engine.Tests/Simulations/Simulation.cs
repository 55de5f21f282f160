using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Rollouts;
using Rollouts.Fakes;
using Rollouts.Fakes.Routers;
using Rollouts.Hosting;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>
/// Two workers, one service and everything that can go wrong, on one clock and from one seed. All calls end where
/// they begin, so a freeze is played by letting the other worker go on inside it.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private const int Turns = 120;

    /// <summary>One who may do everything, a pipeline, and a person whom no step asks.</summary>
    private static readonly Actor[] Callers =
    [
        new(ActorKind.Person, ActorId.OfLocalUser("root"), "root", [AnyPlan.Approvers], IsAdministrator: true),
        new(ActorKind.Pipeline, ActorId.OfLocalUser("ci"), "ci", [AnyPlan.Approvers], IsAdministrator: false),
        Actor.Person("carol"),
    ];

    private static readonly TimeSpan Rest = TimeSpan.FromHours(14);

    private readonly Chance _chance;
    private readonly World _world = new();
    private readonly RolloutEngine[] _workers;
    private readonly Looks _looks;
    private readonly List<RolloutEngine> _gone = [];
    private readonly Plan _plan;
    private readonly List<(RolloutEngine Worker, DueRollout Rollout)> _frozen = [];
    private readonly Laws _laws;
    private readonly bool _isTold;
    private DateTimeOffset _routerBackAt;
    private DateTimeOffset _writesAllowedAt;
    private DateTimeOffset _sourceBackAt;
    private int _keys;
    private int _depth;
    private bool _isCalm;
    private bool _isDead;
    private bool _isSwitched;

    public Simulation(int seed, bool isTold = false)
    {
        _chance = new Chance(seed);
        _isTold = isTold;
        _plan = AnyPlan.Of(_chance);
        _world.AddRoutes(_plan);
        _laws = new Laws(_world, _plan);
        _looks = new Looks(_world);
        _workers = [NewWorker(), OldWorker()];
        _world.Witness = (route, traffic) => _laws.Sent(_workers[0].Reader, route, traffic);
        _world.Router.Mishaps = OnRouter;
        _world.Source.Mishaps = _ => _world.Clock.GetUtcNow() < _sourceBackAt ? Mishap.Unreachable : null;
        _world.Store.Fault = call =>
        {
            // A worker that has died calls nothing more, whoever catches the exception.
            if (_isDead || (!_isCalm && _chance.OneIn(150)))
            {
                _isDead = true;
                throw new SimulatedCrash($"{(call.IsOver ? "after" : "before")} {call.Door}.{call.Method}");
            }
        };
    }

    public List<string> Story { get; } = [];

    public IReadOnlyCollection<RolloutId> Rollouts => _laws.Rollouts;

    public void Dispose()
    {
        foreach (var worker in _workers.Concat(_gone))
        {
            worker.Dispose();
        }

        _world.Dispose();
    }

    /// <summary>What was broken; null where every rule was kept.</summary>
    public async Task<string?> RunAsync()
    {
        try
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                await TurnAsync();
            }

            await ComeToRestAsync();
            await _laws.CheckAtTheEndAsync(_workers[0].Reader);
            return null;
        }
        catch (LawBrokenException broken)
        {
            return broken.Message;
        }
    }

    private async Task TurnAsync()
    {
        _world.Pass(_plan, _chance.Seconds(0.1, 4));
        await Guarded(
            "a turn",
            () =>
                _chance.Below(28) switch
                {
                    0 => StartAsync(),
                    1 => CommandAsync(),
                    2 => Outside(),
                    4 => JumpAsync(),
                    5 => RestartAsync(),
                    3 => ThawAsync(),
                    < 10 => AskAsync(_chance.Pick(_workers)),
                    _ => DriveAsync(_chance.Pick(_workers)),
                }
        );
        await _laws.CheckAsync(_workers[0].Reader);
        _looks.Hold(_laws.Live);
    }

    /// <summary>The clock of the store is set to another time, or back to the right one.</summary>
    private Task JumpAsync()
    {
        _world.StoreTime.Ahead =
            _world.StoreTime.Ahead != TimeSpan.Zero
                ? TimeSpan.Zero
                : _chance.Pick(-1, 1)
                    * TimeSpan.FromSeconds(_chance.Pick(8, 100, 240, 1_800, 7_200, 86_400, 31_536_000));
        Tell($"the clock of the store is {_world.StoreTime.Ahead} ahead");
        return Task.CompletedTask;
    }

    /// <summary>A process ends and another takes its place, of the same build or after the switch to a new format.</summary>
    private Task RestartAsync()
    {
        var place = _chance.Below(2);
        _laws.HasStartedAstray |= _world.StoreTime.Ahead != TimeSpan.Zero;
        _isSwitched |= place == 0 && _chance.OneIn(2);
        _gone.Add(_workers[place]);
        _workers[place] = place == 0 ? NewWorker() : OldWorker();
        Tell($"worker {place} is restarted{(_isSwitched ? ", after the switch" : "")}");
        return Task.CompletedTask;
    }

    private RolloutEngine NewWorker() =>
        Worker("one", _world.Clock, new StoreFormat(Reads: 2, Writes: _isSwitched ? 2 : 1));

    /// <summary>A build that reads the first format alone, on a machine whose clock is wrong.</summary>
    private RolloutEngine OldWorker() =>
        Worker("two", new WrongClock(_world.Clock), new StoreFormat(Reads: 1, Writes: 1));

    private RolloutEngine Worker(string name, TimeProvider time, StoreFormat format)
    {
        var worker = new RolloutEngine(
            new FormattedStore(_world.Store, format),
            _world,
            new CurrentInstallation(new Installation()),
            time,
            name,
            NullLogger<RolloutEngine>.Instance
        );

        // The host of a worker calls the store before it takes work.
        worker.Clock.Saw(Instant.From(_world.StoreTime.GetUtcNow()));
        return worker;
    }

    private async Task Guarded(string what, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (SimulatedCrash crash)
        {
            Tell($"{what}: {crash.Message}");
        }
        finally
        {
            _isDead = false;
        }
    }

    private async Task StartAsync()
    {
        var version = new VersionName($"v{++_keys}");
        var order = new StartOrder
        {
            Id = new RolloutId(_chance.Guid()),
            Key = $"key-{_keys}",
            Plan = _plan,
            Version = version,
            By = Callers[1],
            Reason = "a new version",
        };
        foreach (var backend in (BackendName[])[AnyPlan.Blue, AnyPlan.Green])
        {
            var serves = _plan.Targets.Any(target => _world.RouteOf(target.Name).Share(backend) > Weight.Zero);
            _world.Failing[backend] = serves ? 0 : _chance.Pick(0, 0, Laws.Bad);
            if (!serves && _chance.OneIn(3))
            {
                _world.LyingAtFirst.Add(backend);
            }

            if (serves || !_chance.OneIn(5))
            {
                _world.Silent.Remove(backend);
            }
            else
            {
                _world.Silent.Add(backend);
            }
        }

        _laws.Opened(order.Id);
        var started = await _chance.Pick(_workers).Starter.StartAsync(order, answer: null, default);
        Tell($"start {version}: {started.GetType().Name}");
    }

    private async Task CommandAsync()
    {
        if (Rollouts.Count == 0 || await _laws.LoadAsync(_workers[0].Reader, Rollouts.Last()) is not { } state)
        {
            return;
        }

        // Callers choose their keys, and those of CI systems are build numbers: they meet.
        var by = _chance.Pick(Callers);
        var key = _chance.OneIn(3) ? $"key-{_chance.Below(_keys) + 1}" : $"key-{++_keys}";
        Command command = _chance.Below(12) switch
        {
            0 => new Command.RollBack(key, by, "back"),
            1 or 2 => new Command.Pause(key, by, "wait", state.Position),
            3 => new Command.Skip(key, by, "skip", state.Position),
            4 => new Command.Promote(key, by, "all of it", state.Position),
            < 8 => new Command.Resume(key, by, "go", state.Position),
            _ => new Command.Approve(key, by, "fine", state.Position),
        };
        var handed = await _chance
            .Pick(_workers)
            .Inbox.SubmitAsync(state.Spec.Id, command, true, answer: null, default);
        Tell($"{command.GetType().Name}: {handed.GetType().Name}");
        Laws.Commanded(command, handed, state);
    }

    /// <summary>Somebody else, or something else, does something.</summary>
    private Task Outside()
    {
        var now = _world.Clock.GetUtcNow();
        switch (_chance.Below(7))
        {
            case 5 or 6:
                _world.Lie(_chance.Pick(AnyPlan.Blue, AnyPlan.Green), _chance.OneIn(2), _chance.Seconds(1, 20));
                break;
            case 0:
                _routerBackAt = now + _chance.Seconds(1, 300);
                break;
            case 1:
                _sourceBackAt = now + _chance.Seconds(1, 300);
                break;
            case 2:
                _writesAllowedAt = now + _chance.Seconds(1, 600);
                Tell($"the router refuses writes until {_writesAllowedAt:HH:mm:ss}");
                break;
            case 3 when _laws.IsUnderWay:
                var target = _plan.Targets.ElementAt(_chance.Below(_plan.Targets.Count()));
                var weight = _chance.Pick(0, 300, 5_000);
                _world.Router[new Settings.Text(target.Name.Value)] = FakeRoute.Of(
                    (AnyPlan.Blue.Value, Weight.All - weight),
                    (AnyPlan.Green.Value, weight)
                );
                Tell($"somebody gives green {weight} on {target.Name}");
                break;
        }

        return Task.CompletedTask;
    }

    private async Task DriveAsync(RolloutEngine worker)
    {
        var claimed = await worker.ClaimRolloutsAsync(10, default);
        _looks.Claimed(claimed, isOldBuild: worker == _workers[1]);
        foreach (var due in claimed)
        {
            if (!_isCalm && _chance.OneIn(20))
            {
                _frozen.Add((worker, due));
                Tell("a worker freezes with what it has claimed");
                continue;
            }

            await Guarded("driving", () => worker.DriveAsync(due, default));
        }
    }

    private async Task ThawAsync()
    {
        if (_frozen.Count > 0)
        {
            var (worker, due) = _frozen[0];
            _frozen.RemoveAt(0);
            Tell("a frozen worker goes on");
            await Guarded("thawing", () => worker.DriveAsync(due, default));
        }
    }

    private static async Task AskAsync(RolloutEngine worker)
    {
        var questions = await worker.ClaimQuestionsAsync(10, default);
        await worker.AskAsync(questions, default);
    }

    private Mishap? OnRouter(RouterCall call, Integrations.Routers.RouteArms route)
    {
        if (_isCalm)
        {
            return null;
        }

        if (call == RouterCall.Write && _depth == 0 && _chance.OneIn(15))
        {
            FreezeInside();
        }

        if (_world.Clock.GetUtcNow() < _routerBackAt)
        {
            return Mishap.Broken;
        }

        if (_chance.OneIn(100))
        {
            _isDead = true;
            throw new SimulatedCrash($"before {call}");
        }

        return _chance.Below(60) switch
        {
            0 => Mishap.Throttled(TimeSpan.FromSeconds(1)),
            1 => Mishap.Denied,
            2 => new Mishap.DoneButFails(new Fault(FaultKind.TimedOut, "the answer got lost")),
            3 => new Mishap.HalfDone(new Fault(FaultKind.Broken, "half of it")),
            4 when call == RouterCall.Read => new Mishap.Stale(),
            5 when call == RouterCall.Read => new Mishap.Lie(),
            6 when call == RouterCall.Write => new Mishap.AcceptedOnly(),
            _ => null,
        };
    }

    /// <summary>Between the look at the lease and the write: time passes, and the other worker takes over.</summary>
    private void FreezeInside()
    {
        _depth++;
        Tell("a worker freezes right before a write");
        for (var i = 0; i < 6; i++)
        {
            _world.Pass(_plan, TimeSpan.FromSeconds(3));
            var other = _chance.Pick(_workers);
            Guarded("meanwhile", () => DriveAsync(other)).GetAwaiter().GetResult();
            Guarded("meanwhile", () => AskAsync(other)).GetAwaiter().GetResult();
        }

        _depth--;
    }

    /// <summary>Nothing goes wrong any more: whatever was begun must come to its end by itself.</summary>
    private async Task ComeToRestAsync()
    {
        while (_frozen.Count > 0)
        {
            await ThawAsync();
        }

        _isCalm = true;
        (_routerBackAt, _writesAllowedAt, _sourceBackAt) = (default, default, default);
        _world.StoreTime.Ahead = TimeSpan.Zero;
        var begun = _world.Clock.GetUtcNow();
        while (_world.Clock.GetUtcNow() < begun + Rest && !await _laws.IsAtRestAsync(_workers[0].Reader))
        {
            // What takes minutes is looked at by the second, what takes hours by the minute.
            var calm = _world.Clock.GetUtcNow() - begun;
            await StepCalmlyAsync((calm / 50) + _chance.Seconds(1, 5));
        }

        // The other worker runs on too: it may be the only one that saw the clock of the store jump.
        for (var i = 0; i < 3; i++)
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
            await DriveAsync(_workers[1]);
        }

        // A write that was frozen is put right by whoever watches the routes after the end.
        for (var i = 0; i < 8; i++)
        {
            await StepCalmlyAsync(TimeSpan.FromMinutes(i < 4 ? 0.2 : 5));
        }
    }

    private async Task StepCalmlyAsync(TimeSpan time)
    {
        if (time > TimeSpan.FromMinutes(1))
        {
            _world.Clock.Advance(time);
        }
        else
        {
            _world.Pass(_plan, time);
        }

        await DriveAsync(_workers[0]);
        await AskAsync(_workers[0]);
        await _laws.CheckAsync(_workers[0].Reader);
    }

    private void Tell(string line)
    {
        if (_isTold)
        {
            Story.Add(_world.Clock.GetUtcNow().ToString("HH:mm:ss.f ", CultureInfo.InvariantCulture) + line);
        }
    }

    /// <summary>Forty-five seconds ahead; what elapses is right.</summary>
    private sealed class WrongClock(TimeProvider right) : TimeProvider
    {
        public override long TimestampFrequency => right.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + TimeSpan.FromSeconds(45);

        public override long GetTimestamp() => right.GetTimestamp();
    }
}
