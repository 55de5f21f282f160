using Microsoft.Data.Sqlite;

namespace Rollouts.Storage.Sqlite;

/// <summary>Describes faults of SQLite in a sentence for the operator.</summary>
internal static class SqliteFaults
{
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StoreUnavailableException Of(SqliteException exception, string file) =>
        new($"{What(exception.SqliteErrorCode, file)} ({exception.Message})", exception);

    private static string What(int code, string file) =>
        code switch
        {
            Full => $"The disk that holds {file} is full. Nothing was written and nothing is lost; make room.",
            InputOutput => $"The disk that holds {file} fails.",
            ReadOnly => $"{file} cannot be written: is it read-only, or owned by another user?",
            CannotOpen => $"{file} cannot be opened.",
            Busy => $"{file} is held by another program for too long. Is a backup running on it?",
            Corrupt or NotADatabase =>
                $"{file} is damaged. Restore it from a backup, or recover it with sqlite3's .recover.",
            _ => $"SQLite refused to go on with {file}.",
        };
}
