using Rollouts.Domain.Audit;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Streams;

namespace Rollouts.Storage.Batching;

/// <summary>
/// The outcome of each commit of a batch, and the combined writes of all of them. It is computed in memory between the
/// locked reads and the writes, so that a batch of hundreds of commits needs only a few statements.
/// </summary>
internal sealed class BatchPlan
{
    private readonly CurrentHeads _standing;
    private readonly Dictionary<StreamName, BatchedStreamChange> _changes = [];
    private readonly HashSet<RequestKey> _answered = [];
    private readonly List<ChainedEntry> _entries = [];
    private readonly List<Message> _messages = [];
    private readonly List<StoredAnswer> _answers = [];
    private readonly List<WakeUp> _woken = [];

    private BatchPlan(IReadOnlyList<Commit> commits, CurrentHeads standing)
    {
        _standing = standing;
        var outcomes = new CommitOutcome[commits.Count];
        for (var i = 0; i < commits.Count; i++)
        {
            outcomes[i] = Judge(commits[i]);
            if (outcomes[i] == CommitOutcome.Written)
            {
                Add(commits[i]);
            }
        }

        Outcomes = outcomes;
    }

    public IReadOnlyList<CommitOutcome> Outcomes { get; }

    public IReadOnlyCollection<BatchedStreamChange> Streams => _changes.Values;

    public IReadOnlyList<ChainedEntry> Entries => _entries;

    public IReadOnlyList<Message> Messages => _messages;

    public IReadOnlyList<StoredAnswer> Answers => _answers;

    public IReadOnlyList<WakeUp> Woken => _woken;

    /// <summary>The rollouts whose rows are written.</summary>
    public IEnumerable<RolloutId> Shown => _changes.Values.Select(change => change.Row?.Id).OfType<RolloutId>();

    /// <exception cref="System.Text.Json.JsonException">A record is not valid JSON.</exception>
    public static BatchPlan Of(IReadOnlyList<Commit> commits, CurrentHeads standing) => new(commits, standing);

    private CommitOutcome Judge(Commit commit)
    {
        if (
            commit.Answer is { } answer
            && (_standing.Answered.Contains(answer.Request) || _answered.Contains(answer.Request))
        )
        {
            return CommitOutcome.AnsweredBefore;
        }

        // If one commit writes a stream twice, its second write sees the first.
        var own = commit.Writes.Count > 1 ? new Dictionary<StreamName, (int Version, bool LetsGo)>() : null;
        var isConflict = false;
        foreach (var write in commit.Writes)
        {
            var (version, isLetGo) =
                own is not null && own.TryGetValue(write.Stream, out var before) ? before : Now(write.Stream);
            if (write.Lease is { } lease && (isLetGo || !IsHeld(write.Stream, lease)))
            {
                return CommitOutcome.LeaseLost;
            }

            isConflict |= version != write.Expected;
            own?[write.Stream] = (version + write.Entries.Count, isLetGo || write.LetsGo);
        }

        return isConflict ? CommitOutcome.Conflict : CommitOutcome.Written;
    }

    private bool IsHeld(StreamName stream, LeaseToken lease) =>
        _standing.Leases.TryGetValue(stream, out var held) && held == lease.Number;

    private (int Version, bool IsLetGo) Now(StreamName stream) =>
        _changes.TryGetValue(stream, out var change)
            ? (change.Version, change.LetsGo)
            : (_standing.Streams.GetValueOrDefault(stream).Version, false);

    private void Add(Commit commit)
    {
        foreach (var write in commit.Writes)
        {
            ChangeOf(write.Stream).Add(write, _entries);
            if (commit.Wakes && write.Stream.Rollout is { } id)
            {
                _woken.Add(new WakeUp(id, write.Class ?? WorkClass.Forward));
            }
        }

        _messages.AddRange(commit.Messages);
        if (commit.Answer is { } answer)
        {
            _answered.Add(answer.Request);
            _answers.Add(answer);
        }
    }

    private BatchedStreamChange ChangeOf(StreamName stream)
    {
        if (!_changes.TryGetValue(stream, out var change))
        {
            var isThere = _standing.Streams.TryGetValue(stream, out var found);
            change = new BatchedStreamChange(stream, !isThere, found.Version, isThere ? found.Head : Hash.Beginning);
            _changes.Add(stream, change);
        }

        return change;
    }
}
