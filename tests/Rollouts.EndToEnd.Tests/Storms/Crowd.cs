using Npgsql;
using Rollouts.Servers.Postgres;

namespace Rollouts.EndToEnd.Tests.Storms;

/// <summary>Others who take all the connections that a PostgreSQL has, and those of the workers too.</summary>
internal sealed class Crowd : IDisposable
{
    private readonly List<NpgsqlConnection> _taken = [];

    public static async Task<Crowd> FillAsync(PostgresServer server)
    {
        var crowd = new Crowd();
        var connection = server.ConnectionTo("postgres") + ";Pooling=false";
        await crowd.TakeAsync(connection);

        // Whoever has connections already would not notice.
        await using (
            var shove = new NpgsqlCommand(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'rollouts%'",
                crowd._taken[0]
            )
        )
        {
            await shove.ExecuteNonQueryAsync();
        }

        await crowd.TakeAsync(connection);
        return crowd;
    }

    public void Dispose() => _taken.ForEach(connection => connection.Dispose());

    private async Task TakeAsync(string text)
    {
        while (true)
        {
            var connection = new NpgsqlConnection(text);
            try
            {
                await connection.OpenAsync();
                _taken.Add(connection);
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await connection.DisposeAsync();
                return;
            }
        }
    }
}
