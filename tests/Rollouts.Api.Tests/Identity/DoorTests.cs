using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Identity;

namespace Rollouts.Api.Tests.Identity;

/// <summary>Nobody gets in without a key, however they write the address.</summary>
public sealed class DoorTests : ApiTest
{
    [Fact]
    public async Task Without_a_key_nobody_gets_in()
    {
        var key = Administrator.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        foreach (
            var wrong in new[]
            {
                "",
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                $"Bearer {key}x",
                $"Bearer {key[1..]}",
                $"Basic {key}",
                key,
                $"Bearer {key}, Bearer {key}",
            }
        )
        {
            var refused = await Stranger.GetAsync("rollouts", ("Authorization", wrong));
            refused.IsRefused(401, "identity.key-needed");
            Assert.Equal("Bearer", refused.Headers["WWW-Authenticate"]);
        }

        (await Stranger.GetAsync("rollouts", ("Authorization", $"bearer {key}"))).Is(200);
    }

    [Fact]
    public async Task The_address_may_be_written_in_any_way()
    {
        foreach (
            var path in new[] { "/API/v1/rollouts", "/Api/V1/Rollouts", "/api/v1/rollouts/", "/%61pi/v1/rollouts" }
        )
        {
            (await Stranger.GetAsync($"{Address}{path}")).IsRefused(401, "identity.key-needed");
        }
    }

    [Fact]
    public void Every_endpoint_says_what_it_needs()
    {
        var endpoints = Host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .ToList();

        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<RequiredPermission>()));
        Assert.Equal(
            ["/api/v1/openapi.json"],
            endpoints
                .Where(endpoint => endpoint.Metadata.GetMetadata<RequiredPermission>()!.Permission is null)
                .Select(endpoint => endpoint.RoutePattern.RawText!)
                .Where(path => path.StartsWith("/api/", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Whoever_tries_many_keys_is_slowed_down_and_nobody_else()
    {
        var answers = new List<Answer>();
        for (var i = 0; i < 100; i++)
        {
            answers.Add(await Stranger.GetAsync("rollouts", ("Authorization", $"Bearer {i}")));
        }

        Assert.Contains(answers, answer => answer is { Status: 429 } && answer.Code == "request.too-many");
        (await Administrator.GetAsync("rollouts")).Is(200);
    }

    [Fact]
    public async Task Of_300_wrong_keys_60_are_answered_with_401_and_then_one_a_second()
    {
        var began = TimeProvider.System.GetTimestamp();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 300).Select(i => Stranger.GetAsync("rollouts", ("Authorization", $"Bearer {i}")))
        );

        // A place comes back each second; a slow machine takes some of them for this.
        var seconds = (int)Math.Ceiling(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        Assert.InRange(answers.Count(answer => answer.Status == 401), 60, 60 + seconds);
        Assert.Equal(300, answers.Count(answer => answer.Status is 401 or 429));
        Assert.All(
            answers.Where(answer => answer.Status == 429),
            answer => Assert.Equal("request.too-many", answer.Code)
        );
        (await Administrator.GetAsync("rollouts")).Is(200);
    }
}
