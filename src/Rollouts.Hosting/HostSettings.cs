using Rollouts.Engine.Restores;
using Rollouts.Storage;
using Rollouts.Storage.Marks;

namespace Rollouts.Hosting;

/// <summary>The settings of a worker.</summary>
/// <param name="Installation">The administrators' file; null for a command that drives no rollouts.</param>
/// <param name="Data">The folder of SQLite's file and of the installation's key.</param>
/// <param name="PostgresFrom">
/// The environment variable that holds PostgreSQL's connection string; null for SQLite.
/// </param>
/// <param name="Listen">The address of the health pages; null for none.</param>
public sealed record HostSettings(FileInfo? Installation, DirectoryInfo Data, string? PostgresFrom, string? Listen)
{
    public LogSettings Log { get; init; } = LogSettings.Quiet;

    /// <summary>The clock that the host is composed with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// The file of the store's mark. Null stands for the data folder with SQLite, and for no mark with PostgreSQL.
    /// </summary>
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
