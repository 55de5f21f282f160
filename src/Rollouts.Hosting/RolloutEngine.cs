using Microsoft.Extensions.Logging;
using Rollouts.Engine.Alarms;
using Rollouts.Engine.Bundles;
using Rollouts.Engine.Checks;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Freezes;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Metering;
using Rollouts.Engine.Observing;
using Rollouts.Engine.Outside;
using Rollouts.Engine.Overload;
using Rollouts.Engine.Plans;
using Rollouts.Engine.Restores;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Rollouts.Approvers;
using Rollouts.Engine.Routes;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Bundles;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Coalescing;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Hosting;

/// <summary>
/// Composes the parts that drive rollouts. Commands of people and pipelines arrive through the inbox and the starter.
/// Passes over due rollouts do the rest. It has no thread of its own: a host or a test calls the passes.
/// </summary>
public sealed class RolloutEngine : IDisposable
{
    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly string _worker;
    private readonly ILogger _logger;
    private readonly RouterLanes _lanes = new();
    private readonly AlarmSenders _senders;
    private readonly RouteAlerts _alerts;
    private readonly Driver _driver;
    private readonly CheckPoller _poller;
    private readonly GatePoller _gates;
    private RebaseRequest? _rebase = RebaseRequest.AtTheStart;

    /// <param name="worker">The name of this worker, for people.</param>
    public RolloutEngine(
        IStore store,
        IConnections connections,
        CurrentInstallation installation,
        TimeProvider time,
        string worker,
        ILogger<RolloutEngine> logger
    )
    {
        store = new CoalescingStore(store);
        (_store, _time, _worker, _logger) = (store, time, worker, logger);
        Clock = new StoreClock(time);
        (Looks, Unreadable, Load) = (new LastRouterRead(time), new UnreadableRollouts(time), new LoadShedding(time));
        Reader = new StateReader(store.Streams, Clock);
        Runner = new StreamRunner(store.Streams, Clock);
        var way = new StartBlockers(installation);
        DeclaredFreezes = new FreezeRepository(Runner, Clock);
        Freezes = new FreezesInForce(installation, DeclaredFreezes);
        RouteClaims = new RouteClaims(store.Streams, installation);
        var committer = new RolloutCommitter(Reader, Freezes, way, RouteClaims, Clock);
        Restores = new RestoreHolds(Runner);
        var approvers = new ApproverReader(new KnownPersons(Runner, logger), installation, logger);
        Inbox = new RolloutInbox(Runner, Reader, committer);
        Plans = new PlanRepository(Runner);
        Serving = new ServingFlags(Runner, Reader, Clock);
        Samples = new SampleReader(store.Questions);
        Evidence = new BundleWriter(store, connections);
        Starter = new RolloutStarter(
            Runner,
            store.Streams,
            Reader,
            connections,
            new RoutesInUse(connections, time),
            RouteClaims,
            installation,
            Clock
        );
        _senders = new AlarmSenders(installation, time);
        var books = new AlarmRepository(Runner, store.Streams, Clock);
        var terms = new SpecCache(Reader);
        Alarms = new AlarmService(_senders, books, store.Lists, terms, Inbox, logger);
        _alerts = new RouteAlerts(store.Streams, time, logger);
        var reach = new TrafficReconciler(connections, _lanes, _alerts, time);
        var added = new AddedBackends(Runner, Reader, Clock);
        _driver = new Driver(
            store.Driving,
            Runner,
            Reader,
            committer,
            reach,
            new ReleaseSequencer(Reader, Inbox, way, RouteClaims, Clock),
            [new AlarmReconciler(books, _senders, new AlarmsAtStart(connections, time)), approvers],
            new RouteWatch(reach, Reader, Runner, RouteClaims, Restores, Clock),
            added,
            new BackendCleanup(connections, _lanes, Reader, added, time, Clock),
            new FoldedFailures(),
            Restores,
            new BundleSealer(store.Bundles, Evidence, Clock, logger),
            Clock
        );
        _poller = new CheckPoller(
            store.Questions,
            terms,
            connections,
            _lanes,
            Inbox,
            Serving,
            Clock,
            Load,
            time,
            logger
        );
        _gates = new GatePoller(store.Questions, Reader, connections, _lanes, Inbox, Clock, time, logger);
    }

    public string Worker => _worker;

    public StoreClock Clock { get; }

    public LastRouterRead Looks { get; }

    /// <summary>The rollouts that this build cannot read.</summary>
    public UnreadableRollouts Unreadable { get; }

    /// <summary>The work that this process holds back while it cannot do all that is due.</summary>
    public LoadShedding Load { get; }

    public StateReader Reader { get; }

    public StreamRunner Runner { get; }

    public RolloutInbox Inbox { get; }

    public RolloutStarter Starter { get; }

    public AlarmService Alarms { get; }

    public FreezeRepository DeclaredFreezes { get; }

    public FreezesInForce Freezes { get; }

    public RouteClaims RouteClaims { get; }

    /// <summary>Whether the store went back in time.</summary>
    public RestoreHolds Restores { get; }

    /// <summary>Whether requests still reach candidates that were taken back.</summary>
    public ServingFlags Serving { get; }

