using System.Collections.Concurrent;
using Rollouts.Domain.Calendar;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Calendars;

/// <summary>The freezes that were declared, by environment.</summary>
public sealed class FreezeShelf(StreamRunner runner, StoreClock clock)
{
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
        var loaded = await runner.LoadAsync(
            StreamName.OfFreezes(environment),
            StateCodecs.Freezes(environment),
            cancellation
        );
        _known[environment] = (now, loaded.State!);
        return loaded.State!;
    }

    internal async Task<CommandResult<FreezeBook>> ChangeAsync(
        EnvironmentName environment,
        Func<FreezeBook, Instant, FreezeDecision> decide,
        Origin origin,
        CancellationToken cancellation
    )
    {
        var result = await runner.TransactAsync(
            StreamName.OfFreezes(environment),
            StateCodecs.Freezes(environment),
            (before, now) =>
                decide(before.State!, now) switch
                {
                    FreezeDecision.Refused refused => new StreamChange<FreezeBook>.Refuse(refused.Why),
                    FreezeDecision.Accepted accepted => StreamAppend.Change(
                        before,
                        before.State!.Evolve(accepted.Event, now),
                        [accepted.Event],
                        origin with
                        {
                            At = now,
                        }
                    ),
                    _ => throw new System.Diagnostics.UnreachableException(),
                },
            cancellation
        );
        if (result is CommandResult<FreezeBook>.Accepted accepted)
        {
            _known[environment] = (clock.Now, accepted.State);
        }

        return result;
    }
}
