using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Fakes;
using Rollouts.Fakes.Storage;
using Rollouts.Hosting;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>
/// Many services on two workers that have less room than there is due, from one seed. Versions break, people roll them
/// back, workers freeze and die. The law: a rollout that is going back is never left while anything else is taken.
/// </summary>
internal sealed class OverloadSimulation : IDisposable
{
    private const int Services = 12;

    private const int Turns = 60;

    /// <summary>What a lane has room for at a time: less than there is due.</summary>
    private const int Room = 3;

    private static readonly WorkClass[] Lanes =
    [
        WorkClass.Rollback,
        WorkClass.Command,
        WorkClass.Deadline,
        WorkClass.Forward,
        WorkClass.Start,
    ];

    private readonly Chance _chance;
    private readonly World _world = new();
    private readonly Plan[] _plans;
    private readonly RolloutEngine[] _workers;
    private readonly List<RolloutId> _rollouts = [];
    private DateTimeOffset _routerBackAt;
    private WorkClass? _driving;
    private bool _isAsking;
    private bool _isDead;
    private string? _broken;
    private int _keys;

    /// <param name="planted">A defect that is put between the engine and its store; none for the real thing.</param>
    public OverloadSimulation(int seed, Func<IStore, IStore>? planted = null)
    {
        _chance = new Chance(seed);
        _plans =
        [
            .. Enumerable.Range(0, Services).Select(number => AnyPlan.Of(_chance, new ServiceName($"s{number}"))),
        ];
        foreach (var plan in _plans)
        {
            _world.AddRoutes(plan);
        }

        var store = planted is null ? _world.Store : planted(_world.Store);
        _workers =
        [
            .. new[] { "one", "two" }.Select(name => new RolloutEngine(
                store,
                _world,
                new CurrentInstallation(new Installation()),
                _world.Clock,
                name,
                NullLogger<RolloutEngine>.Instance
            )),
        ];
        _world.Store.Fault = OnStore;
        _world.Router.Mishaps = (_, _) => _world.Clock.GetUtcNow() < _routerBackAt ? Mishap.Broken : null;
    }

    /// <summary>How many rollouts that were going back were claimed while less urgent work was due too.</summary>
    public int Preferred { get; private set; }

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
        foreach (var plan in _plans)
        {
            await GuardedAsync(() => StartAsync(plan));
        }

        for (var turn = 0; turn < Turns && _broken is null; turn++)
        {
            _world.Pass(_chance.Pick(_plans), _chance.Seconds(0.2, 3));
            await GuardedAsync(TurnAsync);
        }

        return _broken;
    }

    private async Task TurnAsync()
    {
        switch (_chance.Below(12))
        {
            case 0:
                await StartAsync(_chance.Pick(_plans));
                break;
            case 1 or 2 or 3:
                await RollBackAsync();
                break;
            case 4:
                _world.Failing[AnyPlan.Green] = _chance.Pick(0, Laws.Bad);
                break;
            case 5:
                // What goes back is tried again and again, and is due all the time.
                _routerBackAt = _world.Clock.GetUtcNow() + _chance.Seconds(1, 20);
                break;
        }

        var worker = _chance.Pick(_workers);
        await AskAsync(worker);

        // The lanes of a process run side by side, so that any of them may come first.
        foreach (var lane in Lanes.OrderBy(_ => _chance.Below(1_000)).ToList())
        {
            await DriveAsync(worker, lane);
        }
    }

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
        _rollouts.Add(order.Id);
        await _chance.Pick(_workers).Starter.StartAsync(order, answer: null, default);
    }

    private Task RollBackAsync() =>
        _chance
            .Pick(_workers)
            .Inbox.SubmitAsync(
                _chance.Pick([.. _rollouts]),
                new Command.RollBack($"back-{++_keys}", Actor.Person("carol"), "back"),
                wakes: true,
                answer: null,
                default
            );

    private async Task DriveAsync(RolloutEngine worker, WorkClass lane)
    {
        var oldestFirst = lane >= WorkClass.Forward && _chance.OneIn(4);
        var goingBack = GoingBack();
        var claimed = await worker.ClaimRolloutsAsync(lane, Room, oldestFirst, default);
        if (!oldestFirst)
        {
            Hold(lane, goingBack, [.. claimed.Select(due => due.Claimed.Id)]);
        }

        foreach (var due in claimed)
        {
            // A worker that dies leaves its lease, and what it has written so far.
            if (!_chance.OneIn(12))
            {
                _driving = due.Claimed.Class;
                await GuardedAsync(() => worker.DriveAsync(due, default));
                _driving = null;
            }
        }
    }

    private async Task AskAsync(RolloutEngine worker)
    {
        _isAsking = true;
        await GuardedAsync(async () => await worker.AskAsync(await worker.ClaimQuestionsAsync(10, default), default));
        _isAsking = false;
    }

    private void Hold(WorkClass lane, HashSet<RolloutId> goingBack, List<RolloutId> claimed)
    {
        var left = goingBack.Except(claimed).ToList();
        if (left.Count > 0 && (claimed.Count < Room || !goingBack.IsSupersetOf(claimed)))
        {
            var kept = string.Join(", ", left.Select(id => $"{Load(id)!.Spec.Version} as {_world.Store.ClassOf(id)}"));
            _broken ??= $"the lane of {lane} took {claimed.Count} and left what goes back: {kept}";
        }

        Preferred += left.Count == 0 && claimed.Count > goingBack.Count ? goingBack.Count : 0;
    }

    /// <summary>What is going back, due and free: by the stored state, and by no class.</summary>
    private HashSet<RolloutId> GoingBack()
    {
        _world.Store.Fault = null;
        try
        {
            return
            [
                .. _rollouts.Where(id => _world.Store.IsClaimable(id) && Load(id) is { Status: Status.RollingBack }),
            ];
        }
        finally
        {
            _world.Store.Fault = OnStore;
        }
    }

    private Rollout? Load(RolloutId id)
    {
        var loaded = _world.Store.Streams.LoadAsync([StreamName.Of(id)], default).GetAwaiter().GetResult();
        return loaded.Streams[0] is { } stored
            ? _workers[0].Reader.RolloutOfAsync(stored, default).GetAwaiter().GetResult()
            : null;
    }

    private void OnStore(MemoryCall call)
    {
        if (_driving <= WorkClass.Command && !StoreLane.IsReserved)
        {
            _broken ??= $"{call.Door}.{call.Method} of a {_driving} waits with all other calls of the store";
        }

        if (_isAsking && call.Door == "Questions" && StoreLane.IsReserved)
        {
            _broken ??= $"{call.Door}.{call.Method} of a check uses the reserve";
        }

        if (_isDead || _chance.OneIn(300))
        {
            _isDead = true;
            throw new SimulatedCrash($"{call.Door}.{call.Method}");
        }
    }

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
}
