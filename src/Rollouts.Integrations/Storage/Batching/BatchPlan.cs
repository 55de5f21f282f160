using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Integrations.Storage.Batching;

/// <summary>
/// What becomes of each commit of a batch, and what is to be written for all of them together. It is worked out in
/// memory, between reading under locks and writing, so that a batch of hundreds takes a handful of statements.
/// </summary>
internal sealed class BatchPlan
{
    private readonly Standing _standing;
    private readonly Dictionary<StreamName, StreamChange> _changes = [];
    private readonly HashSet<RequestKey> _answered = [];
    private readonly List<ChainedEntry> _entries = [];
    private readonly List<Message> _messages = [];
    private readonly List<StoredAnswer> _answers = [];
    private readonly List<RolloutId> _woken = [];

    private BatchPlan(IReadOnlyList<Commit> commits, Standing standing)
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

    public IReadOnlyCollection<StreamChange> Streams => _changes.Values;

    public IReadOnlyList<ChainedEntry> Entries => _entries;

    public IReadOnlyList<Message> Messages => _messages;

    public IReadOnlyList<StoredAnswer> Answers => _answers;

    public IReadOnlyList<RolloutId> Woken => _woken;

    /// <exception cref="System.Text.Json.JsonException">A record is no document.</exception>
    public static BatchPlan Of(IReadOnlyList<Commit> commits, Standing standing) => new(commits, standing);

    private CommitOutcome Judge(Commit commit)
    {
        if (
            commit.Answer is { } answer
            && (_standing.Answered.Contains(answer.Request) || _answered.Contains(answer.Request))
        )
        {
            return CommitOutcome.AnsweredBefore;
        }

        // Where one commit writes a stream twice, its second write meets the first.
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
                _woken.Add(id);
            }
        }

        _messages.AddRange(commit.Messages);
        if (commit.Answer is { } answer)
        {
            _answered.Add(answer.Request);
            _answers.Add(answer);
        }
    }

    private StreamChange ChangeOf(StreamName stream)
    {
        if (!_changes.TryGetValue(stream, out var change))
        {
            var isThere = _standing.Streams.TryGetValue(stream, out var found);
            change = new StreamChange(stream, !isThere, found.Version, isThere ? found.Head : Hash.Beginning);
            _changes.Add(stream, change);
        }

        return change;
    }
}
