using System.Collections.Concurrent;
using Rollouts.Domain.Freezes;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Idempotency;

namespace Rollouts.Engine.Freezes;

/// <summary>The declared freezes of each environment.</summary>
public sealed class FreezeRepository(StreamRunner runner, StoreClock clock)
{
    /// <summary>
    /// How long a read is reused. Every decision asks for freezes, so each would otherwise cost another read. A freeze
    /// that is declared on another machine takes effect here a second later.
    /// </summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<EnvironmentName, (Instant At, FreezeState Book)> _known = new();

    /// <summary>The freezes as they were within the last second.</summary>
    public ValueTask<FreezeState> RecentAsync(
        EnvironmentName environment,
        Instant now,
        CancellationToken cancellation
    ) =>
        _known.TryGetValue(environment, out var known) && now >= known.At && now - known.At < Fresh
            ? new(known.Book)
            : new(ReadAsync(environment, now, cancellation));

    public async Task<FreezeState> ReadAsync(EnvironmentName environment, Instant now, CancellationToken cancellation)
    {
        var loaded = await runner.LoadAsync(
            StreamName.OfFreezes(environment),
            StateCodecs.Freezes(environment),
            cancellation
        );
        _known[environment] = (now, loaded.State!);
        return loaded.State!;
    }

    public async Task<CommandResult<FreezeState>> ChangeAsync(
        EnvironmentName environment,
        Func<FreezeState, Instant, FreezeDecision> decide,
        EventMetadata origin,
        Func<FreezeState, StoredAnswer>? answer,
        CancellationToken cancellation
    )
    {
        var result = await runner.TransactAsync(
            StreamName.OfFreezes(environment),
            StateCodecs.Freezes(environment),
            (before, now) =>
                decide(before.State!, now) switch
                {
                    FreezeDecision.Refused refused => new StreamChange<FreezeState>.Refuse(refused.Why),
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
            cancellation,
            answer
        );
        if (result is CommandResult<FreezeState>.Accepted accepted)
        {
            _known[environment] = (clock.Now, accepted.State);
        }

        return result;
    }
}
