using System.Runtime.InteropServices;
using SQLitePCL;

namespace Rollouts.Integrations.Storage.Sqlite;

/// <summary>
/// The SQLite of the machine, which its distribution patches, and not one that came in a package years ago.
/// </summary>
internal static class SqliteLibrary
{
    private const string NameInProvider = "e_sqlite3";

    /// <summary>The first with strict tables and 'returning'.</summary>
    private const int Oldest = 3_037_000;

    private static readonly string[] Candidates = ["libsqlite3.so.0", "libsqlite3.so", "libsqlite3.dylib"];

    private static readonly Lazy<string?> Trouble = new(Load);

    /// <exception cref="StoreRefusedException">It is missing or too old.</exception>
    public static void Demand()
    {
        if (Trouble.Value is { } trouble)
        {
            throw new StoreRefusedException(trouble);
        }
    }

    private static string? Load() => Load(Candidates);

    internal static string? Load(IEnumerable<string> candidates)
    {
        nint library = 0;
        if (!candidates.Any(name => NativeLibrary.TryLoad(name, out library)))
        {
            return "SQLite is not on this machine: the library libsqlite3.so.0 was not found. On Debian and Ubuntu: "
                + "apt-get install libsqlite3-0. Or use PostgreSQL.";
        }

        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            (name, _, _) => name == NameInProvider ? library : 0
        );
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return raw.sqlite3_libversion_number() < Oldest
            ? $"SQLite {raw.sqlite3_libversion().utf8_to_string()} is too old: 3.37 or newer is needed."
            : null;
    }
}
