using System.Text.Json;

namespace Rollouts.Api.Tests.Dashboard;

/// <summary>Fields of forms that cannot be read: a page refuses them, and never takes them for empty ones.</summary>
public sealed class FormTests : ApiTest
{
    private const string Freezes = "/dashboard/freezes/staging";

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2090-13-01T00:00")]
    [InlineData("0001-01-01T00:00")]
    [InlineData("9999-12-31T23:59")]
    [InlineData("2090-01-01T00:00+05:00")]
    public async Task A_freeze_whose_end_cannot_be_read_is_not_one_without_an_end(string until)
    {
        (await DeclareAsync([("until", until)])).Is(400);

        Assert.Empty(await ListedAsync());
    }

    [Fact]
    public async Task A_field_that_is_sent_twice_is_refused()
    {
        (await DeclareAsync([("until", "2090-01-01T00:00"), ("until", "2090-01-02T00:00")])).Is(400);

        Assert.Empty(await ListedAsync());
    }

    [Theory]
    // Clocks in Berlin go forward at 02:00 on this day, and in New York they go back at 02:00.
    [InlineData("Europe/Berlin", "2090-03-26T01:30", "2090-03-26T00:30:00")]
    [InlineData("Europe/Berlin", "2090-03-26T03:30", "2090-03-26T01:30:00")]
    [InlineData("America/New_York", "2090-11-05T03:30", "2090-11-05T08:30:00")]
    public async Task A_freeze_ends_by_the_clock_of_the_page(string zone, string wall, string utc)
    {
        (await DeclareAsync([("until", wall)], zone)).Is(303);

        var freeze = Assert.Single(await ListedAsync());
        Assert.StartsWith(utc, freeze.GetProperty("until").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a key")]
    [InlineData("abc\u202Edef")]
    public async Task The_name_of_a_request_is_one_that_the_log_can_show(string key)
    {
        var id = (await Administrator.StartAsync("v2")).Is(201)["id"];
        var position = (await Administrator.GetAsync($"rollouts/{id}")).Is(200)["position"];

        var answer = await PostAsync(
            $"/dashboard/rollouts/{id}/pause",
            [("reason", "x"), ("position", position), ("key", key)],
            zone: null
        );

        answer.Is(400);
        Assert.DoesNotContain(
            await Trail.ReadAsync(Host, $"rollout/{id}"),
            entry => entry.Event.Contains("paused", StringComparison.Ordinal)
        );
    }

    private Task<Answer> DeclareAsync((string, string)[] fields, string? zone = null) =>
        PostAsync(Freezes, [("name", "sale"), ("reason", "x"), .. fields], zone);

    private async Task<Answer> PostAsync(string address, (string Name, string Value)[] fields, string? zone)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value))
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, Address + address) { Content = form };
        request.Headers.Authorization = Administrator.Http.DefaultRequestHeaders.Authorization;
        request.Headers.Add("Cookie", $"rollouts-zone={zone}");
        using var response = await http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    private async Task<IReadOnlyList<JsonElement>> ListedAsync() =>
        [.. (await Administrator.GetAsync("freezes/staging")).Is(200).Json.EnumerateArray()];
}
