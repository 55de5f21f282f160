using Rollouts.Storage.Bundles;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

internal sealed class PostgresBundles(PostgresDatabase database) : IEvidenceBundles
{
    public async Task<bool> SealAsync(RolloutId rollout, SealedBundle bundle, CancellationToken cancellation) =>
        await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Do(
                            """
                            insert into bundles (rollout, sealed_at, bundle) values (@rollout, @at, @bundle)
                            on conflict (rollout) do nothing
                            """,
                            Value("rollout", rollout.Value),
                            Value("at", bundle.At.ToDateTimeOffset()),
                            Value("bundle", bundle.Bytes.ToArray())
                        )
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false) > 0;

    public async Task<SealedBundle?> FindAsync(RolloutId rollout, CancellationToken cancellation)
    {
        SealedBundle? found = null;
        await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Read(
                            "select sealed_at, bundle from bundles where rollout = @rollout",
                            row => found = new SealedBundle(row.Instant(0), row.Bytes(1)),
                            Value("rollout", rollout.Value)
                        )
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false);
        return found;
    }

    public async Task<Instant?> SealedAtAsync(RolloutId rollout, CancellationToken cancellation)
    {
        Instant? at = null;
        await database
            .RunAsync(
                (connection, token) =>
                    new PostgresBatch(connection)
                        .Read(
                            "select sealed_at from bundles where rollout = @rollout",
                            row => at = row.Instant(0),
                            Value("rollout", rollout.Value)
                        )
                        .RunAsync(token),
                cancellation
            )
            .ConfigureAwait(false);
        return at;
    }
}