    public SampleReader Samples { get; }

    public BundleWriter Evidence { get; }

    public IEvidenceBundles Bundles => _store.Bundles;

    public PlanRepository Plans { get; }

    /// <summary>The streams as this engine writes them, with its combined writes.</summary>
    public IStreamStore Streams => _store.Streams;

    /// <summary>
    /// Claims rollouts that are due, the most urgent first. The caller drives them, or lets their leases expire.
    /// </summary>
    public Task<IReadOnlyList<DueRollout>> ClaimRolloutsAsync(int atMost, CancellationToken cancellation) =>
        ClaimRolloutsAsync(WorkClass.Start, atMost, oldestFirst: false, cancellation);

    /// <param name="least">The least urgent class of the claim.</param>
    /// <param name="oldestFirst">Whether the longest overdue is taken first, regardless of its class.</param>
    public async Task<IReadOnlyList<DueRollout>> ClaimRolloutsAsync(
        WorkClass least,
        int atMost,
        bool oldestFirst,
        CancellationToken cancellation
    )
    {
        using var lane = StoreLane.Enter(least);
        if (!Restores.IsChecked)
        {
            // The loop that compares the store with its mark retries and reports failures. An outage fails this loop
            // too.
            await Restores.RefreshAsync(cancellation);
            return [];
        }

        // The urgent lanes do not wait for this step, because it updates every row that is due later.
        if (least >= WorkClass.Forward)
        {
            await RebaseAsync(cancellation);
        }

        // Measured from before the claim is sent. The store begins later, so the lease ends here first.
        var before = _time.GetTimestamp();
        var request = new ClaimRequest(_worker, atMost, Timeouts.Lease) { Least = least, OldestFirst = oldestFirst };
        var claimed = await _store.Driving.ClaimAsync(request, cancellation);
        Clock.Saw(claimed.Now);
        return
        [
            .. claimed.Items.Select(item => new DueRollout(
                item,
                new Lease(item.Lease, _time, before, Timeouts.Lease),
                claimed.Now - item.Due
            )),
        ];
    }

    /// <summary>
    /// Resets stored times that a wrong clock may have written: once when the process starts, and after each jump of
    /// the store's clock. Deadlines are not changed, since they do not run on that clock.
    /// </summary>
    private async Task RebaseAsync(CancellationToken cancellation)
    {
        if (Clock.TakeJump() is { } jump)
        {
            _logger.ClockJumped(jump);
            Telemetry.ClockJumps.Add(1);
            _rebase = RebaseRequest.AfterAJump;
        }

        if (_rebase is { } request)
        {
            await _store.RebaseAsync(request, cancellation);
            Interlocked.CompareExchange(ref _rebase, null, request);
        }
    }

    /// <summary>One look at a rollout, which is one trace.</summary>
    public async Task DriveAsync(DueRollout rollout, CancellationToken cancellation)
    {
        using var lane = StoreLane.Enter(rollout.Claimed.Class);
        using var span = Traces.BeginDrive(rollout.Claimed.Id, rollout.Late);
        var began = _time.GetTimestamp();
        try
        {
            await _driver.DriveAsync(rollout.Claimed, rollout.Lease, cancellation);
            Unreadable.WasRead(rollout.Claimed.Id);
        }
        catch (UnreadableStreamException exception)
        {
            Unreadable.Failed(rollout.Claimed.Id);
            Traces.IsToldOf(span, exception);
            throw;
        }
        catch (Exception exception) when (Traces.IsToldOf(span, exception))
        {
            throw;
        }
        finally
        {
            Telemetry.DriveDuration.Record(_time.GetElapsedTime(began).TotalSeconds);
            Looks.Looked();
        }
    }

    /// <summary>Claims questions that are due. Their lease is longer than the timeout of any source.</summary>
    public async Task<IReadOnlyList<ClaimedQuestion>> ClaimQuestionsAsync(int atMost, CancellationToken cancellation)
    {
        var request = new ClaimRequest(_worker, atMost, Timeouts.Source + Timeouts.Lease)
        {
            Least = Load.StartsWait ? WorkClass.Check : WorkClass.Start,
        };
        var claimed = await _store.Questions.ClaimAsync(request, cancellation);
        Clock.Saw(claimed.Now);
        return claimed.Items;
    }

    /// <summary>Asks all claimed questions concurrently, which is one trace.</summary>
    public async Task AskAsync(IReadOnlyList<ClaimedQuestion> questions, CancellationToken cancellation)
    {
        using var span = Traces.BeginAsk(questions.Count);
        await Task.WhenAll(
            questions
                .Where(question => question.Key == QuestionKey.Gate)
                .Select(gate =>
                    ItemGuard.RunAsync(
                        nameof(GatePoller),
                        $"gate of rollout {gate.Rollout}",
                        () => _gates.AskAsync(gate, cancellation),
                        _logger,
                        cancellation
                    )
                )
                .Append<Task>(
                    _poller.AskAsync([.. questions.Where(question => question.Key != QuestionKey.Gate)], cancellation)
                )
        );
    }

    public void Dispose()
    {
        _alerts.Dispose();
        _senders.Dispose();
    }
}
