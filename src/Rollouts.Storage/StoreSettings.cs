namespace Rollouts.Storage;

/// <summary>
/// The settings of the store. The text form never contains the connection string, which holds a password.
/// </summary>
public sealed class StoreSettings
{
    /// <summary>
    /// The folder of the SQLite database and of the installation's key. It is created if it is missing.
    /// </summary>
    public required string DataFolder { get; init; }

    /// <summary>The connection string for Npgsql; null for SQLite in the data folder.</summary>
    public string? PostgresConnection { get; init; }

    public override string ToString() => PostgresConnection is null ? $"SQLite in {DataFolder}" : "PostgreSQL";
}
