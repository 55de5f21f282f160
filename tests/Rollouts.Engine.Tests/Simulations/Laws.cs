using Rollouts.Analysis;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Routers;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>The rules as they show from outside: in what is stored, and in what the router was told.</summary>
internal sealed class Laws(World world, Plan plan)
{
    /// <summary>The share of its requests that a bad version fails: thirty times what plans allow.</summary>
    public const double Bad = 0.3;

    /// <summary>More than any check needs to see that a version is bad.</summary>
    private const double ManyErrors = 100;

    private readonly List<RolloutId> _rollouts = [];
    private readonly Dictionary<RolloutId, (int Epoch, double Errors)> _epochs = [];
    private readonly Dictionary<RolloutId, Rollout> _known = [];
    private readonly Dictionary<RolloutId, DateTimeOffset> _openedAt = [];

    public IReadOnlyCollection<RolloutId> Rollouts => _rollouts;

    /// <summary>
    /// Whether a process began while the clock was wrong: it knows no other time, so its limits may come too soon.
    /// </summary>
    public bool HasStartedAstray { get; set; }

    public IEnumerable<RolloutId> Live => _known.Where(pair => !pair.Value.IsFinal).Select(pair => pair.Key);

    public bool IsUnderWay => _known.Values.Any(state => state.IsUnderWay);

    public void Opened(RolloutId id)
    {
        _rollouts.Add(id);
        _openedAt.Add(id, world.Clock.GetUtcNow());
    }

    public async Task<Rollout?> LoadAsync(StateReader reader, RolloutId id)
    {
        world.Store.Fault = Calmly(out var fault);
        try
        {
            var loaded = await world.Store.Streams.LoadAsync([StreamName.Of(id)], default);
            return loaded.Streams[0] is { } stored ? await reader.RolloutOfAsync(stored, default) : null;
        }
        finally
        {
            world.Store.Fault = fault;
        }
    }

    /// <summary>
    /// Rule 2: an accepted rollback has taken effect in that same transition. A command is accepted once for each
    /// caller, and an approval from those whom the step asks.
    /// </summary>
    public static void Commanded(Command command, CommandResult<Rollout> handed, Rollout before)
    {
        if (handed is not CommandResult<Rollout>.Accepted)
        {
            return;
        }

        if (
            before.Handled.Any(known =>
                known.By == command.By.Id && known.Key == command.Key && known != command.Identity
            )
        )
        {
            throw new LawBrokenException(
                $"2: {command.Kind} of {command.By} was accepted with the key of another command"
            );
        }

        if (command is Command.Approve && command.By is not { Kind: ActorKind.Person, Groups.IsEmpty: false })
        {
            throw new LawBrokenException($"2: {command.By} approved, and no step asks for it");
        }

        if (
            command is Command.RollBack
            && handed is CommandResult<Rollout>.Accepted { State: var state }
            && state.Targets.Any(target => target.Aim != Traffic.None)
            && state.Status is not Status.Succeeded
        )
        {
            throw new LawBrokenException($"2: rolled back, and still it aims at {state.Targets[0].Aim}");
        }
    }

    public async Task CheckAsync(StateReader reader)
    {
        foreach (var id in _rollouts)
        {
            if (_known.TryGetValue(id, out var known) && known.IsFinal)
            {
                continue;
            }

            if (await LoadAsync(reader, id) is { } state)
            {
                Moved(known, state);
                Judged(state);
                await KeepsTimeAsync(known, state);
                _known[id] = state;
            }
        }
    }

    public async Task<bool> IsAtRestAsync(StateReader reader)
    {
        await CheckAsync(reader);
        return _known.Values.All(state => state.IsFinal);
    }

    public async Task CheckAtTheEndAsync(StateReader reader)
    {
        world.Store.Fault = null;
        foreach (var state in _known.Values)
        {
            if (!state.IsFinal)
            {
                throw new LawBrokenException(
                    $"5: rollout {state.Spec.Version} never ended; it is {state.Status} at {state.Position} "
                        + $"({string.Join(", ", state.Targets.Select(target => $"{target.Name} {target.Aim} {target.Observed?.Traffic}"))})"
                );
            }
        }

        await VerifyAsync(reader);
        await ShowsAsync(reader);
        await ToldAsync();
    }

    /// <summary>
    /// Rules 1 and 7: nothing is sent that the newest decision that is stored does not want. All of it is done before
    /// it returns, as everything in this world.
    /// </summary>
    public void Sent(StateReader reader, RouteArms route, Traffic traffic)
    {
        var stored = _rollouts.Select(id => LoadAsync(reader, id).GetAwaiter().GetResult()).OfType<Rollout>().ToList();
        var live = stored
            .Where(state => state.Status is not (Status.Queued or Status.Final))
            .SelectMany(state => Aims(state, route))
            .ToList();
        var wanted = (live.Count > 0 ? live : [.. stored.SelectMany(state => Aims(state, route))])
            .DefaultIfEmpty(Weight.Zero)
            .Max();
        if (traffic.Candidate > wanted)
        {
            throw new LawBrokenException(
                $"1, 7: {route.Where} was given {traffic.Candidate} for {route.Candidate}, and the newest decision "
                    + $"wants {wanted}: {string.Join("; ", stored.Select(Say))}"
            );
        }
    }

