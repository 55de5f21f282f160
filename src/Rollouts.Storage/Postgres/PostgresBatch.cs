using Npgsql;

namespace Rollouts.Storage.Postgres;

/// <summary>
/// Statements that are sent together. Outside of a transaction they form one. Each sees the rows that the statements
/// before it waited for.
/// </summary>
internal sealed class PostgresBatch(NpgsqlConnection connection)
{
    private readonly NpgsqlBatch _batch = connection.CreateBatch();
    private readonly List<Action<NpgsqlDataReader>> _reads = [];

    public static NpgsqlParameter<T> Value<T>(string name, T value) => new(name, value);

    /// <summary>Adds a statement that returns no rows.</summary>
    public PostgresBatch Do(string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value);
        }

        _batch.BatchCommands.Add(command);
        return this;
    }

    /// <summary>Adds a statement that returns rows.</summary>
    /// <param name="read">Called for each row.</param>
    public PostgresBatch Read(string sql, Action<NpgsqlDataReader> read, params ReadOnlySpan<NpgsqlParameter> values)
    {
        _reads.Add(read);
        return Do(sql, values);
    }

    /// <summary>
    /// Commits without waiting for the disk. A server that crashes loses this write together with everything after it,
    /// and no decision depends on it. The log is written in order, so the next transaction that waits for the disk
    /// waits for this one too.
    /// </summary>
    public PostgresBatch Lightly() => Read("select set_config('synchronous_commit', 'off', true)", _ => { });

    /// <returns>The number of changed rows.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using (_batch.ConfigureAwait(false))
        {
            var reader = await _batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                foreach (var read in _reads)
                {
                    while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    {
                        read(reader);
                    }

                    await reader.NextResultAsync(cancellation).ConfigureAwait(false);
                }

                await reader.CloseAsync().ConfigureAwait(false);
                return Math.Max(reader.RecordsAffected, 0);
            }
        }
    }
}
