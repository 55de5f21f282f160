using Rollouts.Domain.Audit;

namespace Rollouts.Api.Tests.Audit;

/// <summary>The log: found, taken out, and checked.</summary>
public sealed class AuditTests : ApiTest
{
    private string _id = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Administrator.PostAsync("plans", Releases.Plan);
        _id = (await Administrator.StartAsync("v2"))["id"];
        await Administrator.PostAsync($"rollouts/{_id}/rollback", new { reason = "=no, not today" });
    }

    [Fact]
    public async Task What_is_looked_for_is_found()
    {
        Assert.Equal([$"rollout/{_id}"], await StreamsOfAsync("stream=rollout/&event=rollout.cancelled"));
        Assert.Equal([$"rollout/{_id}"], await StreamsOfAsync("text=NOT%20TODAY&stream=rollout/"));
        Assert.Equal(["plan/staging/shop"], await StreamsOfAsync("stream=plan/staging/shop"));
        Assert.Contains("access/door", await StreamsOfAsync("by=installation%23link"));
        Assert.Empty(await StreamsOfAsync("by=nobody"));
        Assert.Empty(await StreamsOfAsync("until=2020-01-01"));
        Assert.Empty(await StreamsOfAsync("since=2090-01-01T00:00:00Z"));
        Assert.NotEmpty(await StreamsOfAsync("since=2020-01-01T00:00:00%2B02:00"));
        (await Administrator.GetAsync("audit?since=yesterday")).IsRefused(400, "request.moment");
        (await Administrator.GetAsync("audit?cursor=x")).IsRefused(400, "request.cursor");
        (await Administrator.GetAsync("audit?stream=%00")).IsRefused(400, "request.name");
    }

    [Fact]
    public async Task A_long_log_is_read_page_by_page_and_nothing_twice()
    {
        for (var i = 0; i < 120; i++)
        {
            await Administrator.PostAsync("plans", Releases.Plan + $"# {i}\n");
        }

        List<string> seen = [];
        string? cursor = null;
        do
        {
            var page = (
                await Administrator.GetAsync(
                    "audit" + (cursor is null ? "" : $"?cursor={Uri.EscapeDataString(cursor)}")
                )
            ).Is(200);
            seen.AddRange(
                page.Json.GetProperty("records")
                    .EnumerateArray()
                    .Select(r => $"{r.GetProperty("stream")} {r.GetProperty("version")}")
            );
            cursor = page.Json.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        } while (cursor is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Contains("plan/staging/shop 121", seen);
        Assert.Equal(seen.Count, (await ExportAsync("")).Count);
    }

    [Fact]
    public async Task What_is_taken_out_can_be_checked_elsewhere()
    {
        var lines = await ExportAsync($"?stream=rollout/{_id}");

        var entries = lines.Select(line => EntryLines.Read(line)!).ToList();
        Assert.IsType<ChainVerdict.Intact>(Chain.Verify($"rollout/{_id}", entries));
    }

    [Fact]
    public async Task A_table_runs_no_formulas()
    {
        var table = (await Administrator.GetAsync("audit/export?format=csv&event=rollout.cancelled")).Is(200);

        Assert.Equal("text/csv", table.Type);
        Assert.Contains(",\"'=no, not today\",", table.Text, StringComparison.Ordinal);
        (await Administrator.GetAsync("audit/export?format=xlsx")).IsRefused(400, "request.format");
    }

    [Fact]
    public async Task All_of_it_is_checked()
    {
        var verified = (await Administrator.GetAsync("audit/verify")).Is(200);

        Assert.Equal("True", verified["intact"]);
        Assert.Equal("0", verified["faults"]);
        Assert.True(verified.Json.GetProperty("records").GetInt64() > 3);
    }

    [Fact]
    public async Task Only_whoever_reaches_everything_may_look()
    {
        var body = new
        {
            name = "ci",
            roles = new[] { "viewer" },
            services = new[] { "shop" },
            reason = "x",
        };
        using var viewer = With((await Administrator.PostAsync("keys", body))["key"]);

        foreach (var path in new[] { "audit", "audit/export", "audit/verify", "system", "connections" })
        {
            (await viewer.GetAsync(path)).IsRefused(403, "identity.not-allowed");
        }
    }

    private async Task<List<string>> StreamsOfAsync(string query) =>
        [
            .. (await Administrator.GetAsync($"audit?{query}"))
                .Is(200)
                .Json.GetProperty("records")
                .EnumerateArray()
                .Select(record => record.GetProperty("stream").GetString()!)
                .Distinct(StringComparer.Ordinal),
        ];

    private async Task<List<string>> ExportAsync(string query) =>
        [
            .. (await Administrator.GetAsync($"audit/export{query}"))
                .Is(200)
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        ];
}
