using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Routes;
using Rollouts.Engine.Streams;
using Rollouts.Fakes;
using Rollouts.Fakes.Routers;
using Rollouts.Fakes.Storage;
using Rollouts.Hosting;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>
/// Two services whose plans write out the same routes, over two connections to one router, from one seed. Two workers
/// drive both, die, freeze, and go on inside each other's commits; an administrator frees routes.
/// </summary>
internal sealed class RivalSimulation : IDisposable
{
    private const int Turns = 150;

    private static readonly Actor Root = Actor.Person("root", AnyPlan.Approvers) with { IsAdministrator = true };

    private readonly Chance _chance;
    private readonly World _world = new();
    private readonly RivalLaw _law;
    private readonly Plan[] _plans;
    private readonly RolloutEngine[] _workers;
    private readonly CurrentInstallation _installation;
    private readonly List<(RolloutEngine Worker, DueRollout Rollout)> _frozen = [];
    private int _keys;
    private int _depth;
    private bool _isDead;

    public RivalSimulation(int seed)
    {
        _chance = new Chance(seed);
        _law = new RivalLaw(_world);
        var rival = AnyPlan.Of(_chance);
        _plans =
        [
            AnyPlan.Of(_chance),
            rival with
            {
                Service = new ServiceName("search"),
                Waves = Over(rival, "rival"),
            },
        ];
        foreach (var plan in _plans)
        {
            _world.AddRoutes(plan);
        }

        _installation = new CurrentInstallation(_world.Installation("router", "rival"));
        var connections = new RivalConnections(
            _world,
            (connection, arms, traffic) =>
                _law.Sent(
                    _workers![0].Reader,
                    connection.Value == "router" ? _plans[0].Service : _plans[1].Service,
                    ((Settings.Text)arms.Where).Value,
                    traffic
                )
        );
        _workers =
        [
            .. new[] { "one", "two" }.Select(name => new RolloutEngine(
                _world.Store,
                connections,
                _installation,
                _world.Clock,
                name,
                NullLogger<RolloutEngine>.Instance
            )),
        ];
        _world.Router.Mishaps = OnRouter;
        _world.Store.Fault = OnStore;
    }

    /// <summary>Whether both services began a rollout.</summary>
    public bool IsFought => _law.Begun.Count == _plans.Length;

    public int Writes => _law.Writes;

    public int Refused { get; private set; }

