using System.Text.Json;

namespace Rollouts.Api.Tests.Live;

/// <summary>Being told as it happens.</summary>
public sealed class LiveTests : ApiTest
{
    private static readonly object Why = new { reason = "because" };

    [Fact]
    public async Task A_rollout_is_told_from_its_beginning_and_as_it_goes_on()
    {
        var id = (await Administrator.StartAsync("v2"))["id"];
        using var line = await Line.OpenAsync(Administrator, $"rollouts/{id}/live");

        Assert.Equal(("1", "rollout.opened.v1"), Record(await line.NextAsync()));
        await Administrator.PostAsync($"rollouts/{id}/rollback", Why);
        var told = await line.UntilAsync(one => Record(one).Event == "rollout.cancelled.v1");

        // Whoever was cut off goes on where it was.
        using var again = await Line.OpenAsync(Administrator, $"rollouts/{id}/live", "1");
        Assert.Equal(("2", "rollout.cancelled.v1"), (Record(told).Id, Record(told).Event));
        Assert.Equal(told, await again.NextAsync());
    }

    [Fact]
    public async Task The_list_is_told_what_changes_after_it_was_told_to_load()
    {
        using var line = await Line.OpenAsync(Administrator, "rollouts/live");
        Assert.Equal("reset", (await line.NextAsync()).Kind);

        var id = (await Administrator.StartAsync("v2"))["id"];
        var opened = await line.NextAsync();
        Assert.Equal((id, "Queued"), Row(opened));
        await Administrator.PostAsync($"rollouts/{id}/rollback", Why);
        var ended = await line.NextAsync();
        Assert.Equal((id, "Cancelled"), Row(ended));

        using var again = await Line.OpenAsync(Administrator, "rollouts/live", opened.Id);
        Assert.Equal(ended, await again.NextAsync());
        using var lost = await Line.OpenAsync(Administrator, "rollouts/live", "long-ago");
        Assert.Equal("reset", (await lost.NextAsync()).Kind);
    }

    [Fact]
    public async Task Nobody_is_told_of_what_is_beyond_their_reach()
    {
        var body = new
        {
            name = "ci",
            roles = new[] { "viewer" },
            services = new[] { "cart" },
            reason = "x",
        };
        using var other = With((await Administrator.PostAsync("keys", body))["key"]);
        using var theirs = await Line.OpenAsync(other, "rollouts/live");
        using var ours = await Line.OpenAsync(Administrator, "rollouts/live");
        Assert.Equal("reset", (await theirs.NextAsync()).Kind);
        Assert.Equal("reset", (await ours.NextAsync()).Kind);
        var next = theirs.NextAsync();

        var id = (await Administrator.StartAsync("v2"))["id"];

        Assert.Equal(id, Row(await ours.UntilAsync(one => one.Kind == "rollout")).Id);
        Assert.True(!next.IsCompleted || (await next).Kind == "reset");
        (await other.GetAsync($"rollouts/{id}/live")).IsRefused(404, "rollout.unknown");
    }

    [Fact]
    public async Task A_page_hears_at_once_of_what_changed_between_its_rendering_and_its_stream()
    {
        var id = (await Administrator.StartAsync("v2"))["id"];
        using var current = await Line.OpenAsync(Administrator, $"/dashboard/rollouts/{id}/changes?shown=1");
        Assert.Equal("beat", (await current.NextAsync()).Kind);
        await Administrator.PostAsync($"rollouts/{id}/rollback", Why);

        using var late = await Line.OpenAsync(Administrator, $"/dashboard/rollouts/{id}/changes?shown=1");
        Assert.Equal("changed", (await late.NextAsync()).Kind);
        Assert.Equal("changed", (await current.UntilAsync(one => one.Kind != "beat")).Kind);
        using var ofList = await Line.OpenAsync(Administrator, "/dashboard/changes");
        Assert.Equal("changed", (await ofList.NextAsync()).Kind);
    }

    [Fact]
    public async Task An_id_that_was_never_told_is_refused()
    {
        var id = (await Administrator.StartAsync("v2"))["id"];
        (await Administrator.GetAsync($"rollouts/{id}/live", ("Last-Event-ID", "x"))).IsRefused(
            400,
            "request.last-event"
        );
        (await Administrator.GetAsync("rollouts/nothing/live")).IsRefused(404, "rollout.unknown");
    }

    [Fact]
    public async Task Many_are_told_alike()
    {
        var id = (await Administrator.StartAsync("v2"))["id"];
        var lines = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => Line.OpenAsync(Administrator, $"rollouts/{id}/live", "1"))
        );
        await Administrator.PostAsync($"rollouts/{id}/rollback", Why);

        foreach (var line in lines)
        {
            Assert.Equal(("2", "rollout.cancelled.v1"), Record(await line.NextAsync()));
            line.Dispose();
        }
    }

    private static (string Id, string Event) Record(Told told) =>
        (told.Id!, JsonElement.Parse(told.Data).GetProperty("event").GetString()!);

    private static (string Id, string Status) Row(Told told) =>
        (
            JsonElement.Parse(told.Data).GetProperty("id").GetString()!,
            JsonElement.Parse(told.Data).GetProperty("status").GetString()!
        );
}
