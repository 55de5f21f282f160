namespace Rollouts.Api.Tests.Dashboard;

/// <summary>What a page does with an address or a form that no page of ours sends.</summary>
public sealed class PageEdgeTests : ApiTest
{
    private const string Dashboard = "/dashboard/";

    [Fact]
    public async Task An_instant_that_is_still_to_come_is_the_present()
    {
        var id = (await Administrator.StartAsync("2.0.0")).Is(201).Json.GetProperty("id").GetString();

        var page = (await Administrator.GetAsync($"{Dashboard}rollouts/{id}?at=2999-01-01T00:00:00Z")).Is(200);

        Assert.DoesNotContain("2999", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Replay: what was known", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NaN", "5")]
    [InlineData("101", "5")]
    [InlineData("-1", "5")]
    [InlineData("5", "Infinity")]
    [InlineData("5", "600001")]
    [InlineData("", "")]
    public async Task The_sandbox_is_turned_within_its_range_only(string errors, string milliseconds) =>
        (await TurnAsync(errors, milliseconds)).Is(400);

    [Fact]
    public async Task A_process_without_a_sandbox_says_so_and_does_not_fail()
    {
        var page = (await TurnAsync("5", "10")).Is(502);

        Assert.Contains("was not started beside a sandbox", page.Text, StringComparison.Ordinal);
    }

    private async Task<Answer> TurnAsync(string errors, string milliseconds)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["errors"] = errors,
                ["milliseconds"] = milliseconds,
            }
        );
        return await Administrator.SendAsync(HttpMethod.Post, $"{Dashboard}sandbox/checkout/turn", form);
    }
}
