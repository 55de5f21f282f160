using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Streams;

namespace Rollouts.Fakes.Storage;

/// <summary>
/// Says what becomes of each commit of a batch, seeing what those before it will have written; and chains their
/// records. Nothing is written yet: a record that cannot be chained takes the whole batch with it.
/// </summary>
internal sealed class MemoryJudgement(MemoryTables tables)
{
    private readonly Dictionary<string, (int Version, Hash Head)> _heads = new(StringComparer.Ordinal);
    private readonly HashSet<string> _letGo = new(StringComparer.Ordinal);
    private readonly HashSet<RequestKey> _answered = [];

    public (CommitOutcome Outcome, List<ChainedEntry> Entries) Judge(Commit commit)
    {
        if (commit.Answer is { Request: var request } && IsAnswered(request))
        {
            return (CommitOutcome.AnsweredBefore, []);
        }

        var (heads, letGo) = (
            new Dictionary<string, (int Version, Hash Head)>(StringComparer.Ordinal),
            new List<string>()
        );
        var entries = new List<ChainedEntry>();
        var outcome = CommitOutcome.Written;
        foreach (var write in commit.Writes)
        {
            var name = write.Stream.Text;
            if (write.Lease is { } lease && (letGo.Contains(name) || !IsHeld(write.Stream, lease)))
            {
                return (CommitOutcome.LeaseLost, []);
            }

            var (version, head) = heads.TryGetValue(name, out var own) ? own : HeadOf(name);
            if (version != write.Expected)
            {
                outcome = CommitOutcome.Conflict;
                continue;
            }

            foreach (var chained in Chain.Link(head, write.Entries))
            {
                entries.Add(chained);
                head = chained.Hash;
            }

            heads[name] = (version + write.Entries.Count, head);
            if (write.LetsGo)
            {
                letGo.Add(name);
            }
        }

        if (outcome != CommitOutcome.Written)
        {
            return (outcome, []);
        }

        foreach (var (name, head) in heads)
        {
            _heads[name] = head;
        }

        _letGo.UnionWith(letGo);
        if (commit.Answer is { } answer)
        {
            _answered.Add(answer.Request);
        }

        return (outcome, entries);
    }

    private (int Version, Hash Head) HeadOf(string name) =>
        _heads.TryGetValue(name, out var written) ? written
        : tables.Streams.TryGetValue(name, out var stream) ? (stream.Entries.Count, stream.Entries[^1].Hash)
        : (0, Hash.Beginning);

    private bool IsHeld(StreamName stream, LeaseToken lease) =>
        !_letGo.Contains(stream.Text)
        && tables.Rollouts.TryGetValue(stream.Rollout!.Value, out var rollout)
        && rollout.Token == lease.Number;

    private bool IsAnswered(RequestKey request) =>
        _answered.Contains(request)
        || (tables.Requests.TryGetValue(request, out var found) && found.Answer is not null);
}
