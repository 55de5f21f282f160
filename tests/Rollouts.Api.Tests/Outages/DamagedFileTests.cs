using Microsoft.Data.Sqlite;

namespace Rollouts.Api.Tests.Outages;

/// <summary>SQLite's file is damaged where the rollouts and their records are.</summary>
public sealed class DamagedFileTests : ApiTest
{
    private static readonly object Why = new { reason = "x" };

    protected override bool Works => true;

    [Fact]
    public async Task Damaged_pages_are_answered_with_503_and_a_sentence_and_end_nothing()
    {
        var id = (await Administrator.StartAsync("v2")).Is(201)["id"];
        await StopAsync();
        await DamageAsync("entries", "rollouts", "requests");
        await StartAgainAsync();

        foreach (
            var refused in new[]
            {
                await Administrator.GetAsync("rollouts"),
                await Administrator.GetAsync($"rollouts/{id}/events"),
                await Administrator.PostAsync($"rollouts/{id}/rollback", Why),
                await Administrator.StartAsync("v3", key: "again"),
            }
        )
        {
            refused.IsRefused(503, "store.unavailable");
            Assert.Equal("2", refused.Headers["Retry-After"]);
            Assert.DoesNotContain(Folder["data"], refused.Text, StringComparison.Ordinal);
        }

        // The loops meet the damage too. The process goes on, and serves what it can read.
        await Task.Delay(TimeSpan.FromSeconds(2));
        (await Administrator.GetAsync("openapi.json")).Is(200);
        (await Administrator.GetAsync($"{Address}/health/live")).Is(200);
        (await Administrator.GetAsync("rollouts")).IsRefused(503, "store.unavailable");
    }

    /// <summary>Overwrites the first page of tables, while nothing holds the file.</summary>
    private async Task DamageAsync(params string[] tables)
    {
        var path = Path.Combine(Folder["data"], "rollouts.db");
        List<long> places = [];
        long size;
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync();
            await AskAsync(connection, "pragma wal_checkpoint(truncate)");
            size = await AskAsync(connection, "pragma page_size");
            foreach (var table in tables)
            {
                places.Add(await AskAsync(connection, $"select rootpage from sqlite_master where name = '{table}'"));
            }
        }

        await using var file = File.OpenWrite(path);
        var noise = new byte[size];
        Array.Fill(noise, (byte)0xA5);
        foreach (var place in places)
        {
            file.Position = (place - 1) * size;
            await file.WriteAsync(noise);
        }
    }

    private static async Task<long> AskAsync(SqliteConnection connection, string question)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