    private static string Say(Rollout state) =>
        $"{state.Spec.Version} {state.Status.Name} at {state.Position} ("
        + string.Join(", ", state.Targets.Select(target => $"{target.Name} {target.Spec.Candidate} {target.Aim}"))
        + ")";

    private static IEnumerable<Weight> Aims(Rollout state, RouteArms route) =>
        state
            .Targets.Where(target =>
                route.Where is Settings.Text { Value: var name }
                && target.Name.Value == name
                && target.Spec.Candidate == route.Candidate
            )
            .Select(target => target.Aim.Candidate);

    /// <summary>Rule 4: positions rise, and nothing happens after an end.</summary>
    private static void Moved(Rollout? before, Rollout after)
    {
        if (before is not null && after.Position < before.Position)
        {
            throw new LawBrokenException($"4: it went from {before.Position} back to {after.Position}");
        }

        if (before is not null && after.Version < before.Version)
        {
            throw new LawBrokenException($"8: {before.Version - after.Version} records are lost");
        }

        if (after.Handled.Distinct().Count() != after.Handled.Count)
        {
            throw new LawBrokenException("4: a command took effect twice");
        }
    }

    /// <summary>
    /// Rule 14: whatever a source makes of its numbers, what was bad since the last shift is not healthy. A process that
    /// started while the clock was wrong takes that clock for right, and asks its sources about another time, until its
    /// time has approached the right one.
    /// </summary>
    private void Judged(Rollout state)
    {
        var candidate = state.Spec.Targets[0].Candidate;
        if (!_epochs.TryGetValue(state.Spec.Id, out var epoch) || epoch.Epoch != state.Epoch)
        {
            _epochs[state.Spec.Id] = epoch = (state.Epoch, world.ErrorsOf(candidate));
        }

        if (
            state.IsUnderWay
            && state.Epoch > 0
            && world.Failing[candidate] == Bad
            && world.ErrorsOf(candidate) > epoch.Errors + ManyErrors
            && state.Spec.Targets.All(target => target.Candidate == candidate)
            && state.Checks.Any(guard => guard.Outcome == CheckOutcome.Healthy)
        )
        {
            throw new LawBrokenException(
                $"14: {state.Spec.Version} fails {Bad:P0} of its requests and is called healthy: "
                    + state.Checks[0].Evidence?.Sentence
            );
        }
    }

    /// <summary>
    /// Rule 13: no wave of a release that is called proven gets 100 % before each check was healthy since the shift before.
    /// </summary>
    private static void Heard(IReadOnlyList<RecordedEvent> story)
    {
        if (story[0].Event is not RolloutEvent.Opened { Spec: { ReturnOf: null } terms })
        {
            return;
        }

        if (story[^1].Event is not RolloutEvent.Succeeded { IsUnproven: false })
        {
            return;
        }

        HashSet<CheckName> heard = [];
        var hasTraffic = false;
        foreach (var happened in story.Select(line => line.Event))
        {
            switch (happened)
            {
                case RolloutEvent.StepCompleted { Position.Step: var step }:
                    var instruction = terms.Steps.Instructions[step];
                    hasTraffic =
                        instruction is not Instruction.Ready && (hasTraffic || instruction is Instruction.Shift);
                    if (instruction is Instruction.Shift or Instruction.Ready)
                    {
                        heard.Clear();
                    }

                    break;
                case RolloutEvent.VerdictChanged { Verdict.Outcome: CheckOutcome.Healthy, Check: var check }:
                    heard.Add(check);
                    break;
                case RolloutEvent.StepEntered { Position: var at }
                    when terms.Steps.Instructions[at.Step] is Instruction.Shift shift
                        && shift.To == Weight.Full
                        && hasTraffic
                        && heard.Count < terms.Plan.Checks.Count:
                    throw new LawBrokenException(
                        $"13: {terms.Version} got 100 % at {at}, and no check had said anything"
                    );
            }
        }
    }

    /// <summary>Rule 10: no limit is reached before its time has really gone by, whatever clocks show.</summary>
    private async Task KeepsTimeAsync(Rollout? before, Rollout after)
    {
        if (HasStartedAstray || before?.Version == after.Version)
        {
            return;
        }

        var gone = world.Clock.GetUtcNow() - _openedAt[after.Spec.Id];
        world.Store.Fault = Calmly(out var fault);
        await foreach (
            var (entry, _) in world.Store.Streams.ReadAsync(StreamName.Of(after.Spec.Id), before?.Version ?? 0, default)
        )
        {
            if (
                entry.Reason.Contains("as long as it may", StringComparison.Ordinal)
                && gone < plan.Limits.PausedAtMost * 0.8
            )
            {
                throw new LawBrokenException($"10: after {gone} it ended: {entry.Reason}");
            }
        }

        world.Store.Fault = fault;
    }

