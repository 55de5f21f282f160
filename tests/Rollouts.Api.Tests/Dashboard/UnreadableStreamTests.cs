using Microsoft.Extensions.DependencyInjection;
using Rollouts.Storage;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Tests.Dashboard;

/// <summary>A record of another build in one stream hides no other one on the pages that list many.</summary>
public sealed class UnreadableStreamTests : ApiTest
{
    [Fact]
    public async Task Home_shows_the_other_rollouts_and_says_which_one_it_cannot_read()
    {
        var id = (await Administrator.StartAsync("v2")).Is(201)["id"];
        await WriteFromAnotherBuildAsync($"rollout/{id}");

        var page = (await Administrator.GetAsync("/dashboard")).Is(200).Text;

        Assert.Contains(id, page, StringComparison.Ordinal);
        Assert.Contains("cannot be read by this build", page, StringComparison.Ordinal);
        (await Administrator.GetAsync($"rollouts/{id}")).IsRefused(503, "stream.unreadable");
    }

    [Fact]
    public async Task The_page_of_services_shows_a_service_that_it_cannot_read()
    {
        (await Administrator.StartAsync("v2")).Is(201);
        await WriteFromAnotherBuildAsync("service/staging/shop");

        var page = (await Administrator.GetAsync("/dashboard/services")).Is(200).Text;

        Assert.Contains("cannot be read by this build", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_by_a_name_that_is_none_finds_nothing()
    {
        var id = (await Administrator.StartAsync("v2")).Is(201)["id"];

        var page = (await Administrator.GetAsync("/dashboard?service=Shop%20")).Is(200).Text;

        Assert.DoesNotContain(id, page, StringComparison.Ordinal);
    }

    private async Task WriteFromAnotherBuildAsync(string stream)
    {
        var last = (await Trail.ReadAsync(Host, stream))[^1];
        var write = new StreamWrite(new StreamName(stream), last.Version)
        {
            Entries = [last with { Event = "unheard.of.v9", Version = last.Version + 1 }],
            State = """{"shape":"ffffffff","state":{}}""",
        };
        var streams = Host.Services.GetRequiredService<IStore>().Streams;
        Assert.Equal([CommitOutcome.Written], await streams.CommitAsync([new Commit { Writes = [write] }], default));
    }
}
