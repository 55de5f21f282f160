namespace Rollouts.Integrations.Storage;

/// <summary>Where things are kept. Its text never shows the connection string, which holds a password.</summary>
public sealed class StoreSettings
{
    /// <summary>The folder of the SQLite database and of the installation's key. Made where it is missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>How PostgreSQL is reached, as Npgsql writes it; null for SQLite in the data folder.</summary>
    public string? PostgresConnection { get; init; }

    public override string ToString() => PostgresConnection is null ? $"SQLite in {DataFolder}" : "PostgreSQL";
}
