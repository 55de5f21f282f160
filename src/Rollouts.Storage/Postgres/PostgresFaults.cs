using Npgsql;

namespace Rollouts.Storage.Postgres;

/// <summary>Describes faults of PostgreSQL in a sentence for the operator.</summary>
internal static class PostgresFaults
{
    public static StoreUnavailableException Of(Exception exception) =>
        new(
            exception is PostgresException refused
                ? $"{What(refused.SqlState)} ({refused.SqlState}: {refused.MessageText})"
                : $"PostgreSQL cannot be reached. ({exception.Message})",
            exception
        );

    private static string What(string state) =>
        state switch
        {
            PostgresErrorCodes.DiskFull =>
                "PostgreSQL's disk is full. Nothing was written and nothing is lost; make room.",
            PostgresErrorCodes.TooManyConnections => "PostgreSQL takes no more connections.",
            PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow => "PostgreSQL is going down or coming up.",
            PostgresErrorCodes.ReadOnlySqlTransaction => "This PostgreSQL is a standby, or set to read-only.",
            PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled => "PostgreSQL gave up waiting for others.",
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                "PostgreSQL refused the user or the password.",
            PostgresErrorCodes.InsufficientPrivilege => "PostgreSQL's user lacks a right.",
            PostgresErrorCodes.InvalidCatalogName => "PostgreSQL has no such database.",
            _ => "PostgreSQL refused to go on.",
        };
}
