using Rollouts.Integrations.Storage;
using Rollouts.Worker.Clocks;

namespace Rollouts.Worker.Hosting;

/// <summary>How a worker is started.</summary>
/// <param name="Installation">The administrators' file; null for what drives nothing.</param>
/// <param name="Data">Where SQLite keeps its file, and the installation its key.</param>
/// <param name="PostgresFrom">
/// The environment variable that holds PostgreSQL's connection string; null for SQLite.
/// </param>
/// <param name="Listen">Where health is asked for; null for nowhere.</param>
internal sealed record HostSettings(FileInfo? Installation, DirectoryInfo Data, string? PostgresFrom, string? Listen)
{
    public LogSettings Log { get; init; } = LogSettings.Quiet;

    /// <summary>How wrong this machine's clock pretends to be; only tests want any of it.</summary>
    public TimeSpan ClockAhead { get; init; }

    public TimeProvider Clock => ClockAhead == TimeSpan.Zero ? TimeProvider.System : new WrongClock(ClockAhead);

    public StoreSettings Store() =>
        new()
        {
            DataFolder = Data.FullName,
            PostgresConnection = PostgresFrom is null
                ? null
                : Environment.GetEnvironmentVariable(PostgresFrom)
                    ?? throw new HostRefusedException(
                        $"--postgres-from: the environment variable '{PostgresFrom}' is not set; put the connection "
                            + "string of PostgreSQL into it"
                    ),
        };
}
