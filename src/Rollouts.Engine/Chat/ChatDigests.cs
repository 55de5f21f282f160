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
    public TimeSpan? Turn(string channel, Rollout state)
    {
        lock (_lock)
        {
            var digest = Of(channel) ?? (_digests[channel] = new Digest(time));
            if (digest.IsShown(state))
            {
                return null;
            }

            digest.Rows[state.Spec.Id] = (RolloutCards.RowOf(state), state.Version);
            if (digest.Next > digest.Age)
            {
                return digest.Next - digest.Age;
            }

            digest.Next = digest.Age + Interval;
            return null;
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
        Dictionary<RolloutId, (ChatDigestRow Row, int Version)> rows;
        Digest? digest;
        lock (_lock)
        {
            digest = Of(key);
            if (digest is null || digest.IsShown(state))
            {
                return null;
            }

            rows = new(digest.Rows);
        }

        var shown = new ChatDigest(
            $"{rows.Count} rollouts since {digest.Began:HH:mm} UTC",
            rows.Values.Select(one => one.Row).Reverse().ToValueList(),
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
            foreach (var (rollout, one) in rows)
            {
                digest.Shown[rollout] = one.Version;
            }
        }

        return null;
    }

    /// <summary>Null if there is none, or if the last one is over.</summary>
    private Digest? Of(string channel) =>
        _digests.TryGetValue(channel, out var digest) && digest.Age < Longest ? digest : null;

    private sealed class Digest(TimeProvider time)
    {
        private readonly long _began = time.GetTimestamp();

        public DateTimeOffset Began { get; } = time.GetUtcNow();

        /// <summary>Elapsed time and no clock: a clock that is set back must not keep a digest waiting.</summary>
        public TimeSpan Age => time.GetElapsedTime(_began);

        /// <summary>The age at which it is sent next.</summary>
        public TimeSpan Next { get; set; }

        public ChatMessageId? Message { get; set; }

        public Dictionary<RolloutId, (ChatDigestRow Row, int Version)> Rows { get; } = [];

        public Dictionary<RolloutId, int> Shown { get; } = [];

        public bool IsShown(Rollout state) => Shown.GetValueOrDefault(state.Spec.Id) >= state.Version;
    }
}
