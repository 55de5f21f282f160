using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Bundles;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Idempotency;

namespace Rollouts.Fakes.Storage;

/// <summary>What is kept, and the lock under which everybody looks at it.</summary>
internal sealed class MemoryTables(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _leases;
    private long _messages;

    public Action<MemoryCall>? Fault { get; set; }

    public SortedDictionary<string, MemoryStream> Streams { get; } = new(StringComparer.Ordinal);

    public Dictionary<RolloutId, MemoryRollout> Rollouts { get; } = [];

    public SortedSet<(Instant Due, RolloutId Id)> DueRollouts { get; } = new(ByDue<RolloutId>.With(ById));

    public Dictionary<(RolloutId Rollout, QuestionKey Key), MemoryQuestion> Questions { get; } = [];

    /// <summary>The evidence of questions that are not asked any more.</summary>
    public Dictionary<(RolloutId Rollout, QuestionKey Key), ReadOnlyMemory<byte>> Left { get; } = [];

    public SortedSet<(Instant Due, (RolloutId Rollout, QuestionKey Key) Id)> DueQuestions { get; } =
        new(ByDue<(RolloutId Rollout, QuestionKey Key)>.With(ByKey));

    public Dictionary<(RolloutId, QuestionKey), SortedDictionary<long, TickPageRow>> Pages { get; } = [];

    public SortedDictionary<long, MemoryMessage> Messages { get; } = [];

    /// <summary>Those that are neither sent nor dead.</summary>
    public SortedSet<long> OpenMessages { get; } = [];

    public HashSet<(StreamName, string Channel, string Key)> MessageKeys { get; } = [];

    public Dictionary<RequestKey, MemoryRequest> Requests { get; } = [];

    public List<Checkpoint> Checkpoints { get; } = [];

    public Dictionary<RolloutId, SealedBundle> Bundles { get; } = [];

    public Instant Now() => Instant.From(time.GetUtcNow());

    public long NextLease() => ++_leases;

    public long NextMessage() => ++_messages;

    /// <summary>Runs a call as a database would: alone, and with whatever is to go wrong with it.</summary>
    public Task<T> Run<T>(string inbox, string method, Func<T> call, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        try
        {
            lock (_lock)
            {
                Fault?.Invoke(new MemoryCall(inbox, method, IsOver: false));
                var result = call();
                Fault?.Invoke(new MemoryCall(inbox, method, IsOver: true));
                return Task.FromResult(result);
            }
        }
        // A caller awaits what a database throws; it must not meet it before.
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    private static int ById(RolloutId left, RolloutId right) => left.Value.CompareTo(right.Value);

    private static int ByKey((RolloutId Rollout, QuestionKey Key) left, (RolloutId Rollout, QuestionKey Key) right) =>
        ById(left.Rollout, right.Rollout) is var order and not 0
            ? order
            : string.CompareOrdinal(left.Key.Text, right.Key.Text);

    private static class ByDue<T>
    {
        public static Comparer<(Instant Due, T Id)> With(Comparison<T> ids) =>
            Comparer<(Instant Due, T Id)>.Create(
                (left, right) => left.Due.CompareTo(right.Due) is var order and not 0 ? order : ids(left.Id, right.Id)
            );
    }
}
