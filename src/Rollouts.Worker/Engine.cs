using Microsoft.Extensions.Logging;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Gathering;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Alarms;
using Rollouts.Worker.Asking;
using Rollouts.Worker.Calendars;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Driving;
using Rollouts.Worker.Loops;
using Rollouts.Worker.Observing;
using Rollouts.Worker.Outside;
using Rollouts.Worker.Restores;
using Rollouts.Worker.Routes;
using Rollouts.Worker.Starting;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker;

/// <summary>
/// Everything that moves rollouts, put together once: what people and pipelines want comes in by the door and the
/// starter, the rest by passes over what is due. It has no thread of its own; a host, or a test, calls the passes.
/// </summary>
public sealed class Engine : IDisposable
{
    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly string _worker;
    private readonly ILogger _logger;
    private readonly Lanes _lanes = new();
    private readonly AlarmSenders _senders;
    private readonly Driver _driver;
    private readonly Asker _asker;
    private readonly GateAsker _gates;
    private RebaseRequest? _rebase = RebaseRequest.AtTheStart;

    /// <param name="worker">What this worker is called, for people.</param>
    public Engine(
        IStore store,
        IConnections connections,
        CurrentInstallation installation,
        TimeProvider time,
        string worker,
        ILogger<Engine> logger
    )
    {
        store = new GatheringStore(store);
        (_store, _time, _worker, _logger) = (store, time, worker, logger);
        Clock = new StoreClock(time);
        Looks = new LastLook(time);
        Unreadable = new UnreadableRollouts(time);
        Reader = new StateReader(store.Streams, Clock);
        Runner = new StreamRunner(store.Streams, Clock);
        var way = new WayAhead(installation);
        FreezeShelf = new FreezeShelf(Runner, Clock);
        Freezes = new Freezes(installation, FreezeShelf);
        RouteClaims = new RouteClaims(store.Streams, installation);
        var scribe = new Scribe(Reader, Freezes, way, RouteClaims, Clock);
        Restores = new RestoreHolds(Runner);
        Door = new RolloutDoor(Runner, Reader, scribe);
        Plans = new PlanShelf(Runner);
        Starter = new Starter(
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
        var books = new AlarmBooks(Runner, store.Streams, Clock);
        var terms = new TermsCache(Reader);
        Alarms = new AlarmDesk(_senders, books, store.Lists, terms, Door, logger);
        var reach = new Reach(connections, _lanes, time);
        var added = new AddedBackends(Runner, Reader, Clock);
        _driver = new Driver(
            store.Driving,
            Runner,
            Reader,
            scribe,
            reach,
            new Turns(Reader, Door, way, RouteClaims, Clock),
            new Ringing(books, _senders, new AlarmsAtStart(connections, time)),
            new RouteWatch(reach, Reader, Runner, RouteClaims, Restores, Clock),
            added,
            new BackendCleanup(connections, _lanes, Reader, added, time, Clock),
            new FoldedFailures(),
            Restores,
            Clock
        );
        _asker = new Asker(store.Questions, terms, connections, _lanes, Door, Clock, time, logger);
        _gates = new GateAsker(store.Questions, Reader, connections, _lanes, Door, Clock, time, logger);
    }

    /// <summary>What this worker is called.</summary>
    public string Worker => _worker;

    public StoreClock Clock { get; }

    /// <summary>When this process last looked at a rollout.</summary>
    public LastLook Looks { get; }

    /// <summary>The rollouts that this build cannot read.</summary>
    public UnreadableRollouts Unreadable { get; }

    public StateReader Reader { get; }

    /// <summary>The one way to change a stream.</summary>
    public StreamRunner Runner { get; }

    public RolloutDoor Door { get; }

    public Starter Starter { get; }

    /// <summary>Where pushed alarms come in.</summary>
    public AlarmDesk Alarms { get; }

    public FreezeShelf FreezeShelf { get; }

    public Freezes Freezes { get; }

    public RouteClaims RouteClaims { get; }

    /// <summary>Whether the store went back in time.</summary>
    public RestoreHolds Restores { get; }

    internal PlanShelf Plans { get; }

    /// <summary>The streams as this engine writes them: together with what else it writes.</summary>
    public IStreamStore Streams => _store.Streams;

    /// <summary>
    /// Claims rollouts that are due, the longest overdue first. What is claimed is to be driven, or given up with its
    /// lease.
    /// </summary>
    public async Task<IReadOnlyList<DueRollout>> ClaimRolloutsAsync(int atMost, CancellationToken cancellation)
    {
        if (!Restores.IsChecked)
        {
            // The loop that compares the store with its mark retries and reports; an outage is this loop's news too.
            await Restores.RefreshAsync(cancellation);
            return [];
        }

        await RebaseAsync(cancellation);

        // Counted from before the claim is sent: the store begins to count later, so the lease ends here first.
        var before = _time.GetTimestamp();
        var request = new ClaimRequest(_worker, atMost, Patience.Lease);
        var claimed = await _store.Driving.ClaimAsync(request, cancellation);
        Clock.Saw(claimed.Now);
        return
        [
            .. claimed.Items.Select(item => new DueRollout(
                item,
                new Lease(item.Lease, _time, before, Patience.Lease),
                claimed.Now - item.Due
            )),
        ];
    }

    /// <summary>
    /// Has the store forget times that a wrong clock may have written: once when the process starts, and after each
    /// jump of the store's clock. Deadlines are not touched, since they do not run on that clock.
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
        using var span = Traces.BeginDrive(rollout);
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

    /// <summary>Claims questions that are due. Their lease is longer than any source's patience.</summary>
    public async Task<IReadOnlyList<ClaimedQuestion>> ClaimQuestionsAsync(int atMost, CancellationToken cancellation)
    {
        var request = new ClaimRequest(_worker, atMost, Patience.Source + Patience.Lease);
        var claimed = await _store.Questions.ClaimAsync(request, cancellation);
        Clock.Saw(claimed.Now);
        return claimed.Items;
    }

    /// <summary>Asks what was claimed, all of it at once, which is one trace.</summary>
    public async Task AskAsync(IReadOnlyList<ClaimedQuestion> questions, CancellationToken cancellation)
    {
        using var span = Traces.BeginAsk(questions.Count);
        await Task.WhenAll(
            questions
                .Where(question => question.Key == QuestionKey.Gate)
                .Select(gate =>
                    ItemGuard.RunAsync(
                        nameof(GateAsker),
                        $"gate of rollout {gate.Rollout}",
                        () => _gates.AskAsync(gate, cancellation),
                        _logger,
                        cancellation
                    )
                )
                .Append<Task>(
                    _asker.AskAsync([.. questions.Where(question => question.Key != QuestionKey.Gate)], cancellation)
                )
        );
    }

    public void Dispose() => _senders.Dispose();
}
