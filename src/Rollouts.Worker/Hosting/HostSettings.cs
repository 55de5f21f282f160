using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Marks;
using Rollouts.Worker.Restores;

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

    /// <summary>The clock that the host is composed with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the mark of the store is kept; null for the data folder, and for nowhere on PostgreSQL.</summary>
    public FileInfo? MarkAt { get; init; }

    /// <summary>Whether the database was restored from a backup before this start.</summary>
    public bool IsRestored { get; init; }

    public MarkSettings Mark() =>
        new(
            MarkAt is { } named ? new MarkFile(named.FullName)
                : PostgresFrom is null ? new MarkFile(Path.Combine(Data.FullName, MarkFile.FileName))
                : null,
            IsRestored
        );

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
