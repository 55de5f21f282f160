using Npgsql;

namespace Rollouts.Bench.Store;

/// <summary>What the load left behind: sizes, and how many changes touched no index.</summary>
internal static class Sizes
{
    public static async Task PrintAsync(string connection, string file, TextWriter output)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(
            """
            select relname, n_live_tup, pg_total_relation_size(relid),
                case when n_tup_upd > 0 then 100.0 * n_tup_hot_upd / n_tup_upd else 0 end
            from pg_stat_user_tables
            where n_live_tup > 0
            order by 3 desc
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        await output.WriteLineAsync(
            "\n| table | rows | size with indexes | changes without an index write |\n|---|---:|---:|---:|"
        );
        while (await reader.ReadAsync())
        {
            await output.WriteLineAsync(
                $"| {reader.GetString(0)} | {reader.GetInt64(1):N0} | {reader.GetInt64(2) / 1e6:N1} MB "
                    + $"| {reader.GetDecimal(3):0} % |"
            );
        }

        await output.WriteLineAsync($"\nThe SQLite file: {new FileInfo(file).Length / 1e6:N1} MB");
    }
}
