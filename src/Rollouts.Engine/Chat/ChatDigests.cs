using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Chat;

/// <summary>
/// The rollouts of busy hours, of which each channel has one message instead of one each. A rollout that needs a person
/// gets a message of its own all the same. A digest is not stored: after a restart, the rollouts that change are shown
/// by a new one.
/// </summary>
public sealed class ChatDigests(TimeProvider time)
{
    /// <summary>Rows change more often than a person reads them.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>A rollout that waits for its row may need a person meanwhile, and is looked at again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Digest> _digests = new(StringComparer.Ordinal);

    /// <summary>Whether a rollout is shown by the digest of a channel.</summary>
    public bool Holds(string channel, RolloutId rollout)
    {
        lock (_lock)
        {
            return Of(channel)?.Rows.ContainsKey(rollout) == true;
        }
    }

    /// <summary>
    /// Adds a rollout as it stands. How long to wait until it is shown; null if it is shown already, or if the digest
    /// is to be sent now.
    /// </summary>
    /// <param name="postTurn">
    /// Takes the channel's turn for a new message, which the first of a digest is; an edit needs none.
    /// </param>
    public TimeSpan? Turn(string channel, Rollout state, Func<TimeSpan?> postTurn)
    {
        lock (_lock)
        {
            var digest = Of(channel) ?? (_digests[channel] = new Digest(time));
            if (digest.IsShown(state))
            {
                return null;
            }

            digest.Put(state);
            if (digest.Next > digest.Age)
            {
                var wait = digest.Next - digest.Age;
                return wait < LongestWait ? wait : LongestWait;
            }

            if (digest.Message is null && postTurn() is { } untilPost)
            {
                return untilPost;
            }

            digest.Next = digest.Age + Interval;
            return null;
        }
    }

    /// <summary>Takes out a rollout that has a message of its own from now on.</summary>
    public void Leave(string channel, RolloutId rollout)
    {
        lock (_lock)
        {
            Of(channel)?.Rows.Remove(rollout);
        }
    }

    /// <summary>Sends the digest of a channel unless it shows the rollout as it stands.</summary>
    public async Task<Fault?> SendAsync(
        string key,
        string channel,
        IEditableChat chat,
        Rollout state,
        CancellationToken cancellation
    )
    {
        List<Row> rows;
        Digest? digest;
        lock (_lock)
        {
            digest = Of(key);
            if (digest is null || digest.IsShown(state))
            {
                return null;
            }

            rows = [.. digest.Rows.Values.OrderByDescending(row => row.Change)];
        }

        var shown = new ChatDigest(
            $"{rows.Count} rollouts since {digest.Began:HH:mm} UTC: {CountsOf(rows)}",
            rows.Select(row => row.Text).ToValueList(),
            rows.Count
        );
        var put = await chat.PutDigestAsync(channel, digest.Message, shown, cancellation);
        if (!put.TryGet(out var message, out var fault))
        {
            digest.Message = fault.Kind == FaultKind.Gone ? null : digest.Message;
            return fault.Kind == FaultKind.Gone ? fault with { Kind = FaultKind.Broken } : fault;
        }

        lock (_lock)
        {
            digest.Message = message;
            rows.ForEach(row => digest.Shown[row.Rollout] = row.Version);
        }

        return null;
    }

    /// <summary>A message shows the latest rows only; its title counts all of them.</summary>
    private static string CountsOf(List<Row> rows) =>
        string.Join(
            ", ",
            rows.GroupBy(row => row.Status).OrderBy(one => one.Key).Select(one => $"{one.Count()} {one.Key}")
        );

    /// <summary>Null if there is none, or if the last one is over.</summary>
    private Digest? Of(string channel) =>
        _digests.TryGetValue(channel, out var digest) && digest.Age < Longest ? digest : null;

    private sealed class Digest(TimeProvider time)
    {
        private readonly long _began = time.GetTimestamp();
        private long _changes;

        public DateTimeOffset Began { get; } = time.GetUtcNow();

        /// <summary>Elapsed time and no clock: a clock that is set back must not keep a digest waiting.</summary>
        public TimeSpan Age => time.GetElapsedTime(_began);

        /// <summary>The age at which it is sent next.</summary>
        public TimeSpan Next { get; set; }

        public ChatMessageId? Message { get; set; }

        public Dictionary<RolloutId, Row> Rows { get; } = [];

        public Dictionary<RolloutId, int> Shown { get; } = [];

        public bool IsShown(Rollout state) => Shown.GetValueOrDefault(state.Spec.Id) >= state.Version;

        public void Put(Rollout state)
        {
            var id = state.Spec.Id;
            if (Rows.GetValueOrDefault(id) is { } row && row.Version >= state.Version)
            {
                return;
            }

            Rows[id] = new Row(id, state.Version, state.Status.Name, RolloutCards.RowOf(state), ++_changes);
        }
    }

    /// <summary>A rollout as the digest shows it next.</summary>
    /// <param name="Change">The place of its last change among those of all rollouts.</param>
    private sealed record Row(RolloutId Rollout, int Version, string Status, ChatDigestRow Text, long Change);
}