    /// <summary>Rule 8: the chains are whole, and replaying them leads to what is stored.</summary>
    private async Task VerifyAsync(StateReader reader)
    {
        await foreach (var head in world.Store.Streams.HeadsAsync(new StreamName(""), default))
        {
            var entries = new List<ChainedEntry>();
            await foreach (var entry in world.Store.Streams.ReadAsync(new StreamName(head.Stream), 0, default))
            {
                entries.Add(entry);
            }

            FewFailures(head.Stream, entries);
            NoFlapping(head.Stream, entries);
            if (Chain.Verify(head.Stream, entries, head) is not ChainVerdict.Intact)
            {
                throw new LawBrokenException($"8: the chain of {head.Stream} is broken");
            }

            if (new StreamName(head.Stream).Rollout is { } id)
            {
                List<RecordedEvent> story = [.. entries.Select(entry => Recorder.Read(entry.Entry))];
                Heard(story);
                if (Recorder.Replay(story) != await LoadAsync(reader, id))
                {
                    throw new LawBrokenException($"8: replaying {head.Stream} leads to another state than is stored");
                }
            }
        }
    }

    /// <summary>A read ends a failed write only where nothing is left to write, so that no write fails next.</summary>
    private static void NoFlapping(string stream, IEnumerable<ChainedEntry> entries)
    {
        HashSet<TargetName> ended = [];
        foreach (var entry in entries.Select(chained => chained.Entry))
        {
            switch (EventJson.Read(entry.Event, entry.Data))
            {
                case RolloutEvent.RouterFound { Direction: RouterDirection.Write } found when entry.Cause == "reading":
                    ended.Add(found.Target);
                    break;
                case RolloutEvent.RouterLost { Direction: RouterDirection.Write } lost when ended.Contains(lost.Target):
                    throw new LawBrokenException($"10: {stream} took a read of {lost.Target} for a write");
                case RolloutEvent.RouterFound or RolloutEvent.RouterLost:
                    break;
                default:
                    // Whatever else happens may want another write.
                    ended.Clear();
                    break;
            }
        }
    }

    /// <summary>A router that fails fills no log, however it fails.</summary>
    private static void FewFailures(string stream, IEnumerable<ChainedEntry> entries)
    {
        var records = entries
            .Select(entry => entry.Entry)
            .Where(entry => entry.Event is "rollout.router-lost.v1" or "rollout.router-found.v1")
            .GroupBy(entry =>
                EventJson.Read(entry.Event, entry.Data) switch
                {
                    RolloutEvent.RouterLost lost => (lost.Target, lost.Direction),
                    RolloutEvent.RouterFound found => (found.Target, found.Direction),
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            );
        foreach (var group in records)
        {
            var times = group.Select(entry => entry.At).ToList();
            for (var i = RouterFailures.RecordsPerHour; i < times.Count; i++)
            {
                if (times[i] - times[i - RouterFailures.RecordsPerHour] < TimeSpan.FromHours(1))
                {
                    throw new LawBrokenException(
                        $"10: {stream} has more than {RouterFailures.RecordsPerHour} records an hour of the "
                            + $"{group.Key.Direction} failures of {group.Key.Target}"
                    );
                }
            }
        }
    }

    /// <summary>Rules 7 and 9: the routes show what the newest decision wanted.</summary>
    private async Task ShowsAsync(StateReader reader)
    {
        var loaded = await world.Store.Streams.LoadAsync([StreamName.Of(plan.Service, plan.Environment)], default);
        var service = await reader.ServiceOfAsync(plan.Service, plan.Environment, loaded.Streams[0], default);
        if (service.UnderWay is not null || service.Waiting is not null || !service.Leaving.IsEmpty)
        {
            throw new LawBrokenException("9: every rollout has ended, and the service does not know");
        }

        foreach (var stable in service.Stable)
        {
            var share = world.RouteOf(stable.Target).Share(stable.Backend);
            if (share != Weight.Full && service.Drifts.IsEmpty)
            {
                throw new LawBrokenException($"9: '{stable.Backend}' is stable on {stable.Target}, and has {share}");
            }
        }
    }

    /// <summary>Rule 6: whoever was to be told of an end is told, under one key.</summary>
    private async Task ToldAsync()
    {
        var told = new List<(StreamName, string)>();
        while (
            (await world.Store.Outbox.ClaimAsync(new ClaimRequest("law", 100, TimeSpan.FromMinutes(1)), default)).Items
                is { IsEmpty: false } claimed
        )
        {
            told.AddRange(claimed.Select(message => (message.Message.Stream, message.Message.Key)));
            await world.Store.Outbox.SettleAsync(
                [.. claimed.Select(message => new Storage.Outbox.Delivery.Sent(message.Id, message.Lease))],
                default
            );
        }

        foreach (var state in _known.Values)
        {
            if (told.Count(message => message == (StreamName.Of(state.Spec.Id), "ended")) != 1)
            {
                throw new LawBrokenException($"6: nobody is told how rollout {state.Spec.Version} ended");
            }
        }
    }

    private Action<Fakes.Storage.MemoryCall>? Calmly(out Action<Fakes.Storage.MemoryCall>? fault)
    {
        fault = world.Store.Fault;
        return null;
    }
}
