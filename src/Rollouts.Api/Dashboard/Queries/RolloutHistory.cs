using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>
/// The events of a rollout and the state after each. A history that is read up to an instant holds what was known then.
/// Every part of the page is a function of it.
/// </summary>
internal sealed class RolloutHistory
{
    private readonly List<RolloutMoment> _moments = [];

    private RolloutHistory() { }

    public IReadOnlyList<RolloutMoment> Moments => _moments;

    public Rollout State => _moments[^1].State;

    /// <summary>The time of the newest event, even if an earlier instant is shown.</summary>
    public Instant NewestAt { get; private set; }

    /// <param name="until">Null reads the whole history.</param>
    public static async Task<RolloutHistory> ReadAsync(
        IStreamStore streams,
        RolloutId id,
        Instant? until,
        CancellationToken cancellation
    )
    {
        var history = new RolloutHistory();
        Rollout? state = null;
        await foreach (var chained in streams.ReadAsync(StreamName.Of(id), 0, cancellation))
        {
            history.NewestAt = chained.Entry.At;
            if (until is { } last && chained.Entry.At > last && state is not null)
            {
                continue;
            }

            var happened = Recorder.Read(chained.Entry);
            state = Evolution.Evolve(state, happened);
            history._moments.Add(new RolloutMoment(chained, happened, state));
        }

        return history;
    }

    /// <summary>The values of a property over time, one for each change.</summary>
    public IReadOnlyList<(Instant At, T Value)> Follow<T>(Func<Rollout, T?> look)
        where T : struct, IEquatable<T>
    {
        List<(Instant At, T Value)> values = [];
        foreach (var moment in _moments)
        {
            if (look(moment.State) is { } value && (values.Count == 0 || !values[^1].Value.Equals(value)))
            {
                values.Add((moment.Event.At, value));
            }
        }

        return values;
    }
}

/// <summary>A recorded event and the state after it.</summary>
internal sealed record RolloutMoment(ChainedEntry Record, RecordedEvent Event, Rollout State);
