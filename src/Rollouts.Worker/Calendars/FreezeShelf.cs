using System.Collections.Concurrent;
using Rollouts.Domain.Calendar;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;

namespace Rollouts.Worker.Calendars;

/// <summary>The freezes that were declared, by environment.</summary>
public sealed class FreezeShelf(IStreamStore streams, StoreClock clock)
{
    private const int MostTries = 5;

    /// <summary>
    /// For so long what was read is taken for what is there. Every decision asks, so without this each would cost one
    /// more reading; what is declared on another machine is in force there a second later.
    /// </summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<EnvironmentName, (Instant At, FreezeBook Book)> _known = new();

    /// <summary>As it was within the last second.</summary>
    public ValueTask<FreezeBook> RecentAsync(
        EnvironmentName environment,
        Instant now,
        CancellationToken cancellation
    ) =>
        _known.TryGetValue(environment, out var known) && now >= known.At && now - known.At < Fresh
            ? new(known.Book)
            : new(ReadAsync(environment, now, cancellation));

    public async Task<FreezeBook> ReadAsync(EnvironmentName environment, Instant now, CancellationToken cancellation)
    {
        var loaded = await streams.LoadAsync([StreamName.OfFreezes(environment)], cancellation);
        var book = BookOf(environment, loaded.Streams[0]);
        _known[environment] = (now, book);
        return book;
    }

    internal async Task<FreezeDecision> ChangeAsync(
        EnvironmentName environment,
        Func<FreezeBook, Instant, FreezeDecision> decide,
        Origin origin,
        CancellationToken cancellation
    )
    {
        var stream = StreamName.OfFreezes(environment);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var loaded = await streams.LoadAsync([stream], cancellation);
            clock.Saw(loaded.Now);
            var now = clock.Now;
            var book = BookOf(environment, loaded.Streams[0]);
            var decision = decide(book, now);
            if (decision is not FreezeDecision.Accepted accepted)
            {
                return decision;
            }

            var after = book.Evolve(accepted.Event, now);
            var writes = CompanionWrites.Write(
                stream,
                loaded.Streams[0]?.Version ?? 0,
                after,
                [(accepted.Event, origin with { At = now })]
            );
            var outcomes = await streams.CommitAsync([new Commit { Writes = writes.ToValueList() }], cancellation);
            if (outcomes[0] == CommitOutcome.Written)
            {
                _known[environment] = (now, after);
                return decision;
            }
        }

        return new FreezeDecision.Refused("freeze.outrun", "others were quicker, each time; ask again");
    }

    private static FreezeBook BookOf(EnvironmentName environment, StoredState? stored) =>
        stored?.State is { } json
            ? StateJson.Read<FreezeBook>(json)
                ?? throw new InvalidOperationException($"The state of {stored.Name} was written by another version.")
            : new FreezeBook { Environment = environment };
}
