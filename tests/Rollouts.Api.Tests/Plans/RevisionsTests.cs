namespace Rollouts.Api.Tests.Plans;

/// <summary>What became of plans.</summary>
public sealed class RevisionsTests : ApiTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        (await Administrator.PostAsync("plans", Releases.Plan)).Is(201);
        (await Administrator.PostAsync("plans", Releases.Plan.Replace("50%", "40%", StringComparison.Ordinal))).Is(201);
    }

    [Fact]
    public async Task Plans_are_listed_with_their_newest_revision() =>
        Assert.Equal(
            """{"plans":[{"service":"shop","environment":"staging","revision":2}]}""",
            (await Administrator.GetAsync("plans")).Is(200).Text
        );

    [Fact]
    public async Task Each_revision_can_be_read_and_says_who_submitted_it()
    {
        var history = (await Administrator.GetAsync("plans/staging/shop/revisions")).Is(200).Json;
        Assert.Equal([1, 2], history.EnumerateArray().Select(row => row.GetProperty("revision").GetInt32()));
        Assert.Equal("administrator", history[0].GetProperty("by").GetString());

        Assert.Equal(Releases.Plan, (await Administrator.GetAsync("plans/staging/shop/revisions/1")).Is(200)["text"]);
        foreach (var none in new[] { "0", "-1", "3", "2147483647" })
        {
            (await Administrator.GetAsync($"plans/staging/shop/revisions/{none}")).IsRefused(404, "plan.unknown");
        }

        (await Administrator.GetAsync("plans/staging/shop/revisions/two")).IsRefused(400, "request.unreadable");
        (await Administrator.GetAsync("plans/prod/shop/revisions")).IsRefused(404, "plan.unknown");
    }

    [Fact]
    public async Task What_changed_is_told_line_by_line()
    {
        var lines = (await Administrator.GetAsync("plans/staging/shop/diff?from=1&to=2"))
            .Is(200)
            .Json.GetProperty("lines");
        Assert.Equal(
            ["-          - shift: 50%", "+          - shift: 40%"],
            lines.EnumerateArray().Select(line => line.GetString()!).Where(line => line[0] != ' ').Select(Trimmed)
        );
        (await Administrator.GetAsync("plans/staging/shop/diff?from=1&to=3")).IsRefused(404, "plan.unknown");
        (await Administrator.GetAsync("plans/staging/shop/diff?from=1")).IsRefused(400, "request.unreadable");
    }

    [Fact]
    public async Task A_plan_is_explained()
    {
        var explained = (await Administrator.GetAsync("plans/staging/shop/explain")).Is(200);
        Assert.Contains("shop in staging", explained["text"], StringComparison.Ordinal);
        (await Administrator.GetAsync("plans/prod/shop/explain")).IsRefused(404, "plan.unknown");
    }

    [Fact]
    public async Task A_lint_keeps_nothing()
    {
        var good = (await Administrator.PostAsync("plans/lint", Releases.Plan + "# third\n")).Is(200);
        Assert.Equal("True", good["accepted"]);
        var bad = (await Administrator.PostAsync("plans/lint", "service: shop\n")).Is(200);
        Assert.Equal("False", bad["accepted"]);
        Assert.NotEmpty(bad.Json.GetProperty("errors").EnumerateArray());

        Assert.Equal(2, (await Administrator.GetAsync("plans/staging/shop/revisions")).Json.GetArrayLength());
    }

    private static string Trimmed(string line) => line[0] + "          " + line[1..].TrimStart();
}
