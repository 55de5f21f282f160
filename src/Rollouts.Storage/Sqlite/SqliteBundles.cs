using Rollouts.Storage.Bundles;

namespace Rollouts.Storage.Sqlite;

internal sealed class SqliteBundles(SqliteFile file) : IEvidenceBundles
{
    public async Task<bool> SealAsync(RolloutId rollout, SealedBundle bundle, CancellationToken cancellation) =>
        await file.WriteAsync(session => Seal(session, rollout, bundle), cancellation) > 0;

    public Task<SealedBundle?> FindAsync(RolloutId rollout, CancellationToken cancellation) =>
        file.ReadAsync(session => Find(session, rollout), cancellation);

    public Task<Instant?> SealedAtAsync(RolloutId rollout, CancellationToken cancellation) =>
        file.ReadAsync(session => SealedAt(session, rollout), cancellation);

    private static int Seal(SqliteSession session, RolloutId rollout, SealedBundle bundle) =>
        session.Execute(
            """
            insert into bundles (rollout, sealed_at, bundle) values (@rollout, @at, @bundle)
            on conflict (rollout) do nothing
            """,
            ("@rollout", rollout.ToString()),
            ("@at", bundle.At.Microseconds),
            ("@bundle", bundle.Bytes.ToArray())
        );

    private static SealedBundle? Find(SqliteSession session, RolloutId rollout) =>
        session
            .Query(
                "select sealed_at, bundle from bundles where rollout = @rollout",
                row => new SealedBundle(row.Instant(0), row.Bytes(1)),
                ("@rollout", rollout.ToString())
            )
            .FirstOrDefault();

    private static Instant? SealedAt(SqliteSession session, RolloutId rollout) =>
        session
            .Query(
                "select sealed_at from bundles where rollout = @rollout",
                row => (Instant?)row.Instant(0),
                ("@rollout", rollout.ToString())
            )
            .FirstOrDefault();
}