    public int Freed { get; private set; }

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }

        _world.Dispose();
    }

    /// <summary>The law that was broken; null if none was.</summary>
    public async Task<string?> RunAsync()
    {
        try
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                _world.Pass(_plans[0], _chance.Seconds(0.1, 6));
                await GuardedAsync(TurnAsync);
                await _law.CheckAsync(_workers[0].Reader);
            }

            return null;
        }
        catch (LawBrokenException broken)
        {
            return broken.Message;
        }
    }

    private Task TurnAsync() =>
        _chance.Below(20) switch
        {
            0 or 1 => StartAsync(_chance.Pick(_plans)),
            2 or 3 => CommandAsync(),
            4 => ThawAsync(),
            5 => FreeAsync(),
            < 8 => AskAsync(_chance.Pick(_workers)),
            _ => DriveAsync(_chance.Pick(_workers)),
        };

    private async Task StartAsync(Plan plan)
    {
        var order = new StartOrder
        {
            Id = new RolloutId(_chance.Guid()),
            Key = $"start-{++_keys}",
            Plan = plan,
            Version = new VersionName($"v{_keys}"),
            By = Actor.Person("carol"),
            Reason = "a new version",
        };
        _law.Opened(order.Id);
        if (
            await _chance.Pick(_workers).Starter.StartAsync(order, answer: null, default)
            is CommandResult<Rollout>.Refused
        )
        {
            Refused++;
        }
    }

    private async Task CommandAsync()
    {
        if (
            _law.Rollouts.Count == 0
            || await _law.LoadAsync(_workers[0].Reader, _law.Rollouts[_chance.Below(_law.Rollouts.Count)])
                is not { } state
        )
        {
            return;
        }

        var key = $"key-{++_keys}";
        Command command = _chance.Below(8) switch
        {
            0 or 6 or 7 => new Command.RollBack(key, Root, "back"),
            1 => new Command.Promote(key, Root, "all of it", state.Position),
            2 => new Command.Approve(key, Root, "fine", state.Position),
            3 => new Command.Resume(key, Root, "go", state.Position),
            _ => new Command.Skip(key, Root, "skip", state.Position),
        };
        await _chance.Pick(_workers).Inbox.SubmitAsync(state.Spec.Id, command, wakes: true, answer: null, default);
    }

    private async Task FreeAsync()
    {
        var target = _chance.Pick([.. _plans.SelectMany(plan => plan.Targets)]);
        var place = _world.Traits.Places.PlaceOf(((Route.Spelled)target.Route).Where);
        var connection = new ConnectionName(_chance.Pick("router", "rival"));
        var worker = _chance.Pick(_workers);
        var claim = (await worker.RouteClaims.LoadAsync([StreamName.OfRoute(connection, place)], default))[0].Claim;
        var because = new EventMetadata(worker.Clock.Now, Root, new Cause("free-route", Key: null), "it is free");
        var result = await new RouteClaimService(
            worker.Runner,
            worker.Streams,
            worker.RouteClaims,
            _installation
        ).FreeAsync(connection, place, claim.Version, because, answer: null, default);
        if (result is CommandResult<Domain.Routes.RouteClaim>.Accepted)
        {
            _law.Freed(RivalLaw.RouteOf(target));
            Freed++;
        }
    }

    private async Task DriveAsync(RolloutEngine worker)
    {
        foreach (var due in await worker.ClaimRolloutsAsync(10, default))
        {
            if (_chance.OneIn(20))
            {
                _frozen.Add((worker, due));
                continue;
            }

            await GuardedAsync(() => worker.DriveAsync(due, default));
        }
    }

    private async Task ThawAsync()
    {
        if (_frozen.Count > 0)
        {
            var (worker, due) = _frozen[0];
            _frozen.RemoveAt(0);
            await worker.DriveAsync(due, default);
        }
    }

    private static async Task AskAsync(RolloutEngine worker) =>
        await worker.AskAsync(await worker.ClaimQuestionsAsync(10, default), default);

    private async Task GuardedAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (SimulatedCrash)
        {
            // The worker has died; another turn starts it again.
        }
        finally
        {
            _isDead = false;
        }
    }

    private void OnStore(MemoryCall call)
    {
        if (_isDead || _chance.OneIn(200))
        {
            _isDead = true;
            throw new SimulatedCrash($"{(call.IsOver ? "after" : "before")} {call.Door}.{call.Method}");
        }

        // Between the decision and its commit: the other worker decides too.
        if (_depth == 0 && !call.IsOver && call.Method == nameof(IStreamStore.CommitAsync) && _chance.OneIn(12))
        {
            _depth++;
            GuardedAsync(() => DriveAsync(_chance.Pick(_workers))).GetAwaiter().GetResult();
            _depth--;
        }
    }

    private Mishap? OnRouter(RouterCall call, Integrations.Routers.RouteArms route) =>
        _chance.Below(60) switch
        {
            0 => Mishap.Denied,
            1 => new Mishap.DoneButFails(new Fault(FaultKind.TimedOut, "the answer got lost")),
            2 => new Mishap.HalfDone(new Fault(FaultKind.Broken, "half of it")),
            3 when call == RouterCall.Read => new Mishap.Lie(),
            _ => null,
        };

    private static ValueList<Wave> Over(Plan plan, string connection) =>
        plan
            .Waves.Select(wave => new Wave(
                wave.Targets.Select(target =>
                        target with
                        {
                            Route = (Route.Spelled)target.Route with { Connection = new ConnectionName(connection) },
                        }
                    )
                    .ToValueList()
            ))
            .ToValueList();
}
