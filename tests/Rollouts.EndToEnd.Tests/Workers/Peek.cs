using System.Data.Common;

namespace Rollouts.EndToEnd.Tests.Workers;

/// <summary>Looks into a database behind the store's back, as somebody with a shell would.</summary>
internal sealed class Peek(Func<DbConnection> connect)
{
    /// <summary>How far each stream is stored; null where the database is not to be had just now.</summary>
    public async Task<IReadOnlyDictionary<string, int>?> VersionsAsync()
    {
        try
        {
            var rows = await ReadAsync(
                "select name, version from streams",
                row => (Name: row.GetString(0), Version: row.GetInt32(1))
            );
            return rows.ToDictionary(row => row.Name, row => row.Version);
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or IOException)
        {
            return null;
        }
    }

    /// <summary>Which notices of which streams are written down, sent or not.</summary>
    public Task<List<(string Stream, string Key)>> NoticesAsync() =>
        ReadAsync("select stream, key from outbox", row => (row.GetString(0), row.GetString(1)));

    /// <summary>How many rollouts have not ended; null where the database is not to be had just now.</summary>
    public async Task<int?> LiveAsync()
    {
        try
        {
            return (await ReadAsync("select id from rollouts where ended_at is null", _ => 0)).Count;
        }
        catch (DbException)
        {
            return null;
        }
    }

    private async Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using var connection = connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        List<T> all = [];
        while (await rows.ReadAsync())
        {
            all.Add(read(rows));
        }

        return all;
    }
}
